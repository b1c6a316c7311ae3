"""The plan's home: a SQLite file, its journal, its migrations and its copies.

`reader.py` answers questions with the standard library alone; everything that writes goes through
`store.py` and SQLAlchemy. The SQL that reads the plan stands in `queries.py`; what is sent, heard, due
and queued has its own beside the rows that it is about.
"""
