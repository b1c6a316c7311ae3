"""Jobs that come back, and what became of each of their due times."""

from __future__ import annotations

from alembic import op

revision = "2026_11_22_0710"
down_revision = "2026_11_22_0630"

STATEMENTS = (
    """\
CREATE TABLE job (
    name TEXT NOT NULL, rule TEXT NOT NULL, since TEXT NOT NULL, paused TEXT, PRIMARY KEY (name)
) STRICT, WITHOUT ROWID""",
    """\
CREATE TABLE job_run (
    job TEXT NOT NULL, due TEXT NOT NULL, "at" TEXT NOT NULL, state TEXT NOT NULL, owner TEXT,
    attempts INTEGER NOT NULL, started TEXT, heartbeat TEXT, finished TEXT, not_before TEXT, error TEXT,
    PRIMARY KEY (job, due),
    CONSTRAINT state_known CHECK (state IN ('running', 'done', 'failed', 'skipped', 'missed'))
) STRICT, WITHOUT ROWID""",
    "CREATE UNIQUE INDEX job_run_open ON job_run (job) WHERE state IN ('running', 'failed')",
    "CREATE INDEX job_run_by_at ON job_run (job, at)",
)


def upgrade() -> None:
    """Forward."""
    for statement in STATEMENTS:
        op.execute(statement)
