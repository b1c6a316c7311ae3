"""The world outside: stores, documents, calendars. Adapters are strangers to one another."""
