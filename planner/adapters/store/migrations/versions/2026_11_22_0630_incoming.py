"""What came back from calendars, and how far each of them has been read."""

from __future__ import annotations

from alembic import op

revision = "2026_11_22_0630"
down_revision = "2026_11_22_0620"

STATEMENTS = (
    """\
CREATE TABLE reply (
    id INTEGER NOT NULL, mark TEXT NOT NULL, backend TEXT NOT NULL, entry INTEGER, heard TEXT NOT NULL,
    reply TEXT, fault TEXT, settled TEXT, settled_at TEXT, settled_by TEXT, why TEXT, step INTEGER,
    PRIMARY KEY (id), CONSTRAINT settled_known CHECK (settled IN ('done', 'accepted')), UNIQUE (mark),
    FOREIGN KEY(entry) REFERENCES entry (id), FOREIGN KEY(step) REFERENCES step (id)
) STRICT""",
    """\
CREATE TABLE reading (
    backend TEXT NOT NULL, state TEXT, at TEXT NOT NULL, PRIMARY KEY (backend)
) STRICT, WITHOUT ROWID""",
    "CREATE INDEX reply_by_entry ON reply (entry)",
    "DROP INDEX entry_by_meeting",  # answers are asked about events that are over, too
    "CREATE INDEX entry_by_meeting ON entry (meeting)",
    "CREATE INDEX reply_unusable ON reply (id) WHERE fault IS NOT NULL",
)


def upgrade() -> None:
    """Forward."""
    for statement in STATEMENTS:
        op.execute(statement)
