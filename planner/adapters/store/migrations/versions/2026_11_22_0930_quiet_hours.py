"""When nobody is reminded, where a meeting is joined from elsewhere, and who handles a case."""

from __future__ import annotations

from alembic import op

revision = "2026_11_22_0930"
down_revision = "2026_11_22_0745"

STATEMENTS = (
    "ALTER TABLE board ADD COLUMN quiet_hours TEXT DEFAULT '18.00-7.00' NOT NULL",
    "ALTER TABLE meeting ADD COLUMN teams TEXT",
    "ALTER TABLE item ADD COLUMN officer INTEGER",
    "CREATE INDEX item_by_officer ON item (officer)",
)


def upgrade() -> None:
    """Forward."""
    for statement in STATEMENTS:
        op.execute(statement)
