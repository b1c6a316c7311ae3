"""From a reading to rows that a person accepts: what is new, known, changed, doubtful or in conflict."""
