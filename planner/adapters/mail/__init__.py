"""Mail out by SMTP, mail in from an IMAP folder or a directory; it knows no calendar and no plan."""
