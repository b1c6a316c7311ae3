"""Letters: from words to text and HTML by templates, and from those to a finished mail."""
