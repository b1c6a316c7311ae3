"""What was published, the events in calendars, and what is on its way out."""

from __future__ import annotations

from alembic import op

revision = "2026_11_22_0430"
down_revision = "2026_11_22_0300"

STATEMENTS = (
    """\
CREATE TABLE publication (
    id INTEGER NOT NULL, board INTEGER NOT NULL, at TEXT NOT NULL, "by" TEXT NOT NULL, step INTEGER
    NOT NULL, until TEXT, invitations INTEGER NOT NULL, updates INTEGER NOT NULL, cancellations
    INTEGER NOT NULL, persons INTEGER NOT NULL, PRIMARY KEY (id)
) STRICT""",
    """\
CREATE TABLE entry (
    id INTEGER NOT NULL, board INTEGER NOT NULL, backend TEXT NOT NULL, "key" TEXT NOT NULL, uid
    TEXT NOT NULL, meeting INTEGER NOT NULL, wanted TEXT NOT NULL, stands INTEGER NOT NULL, sent
    TEXT, remote_id TEXT, remote_version TEXT, is_over INTEGER NOT NULL, PRIMARY KEY (id),
    CONSTRAINT stands_known CHECK ("stands" IN (0, 1)), CONSTRAINT is_over_known CHECK ("is_over" IN
    (0, 1)), UNIQUE ("key"), UNIQUE (uid)
) STRICT""",
    """\
CREATE TABLE outbox (
    id INTEGER NOT NULL, entry INTEGER NOT NULL, lane TEXT NOT NULL, publication INTEGER NOT NULL,
    at TEXT NOT NULL, state TEXT NOT NULL, operation TEXT, revision TEXT, attempts INTEGER NOT NULL,
    doubtful INTEGER NOT NULL, sent_at TEXT, not_before TEXT, reason TEXT, PRIMARY KEY (id),
    CONSTRAINT state_known CHECK (state IN ('ready', 'wait', 'inflight', 'unknown', 'probing',
    'parked', 'conflict', 'acked', 'superseded', 'dropped')), CONSTRAINT operation_known CHECK
    (operation IN ('create', 'update', 'cancel')), CONSTRAINT doubtful_known CHECK ("doubtful" IN
    (0, 1)), FOREIGN KEY(entry) REFERENCES entry (id), FOREIGN KEY(publication) REFERENCES
    publication (id)
) STRICT""",
    "CREATE INDEX entry_by_meeting ON entry (meeting) WHERE is_over = 0",
    """\
CREATE INDEX outbox_blocked ON outbox (lane)
    WHERE state IN ('inflight', 'unknown', 'probing', 'parked', 'conflict')""",
    "CREATE INDEX outbox_by_entry ON outbox (entry)",
    "CREATE INDEX outbox_by_state ON outbox (state)",
    """\
CREATE INDEX outbox_due ON outbox (id)
    WHERE state IN ('ready', 'wait', 'inflight', 'unknown', 'probing')""",
    """\
CREATE UNIQUE INDEX outbox_one_under_way ON outbox (lane)
    WHERE state IN ('inflight', 'unknown', 'probing')""",
    "CREATE UNIQUE INDEX outbox_one_waiting ON outbox (lane) WHERE state IN ('ready', 'wait')",
    "CREATE INDEX publication_by_board ON publication (board)",
)


def upgrade() -> None:
    """Forward."""
    for statement in STATEMENTS:
        op.execute(statement)
