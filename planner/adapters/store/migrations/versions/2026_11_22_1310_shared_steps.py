"""Steps that belong to several boards: each has them in its history and can undo them."""

from __future__ import annotations

from alembic import op

revision = "2026_11_22_1310"
down_revision = "2026_11_22_0945"

STATEMENTS = (
    """\
CREATE TABLE step_board (
    board INTEGER NOT NULL, step INTEGER NOT NULL, PRIMARY KEY (board, step), FOREIGN KEY(step)
    REFERENCES step (id)
) STRICT, WITHOUT ROWID""",
    "CREATE INDEX step_board_by_step ON step_board (step)",
)


def upgrade() -> None:
    """Forward."""
    for statement in STATEMENTS:
        op.execute(statement)
