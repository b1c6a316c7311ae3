"""Reminders of a board are looked up by when they were given."""

from __future__ import annotations

from alembic import op

revision = "2026_11_22_0745"
down_revision = "2026_11_22_0730"

STATEMENTS = ("CREATE INDEX reminder_by_board_at ON reminder (board, at)",)


def upgrade() -> None:
    """Forward."""
    for statement in STATEMENTS:
        op.execute(statement)
