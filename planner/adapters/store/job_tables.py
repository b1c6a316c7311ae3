"""The tables of jobs and their due times. At most one run of a job is open. Loaded as tables.py is."""

from __future__ import annotations

from typing import get_args

from sqlalchemy import Column, Index, Integer, Table, Text, text

from planner.adapters.store import tables
from planner.adapters.store.constraints import one_of
from planner.domain.job_run import RunState

metadata = tables.metadata
OPEN = "state IN ('running', 'failed')"

job = Table(
    "job",
    metadata,
    Column("name", Text, primary_key=True),
    Column("rule", Text, nullable=False),
    Column("since", Text, nullable=False),
    Column("paused", Text),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
job_run = Table(
    "job_run",
    metadata,
    Column("job", Text, primary_key=True),
    Column("due", Text, primary_key=True),
    Column("at", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("owner", Text),
    Column("attempts", Integer, nullable=False),
    Column("started", Text),
    Column("heartbeat", Text),
    Column("finished", Text),
    Column("not_before", Text),
    Column("error", Text),
    one_of("state", get_args(RunState)),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

Index("job_run_open", job_run.c.job, unique=True, sqlite_where=text(OPEN))
Index("job_run_by_at", job_run.c.job, job_run.c.at)
