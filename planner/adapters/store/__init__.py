"""The plan's home: a SQLite file, its journal, its migrations and its copies.

`reader.py` answers questions with the standard library alone; everything that writes goes through
`store.py` and SQLAlchemy. All SQL that reads stands in `queries.py`.
"""
