"""Items that come back may have several presenters, and be open or closed.

The journal gets the presenter that each series had as a change of its own, so that undoing the step takes it along.
"""

from __future__ import annotations

from alembic import op

revision = "2026_11_22_1330"
down_revision = "2026_11_22_1310"

STATEMENTS = (
    """\
CREATE TABLE series_presenter (
    id INTEGER NOT NULL, board INTEGER NOT NULL, item_series INTEGER NOT NULL, person INTEGER NOT NULL,
    mode TEXT NOT NULL, version INTEGER DEFAULT 1 NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT mode_known CHECK ("mode" IN ('in_room', 'online')),
    FOREIGN KEY(board) REFERENCES board (id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(person) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED
) STRICT""",
    "CREATE INDEX series_presenter_by_board ON series_presenter (board)",
    "CREATE INDEX series_presenter_by_item_series ON series_presenter (item_series)",
    "CREATE INDEX series_presenter_by_person ON series_presenter (person)",
    """\
INSERT INTO series_presenter (id, board, item_series, person, mode)
SELECT id, board, id, presenter, 'in_room' FROM item_series WHERE presenter IS NOT NULL""",
    """\
INSERT INTO counter (name, last)
SELECT 'series_presenter', max(id) FROM series_presenter HAVING max(id) IS NOT NULL""",
    """\
INSERT INTO change (step, position, "table", record, "before", "after")
SELECT c.step, (SELECT max(position) FROM change o WHERE o.step = c.step) + row_number() OVER (
    PARTITION BY c.step ORDER BY c.position), 'series_presenter', c.record, NULL, json_object('id', c.record, 'board', json_extract(c."after", '$.board'),
    'item_series', c.record, 'person', json_extract(c."after", '$.presenter'), 'mode', 'in_room')
FROM change c JOIN series_presenter p ON p.item_series = c.record
WHERE c."table" = 'item_series' AND c."before" IS NULL AND json_extract(c."after", '$.presenter') = p.person""",
    "ALTER TABLE item_series RENAME TO former_series",
    """\
CREATE TABLE item_series (
    id INTEGER NOT NULL, board INTEGER NOT NULL, title TEXT NOT NULL, every TEXT NOT NULL, first TEXT NOT NULL,
    last TEXT, weeks INTEGER NOT NULL, point TEXT NOT NULL, ahead INTEGER NOT NULL, skip TEXT NOT NULL,
    minutes INTEGER, kind TEXT, responsible INTEGER, visibility TEXT, made TEXT,
    version INTEGER DEFAULT 1 NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT every_known CHECK ("every" IN ('week', 'month', 'quarter', 'half-year', 'year')),
    CONSTRAINT kind_known CHECK ("kind" IN ('orientering', 'drøftelse', 'beslutning')),
    CONSTRAINT visibility_known CHECK ("visibility" IN ('open', 'closed')),
    FOREIGN KEY(board) REFERENCES board (id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(responsible) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED
) STRICT""",
    """\
INSERT INTO item_series (id, board, title, every, first, last, weeks, point, ahead, skip, minutes, kind,
    responsible, made, version)
SELECT id, board, title, every, first, last, weeks, point, ahead, skip, minutes, kind, responsible, made, version
FROM former_series""",
    "DROP TABLE former_series",
    "CREATE INDEX item_series_by_board ON item_series (board)",
    "CREATE INDEX item_series_by_responsible ON item_series (responsible)",
)


def upgrade() -> None:
    """Forward."""
    for statement in STATEMENTS:
        op.execute(statement)
