"""Letters that wait to be mailed, the issues of the weekly mail, and who reads it."""

from __future__ import annotations

from alembic import op

revision = "2026_11_22_0730"
down_revision = "2026_11_22_0720"

STATEMENTS = (
    "ALTER TABLE board ADD COLUMN forward_look TEXT",
    "CREATE TABLE letter_facts (digest TEXT NOT NULL, facts TEXT NOT NULL, PRIMARY KEY (digest)) STRICT, WITHOUT ROWID",
    """\
CREATE TABLE letter (
    id INTEGER NOT NULL, "key" TEXT NOT NULL, kind TEXT NOT NULL, board INTEGER NOT NULL, person INTEGER,
    name TEXT NOT NULL, email TEXT NOT NULL, "language" TEXT NOT NULL, audience TEXT NOT NULL,
    due TEXT NOT NULL, useful_until TEXT, facts TEXT NOT NULL, calendar INTEGER NOT NULL, state TEXT NOT NULL,
    attempts INTEGER NOT NULL, doubtful INTEGER NOT NULL, sent_at TEXT, not_before TEXT, reason TEXT,
    content BLOB,
    PRIMARY KEY (id),
    CONSTRAINT kind_known CHECK (kind IN ('forward_look', 'reminder', 'digest', 'follow_up')),
    CONSTRAINT state_known CHECK (state IN ('ready', 'wait', 'inflight', 'parked', 'acked', 'expired', 'suppressed', 'dropped')),
    CONSTRAINT calendar_known CHECK ("calendar" IN (0, 1)),
    CONSTRAINT doubtful_known CHECK ("doubtful" IN (0, 1)),
    UNIQUE ("key"),
    FOREIGN KEY(facts) REFERENCES letter_facts (digest)
) STRICT""",
    "CREATE INDEX letter_open ON letter (id) WHERE state IN ('ready', 'wait', 'inflight', 'parked')",
    """\
CREATE TABLE issue (
    id INTEGER NOT NULL, board INTEGER NOT NULL, list TEXT NOT NULL, nominal TEXT NOT NULL,
    number INTEGER NOT NULL, publication INTEGER NOT NULL, "at" TEXT NOT NULL, "by" TEXT NOT NULL, why TEXT,
    PRIMARY KEY (id), UNIQUE (board, list, nominal, number)
) STRICT""",
    """\
CREATE TABLE intro (
    board INTEGER NOT NULL, text TEXT NOT NULL, "at" TEXT NOT NULL, "by" TEXT NOT NULL, PRIMARY KEY (board)
) STRICT""",
    """\
CREATE TABLE mail_reader (
    board INTEGER NOT NULL, person INTEGER NOT NULL, wish TEXT NOT NULL, calendar INTEGER NOT NULL,
    PRIMARY KEY (board, person),
    CONSTRAINT wish_known CHECK (wish IN ('yes', 'no')),
    CONSTRAINT calendar_known CHECK ("calendar" IN (0, 1))
) STRICT, WITHOUT ROWID""",
)


def upgrade() -> None:
    """Forward."""
    for statement in STATEMENTS:
        op.execute(statement)
