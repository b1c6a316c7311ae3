"""The world outside: stores, documents, calendars, mail, letters. Adapters are strangers to one another."""
