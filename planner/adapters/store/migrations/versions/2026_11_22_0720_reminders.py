"""When papers are due and whether they came; who is reminded of what, and who gets a copy."""

from __future__ import annotations

from alembic import op

revision = "2026_11_22_0720"
down_revision = "2026_11_22_0710"

STATEMENTS = (
    "ALTER TABLE board ADD COLUMN papers_days INTEGER",
    "ALTER TABLE board ADD COLUMN papers_at TEXT",
    """\
ALTER TABLE board ADD COLUMN saturdays INTEGER DEFAULT 0 NOT NULL
    CONSTRAINT saturdays_known CHECK ("saturdays" IN (0, 1))""",
    """\
ALTER TABLE board ADD COLUMN day_counts INTEGER DEFAULT 1 NOT NULL
    CONSTRAINT day_counts_known CHECK ("day_counts" IN (0, 1))""",
    "ALTER TABLE board ADD COLUMN days_off TEXT DEFAULT '1/5 5/6 24/12 31/12' NOT NULL",
    "ALTER TABLE board ADD COLUMN reminders TEXT",
    "ALTER TABLE board ADD COLUMN digest TEXT",
    "ALTER TABLE board ADD COLUMN remind_days INTEGER DEFAULT 2 NOT NULL",
    "ALTER TABLE person ADD COLUMN secretary INTEGER",
    """\
CREATE TABLE paper (
    id INTEGER NOT NULL, board INTEGER NOT NULL, item INTEGER NOT NULL, received TEXT NOT NULL,
    reference TEXT, "none" INTEGER NOT NULL, version INTEGER DEFAULT 1 NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT none_known CHECK ("none" IN (0, 1)),
    FOREIGN KEY(board) REFERENCES board (id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(item) REFERENCES item (id) DEFERRABLE INITIALLY DEFERRED
) STRICT""",
    "CREATE INDEX paper_by_board ON paper (board)",
    "CREATE INDEX paper_by_item ON paper (item)",
    "DROP INDEX followup_by_board",
    "CREATE INDEX followup_by_board_done_due ON followup (board, done, due)",
    """\
CREATE TABLE reminder (
    person INTEGER NOT NULL, subject TEXT NOT NULL, rule TEXT NOT NULL, version TEXT NOT NULL,
    board INTEGER NOT NULL, "at" TEXT NOT NULL, letter TEXT NOT NULL,
    PRIMARY KEY (person, subject, rule, version)
) STRICT, WITHOUT ROWID""",
)


def upgrade() -> None:
    """Forward."""
    for statement in STATEMENTS:
        op.execute(statement)
