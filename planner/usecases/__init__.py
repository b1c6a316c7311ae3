"""One verb a file. Commits happen only here."""
