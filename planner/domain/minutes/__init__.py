"""From a document to what it says about meetings: `read_minutes(document, lexicons) -> Reading`."""
