"""Documents remember the rows of theirs that nobody has decided on, so that they can be taken later."""

from __future__ import annotations

from alembic import op

revision = "2026_11_22_1810"
down_revision = "2026_11_22_1330"

STATEMENTS = ("ALTER TABLE document ADD COLUMN undecided TEXT",)


def upgrade() -> None:
    """Forward."""
    for statement in STATEMENTS:
        op.execute(statement)
