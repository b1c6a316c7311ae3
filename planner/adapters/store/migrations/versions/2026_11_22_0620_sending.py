"""How far the sending has come: what shows that a database was brought back from a copy."""

from __future__ import annotations

from alembic import op

revision = "2026_11_22_0620"
down_revision = "2026_11_22_0610"

STATEMENTS = (
    """\
CREATE TABLE sending (
    id INTEGER NOT NULL, name TEXT, number INTEGER NOT NULL, stopped TEXT, review INTEGER NOT NULL,
    PRIMARY KEY (id), CONSTRAINT one_row CHECK (id = 1), CONSTRAINT review_known CHECK ("review" IN (0, 1))
) STRICT""",
    "INSERT INTO sending (id, number, review) VALUES (1, 0, 0)",
)


def upgrade() -> None:
    """Forward."""
    for statement in STATEMENTS:
        op.execute(statement)
