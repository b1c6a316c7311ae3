"""Routes through several boards, items that come back, and when agendas are sent at the latest."""

from __future__ import annotations

from alembic import op

revision = "2026_11_22_0945"
down_revision = "2026_11_22_0930"

STATEMENTS = (
    "ALTER TABLE board ADD COLUMN agenda_days INTEGER",
    "ALTER TABLE board ADD COLUMN agenda_at TEXT",
    """\
CREATE TABLE item_series (
    id INTEGER NOT NULL, board INTEGER NOT NULL, title TEXT NOT NULL, every TEXT NOT NULL, first TEXT NOT NULL,
    last TEXT, weeks INTEGER NOT NULL, point TEXT NOT NULL, ahead INTEGER NOT NULL, skip TEXT NOT NULL,
    minutes INTEGER, kind TEXT, responsible INTEGER, presenter INTEGER, made TEXT,
    version INTEGER DEFAULT 1 NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT every_known CHECK ("every" IN ('week', 'month', 'quarter', 'half-year', 'year')),
    CONSTRAINT kind_known CHECK ("kind" IN ('orientering', 'drøftelse', 'beslutning')),
    FOREIGN KEY(board) REFERENCES board (id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(responsible) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(presenter) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED
) STRICT""",
    "CREATE INDEX item_series_by_board ON item_series (board)",
    "CREATE INDEX item_series_by_responsible ON item_series (responsible)",
    "CREATE INDEX item_series_by_presenter ON item_series (presenter)",
    "ALTER TABLE item ADD COLUMN item_series INTEGER",
    "ALTER TABLE item ADD COLUMN period TEXT",
    """\
CREATE UNIQUE INDEX item_by_item_series_period ON item (item_series, period)
    WHERE item_series IS NOT NULL""",
    """\
CREATE TABLE route (
    id INTEGER NOT NULL, board INTEGER NOT NULL, item INTEGER NOT NULL, lag INTEGER NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(board) REFERENCES board (id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(item) REFERENCES item (id) DEFERRABLE INITIALLY DEFERRED
) STRICT""",
    "CREATE INDEX route_by_board ON route (board)",
    "CREATE INDEX route_by_item ON route (item)",
    """\
CREATE TABLE leg (
    id INTEGER NOT NULL, route INTEGER NOT NULL, board INTEGER NOT NULL, position INTEGER NOT NULL,
    meeting INTEGER, version INTEGER DEFAULT 1 NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(route) REFERENCES route (id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(board) REFERENCES board (id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(meeting) REFERENCES meeting (id) DEFERRABLE INITIALLY DEFERRED
) STRICT""",
    "CREATE INDEX leg_by_board ON leg (board)",
    "CREATE INDEX leg_by_meeting ON leg (meeting)",
    "CREATE INDEX leg_by_route ON leg (route)",
)


def upgrade() -> None:
    """Forward."""
    for statement in STATEMENTS:
        op.execute(statement)
