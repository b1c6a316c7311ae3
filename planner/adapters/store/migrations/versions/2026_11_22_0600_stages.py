"""How firm a meeting's time plan is, and what the board does by itself; where people are reached."""

from __future__ import annotations

from alembic import op

revision = "2026_11_22_0600"
down_revision = "2026_11_22_0430"

STATEMENTS = (
    "ALTER TABLE board ADD COLUMN lock_days INTEGER",
    "ALTER TABLE board ADD COLUMN dispatch_days INTEGER",
    """\
ALTER TABLE board ADD COLUMN provisional TEXT DEFAULT 'window' NOT NULL
    CONSTRAINT provisional_known CHECK ("provisional" IN ('window', 'nothing'))""",
    "ALTER TABLE board ADD COLUMN tolerance INTEGER DEFAULT 10 NOT NULL",
    """\
ALTER TABLE board ADD COLUMN holds INTEGER DEFAULT 0 NOT NULL
    CONSTRAINT holds_known CHECK ("holds" IN (0, 1))""",
    """\
ALTER TABLE meeting ADD COLUMN stage TEXT DEFAULT 'provisional' NOT NULL
    CONSTRAINT stage_known CHECK ("stage" IN ('provisional', 'locked', 'sent'))""",
    "ALTER TABLE meeting ADD COLUMN points INTEGER",
    "ALTER TABLE meeting ADD COLUMN numbers INTEGER",
    "ALTER TABLE person ADD COLUMN telephone TEXT",
    "ALTER TABLE item ADD COLUMN bring TEXT",
)


def upgrade() -> None:
    """Forward."""
    for statement in STATEMENTS:
        op.execute(statement)
