"""The rooms of meetings, the usual channel of a board, and calendars that can be subscribed to."""

from __future__ import annotations

from alembic import op

revision = "2026_11_22_0610"
down_revision = "2026_11_22_0600"

STATEMENTS = (
    "ALTER TABLE board ADD COLUMN room TEXT",
    "ALTER TABLE board ADD COLUMN channel TEXT",
    "ALTER TABLE meeting ADD COLUMN room TEXT",
    "ALTER TABLE publication ADD COLUMN backend TEXT",
    """\
CREATE TABLE feed (
    id INTEGER NOT NULL, board INTEGER NOT NULL, person INTEGER, name TEXT NOT NULL, at TEXT NOT NULL,
    revoked TEXT, PRIMARY KEY (id), UNIQUE (name)
) STRICT""",
)


def upgrade() -> None:
    """Forward."""
    for statement in STATEMENTS:
        op.execute(statement)
