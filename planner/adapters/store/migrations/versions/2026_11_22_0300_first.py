"""The first shape of the database.

Written as the SQL that makes it: a table here never changes, whatever becomes of the records.
"""

from __future__ import annotations

from alembic import op

revision = "2026_11_22_0300"
down_revision = None

STATEMENTS = (
    """\
CREATE TABLE board (
    id INTEGER NOT NULL, code TEXT NOT NULL, name TEXT NOT NULL, own INTEGER NOT NULL, weekday
    INTEGER, start TEXT NOT NULL, "end" TEXT NOT NULL, place TEXT, zone TEXT NOT NULL, language TEXT
    NOT NULL, unclassified TEXT NOT NULL, orientering INTEGER NOT NULL, droeftelse INTEGER NOT NULL,
    beslutning INTEGER NOT NULL, version INTEGER DEFAULT 1 NOT NULL, PRIMARY KEY (id), CONSTRAINT
    own_known CHECK ("own" IN (0, 1)), CONSTRAINT unclassified_known CHECK ("unclassified" IN
    ('open', 'closed')), UNIQUE (code)
) STRICT""",
    """\
CREATE TABLE person (
    id INTEGER NOT NULL, name TEXT NOT NULL, initials TEXT, title TEXT, unit TEXT, email TEXT,
    language TEXT, channel TEXT, spellings TEXT NOT NULL, version INTEGER DEFAULT 1 NOT NULL,
    PRIMARY KEY (id)
) STRICT""",
    """\
CREATE TABLE step (
    id INTEGER NOT NULL, board INTEGER NOT NULL, at TEXT NOT NULL, "by" TEXT NOT NULL, command TEXT
    NOT NULL, why TEXT, kind TEXT NOT NULL, "of" INTEGER, state TEXT NOT NULL, founding INTEGER NOT
    NULL, PRIMARY KEY (id), CONSTRAINT kind_known CHECK ("kind" IN ('do', 'undo', 'redo')),
    CONSTRAINT state_known CHECK ("state" IN ('done', 'undone', 'dropped')), CONSTRAINT
    founding_known CHECK ("founding" IN (0, 1)), FOREIGN KEY("of") REFERENCES step (id)
) STRICT""",
    """\
CREATE TABLE counter (
    name TEXT NOT NULL, last INTEGER NOT NULL, PRIMARY KEY (name)
) WITHOUT ROWID, STRICT""",
    """\
CREATE TABLE membership (
    id INTEGER NOT NULL, board INTEGER NOT NULL, person INTEGER NOT NULL, role TEXT NOT NULL, first
    TEXT, last TEXT, version INTEGER DEFAULT 1 NOT NULL, PRIMARY KEY (id), CONSTRAINT role_known
    CHECK ("role" IN ('member', 'guest', 'secretariat')), FOREIGN KEY(board) REFERENCES board (id)
    DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY(person) REFERENCES person (id) DEFERRABLE INITIALLY
    DEFERRED
) STRICT""",
    """\
CREATE TABLE absence (
    id INTEGER NOT NULL, board INTEGER NOT NULL, person INTEGER NOT NULL, first TEXT NOT NULL, last
    TEXT NOT NULL, note TEXT, version INTEGER DEFAULT 1 NOT NULL, PRIMARY KEY (id), FOREIGN
    KEY(board) REFERENCES board (id) DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY(person) REFERENCES
    person (id) DEFERRABLE INITIALLY DEFERRED
) STRICT""",
    """\
CREATE TABLE series (
    id INTEGER NOT NULL, board INTEGER NOT NULL, weekday INTEGER NOT NULL, first TEXT NOT NULL, last
    TEXT NOT NULL, start TEXT NOT NULL, "end" TEXT NOT NULL, every INTEGER NOT NULL, place TEXT,
    skip_holidays INTEGER NOT NULL, version INTEGER DEFAULT 1 NOT NULL, PRIMARY KEY (id), CONSTRAINT
    skip_holidays_known CHECK ("skip_holidays" IN (0, 1)), FOREIGN KEY(board) REFERENCES board (id)
    DEFERRABLE INITIALLY DEFERRED
) STRICT""",
    """\
CREATE TABLE activity (
    id INTEGER NOT NULL, board INTEGER NOT NULL, date TEXT NOT NULL, title TEXT NOT NULL, version
    INTEGER DEFAULT 1 NOT NULL, PRIMARY KEY (id), FOREIGN KEY(board) REFERENCES board (id)
    DEFERRABLE INITIALLY DEFERRED
) STRICT""",
    """\
CREATE TABLE document (
    id INTEGER NOT NULL, board INTEGER NOT NULL, name TEXT NOT NULL, sha256 TEXT NOT NULL, at TEXT
    NOT NULL, date TEXT, kind TEXT, reading TEXT NOT NULL, findings TEXT NOT NULL, version INTEGER
    DEFAULT 1 NOT NULL, PRIMARY KEY (id), FOREIGN KEY(board) REFERENCES board (id) DEFERRABLE
    INITIALLY DEFERRED
) STRICT""",
    """\
CREATE TABLE alias (
    id INTEGER NOT NULL, board INTEGER NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL, target
    INTEGER, version INTEGER DEFAULT 1 NOT NULL, PRIMARY KEY (id), CONSTRAINT kind_known CHECK
    ("kind" IN ('item', 'person', 'standing', 'skip')), FOREIGN KEY(board) REFERENCES board (id)
    DEFERRABLE INITIALLY DEFERRED
) STRICT""",
    """\
CREATE TABLE acceptance (
    id INTEGER NOT NULL, board INTEGER NOT NULL, finding TEXT NOT NULL, why TEXT, version INTEGER
    DEFAULT 1 NOT NULL, PRIMARY KEY (id), FOREIGN KEY(board) REFERENCES board (id) DEFERRABLE
    INITIALLY DEFERRED
) STRICT""",
    """\
CREATE TABLE change (
    step INTEGER NOT NULL, position INTEGER NOT NULL, "table" TEXT NOT NULL, record INTEGER NOT
    NULL, "before" TEXT, "after" TEXT, PRIMARY KEY (step, position), FOREIGN KEY(step) REFERENCES
    step (id)
) WITHOUT ROWID, STRICT""",
    """\
CREATE TABLE step_item (
    item INTEGER NOT NULL, step INTEGER NOT NULL, PRIMARY KEY (item, step), FOREIGN KEY(step)
    REFERENCES step (id)
) WITHOUT ROWID, STRICT""",
    """\
CREATE TABLE meeting (
    id INTEGER NOT NULL, board INTEGER NOT NULL, date TEXT NOT NULL, start TEXT NOT NULL, "end" TEXT
    NOT NULL, status TEXT NOT NULL, reason TEXT, note TEXT, place TEXT, extraordinary INTEGER NOT
    NULL, moved_from TEXT, groups TEXT NOT NULL, series INTEGER, version INTEGER DEFAULT 1 NOT NULL,
    starts_utc TEXT, ends_utc TEXT, unsettled INTEGER DEFAULT 0 NOT NULL, PRIMARY KEY (id),
    CONSTRAINT status_known CHECK ("status" IN ('planned', 'cancelled', 'closed')), CONSTRAINT
    extraordinary_known CHECK ("extraordinary" IN (0, 1)), FOREIGN KEY(board) REFERENCES board (id)
    DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY(series) REFERENCES series (id) DEFERRABLE INITIALLY
    DEFERRED
) STRICT""",
    """\
CREATE TABLE standing (
    id INTEGER NOT NULL, board INTEGER NOT NULL, title TEXT NOT NULL, kind TEXT NOT NULL, start
    TEXT, minutes INTEGER NOT NULL, first TEXT, last TEXT, meeting INTEGER, version INTEGER DEFAULT
    1 NOT NULL, PRIMARY KEY (id), CONSTRAINT kind_known CHECK ("kind" IN ('standing', 'break',
    'review')), FOREIGN KEY(board) REFERENCES board (id) DEFERRABLE INITIALLY DEFERRED, FOREIGN
    KEY(meeting) REFERENCES meeting (id) DEFERRABLE INITIALLY DEFERRED
) STRICT""",
    """\
CREATE TABLE item (
    id INTEGER NOT NULL, board INTEGER NOT NULL, title TEXT NOT NULL, status TEXT NOT NULL, kind
    TEXT, minutes INTEGER, responsible INTEGER, responsible_text TEXT, "by" TEXT, "after" TEXT,
    under INTEGER, visibility TEXT, title_public TEXT, case_number TEXT, kle TEXT, waits_for TEXT,
    waits_on TEXT, since TEXT, event_dates TEXT NOT NULL, refers_to TEXT NOT NULL, replaced_by
    INTEGER, note TEXT, spellings TEXT NOT NULL, source TEXT, version INTEGER DEFAULT 1 NOT NULL,
    waiting_since TEXT, PRIMARY KEY (id), CONSTRAINT status_known CHECK ("status" IN ('open',
    'done', 'withdrawn')), CONSTRAINT kind_known CHECK ("kind" IN ('orientering', 'drøftelse',
    'beslutning')), CONSTRAINT visibility_known CHECK ("visibility" IN ('open', 'closed')), FOREIGN
    KEY(board) REFERENCES board (id) DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY(responsible)
    REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY(under) REFERENCES standing
    (id) DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY(replaced_by) REFERENCES item (id) DEFERRABLE
    INITIALLY DEFERRED
) STRICT""",
    """\
CREATE TABLE placement (
    id INTEGER NOT NULL, item INTEGER NOT NULL, meeting INTEGER NOT NULL, position INTEGER NOT NULL,
    state TEXT NOT NULL, start TEXT, minutes INTEGER, label TEXT, heading TEXT, agenda_number
    INTEGER, mayor INTEGER, groups TEXT NOT NULL, outcome TEXT, decision TEXT, source TEXT, version
    INTEGER DEFAULT 1 NOT NULL, PRIMARY KEY (id), CONSTRAINT state_known CHECK ("state" IN
    ('placed', 'held')), CONSTRAINT mayor_known CHECK ("mayor" IN (0, 1)), CONSTRAINT outcome_known
    CHECK ("outcome" IN ('treated', 'not_reached', 'postponed', 'again', 'withdrawn', 'replaced')),
    FOREIGN KEY(item) REFERENCES item (id) DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY(meeting)
    REFERENCES meeting (id) DEFERRABLE INITIALLY DEFERRED
) STRICT""",
    """\
CREATE TABLE presenter (
    id INTEGER NOT NULL, item INTEGER NOT NULL, person INTEGER NOT NULL, mode TEXT NOT NULL, meeting
    INTEGER, version INTEGER DEFAULT 1 NOT NULL, PRIMARY KEY (id), CONSTRAINT mode_known CHECK
    ("mode" IN ('in_room', 'online')), FOREIGN KEY(item) REFERENCES item (id) DEFERRABLE INITIALLY
    DEFERRED, FOREIGN KEY(person) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED, FOREIGN
    KEY(meeting) REFERENCES meeting (id) DEFERRABLE INITIALLY DEFERRED
) STRICT""",
    """\
CREATE TABLE followup (
    id INTEGER NOT NULL, board INTEGER NOT NULL, text TEXT NOT NULL, owner TEXT, person INTEGER,
    item INTEGER, meeting INTEGER, due TEXT, done INTEGER NOT NULL, version INTEGER DEFAULT 1 NOT
    NULL, PRIMARY KEY (id), CONSTRAINT done_known CHECK ("done" IN (0, 1)), FOREIGN KEY(board)
    REFERENCES board (id) DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY(person) REFERENCES person (id)
    DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY(item) REFERENCES item (id) DEFERRABLE INITIALLY
    DEFERRED, FOREIGN KEY(meeting) REFERENCES meeting (id) DEFERRABLE INITIALLY DEFERRED
) STRICT""",
    """\
CREATE TABLE attachment (
    id INTEGER NOT NULL, board INTEGER NOT NULL, item INTEGER, meeting INTEGER, point INTEGER, no
    INTEGER, title TEXT, visibility TEXT, document_number TEXT, version INTEGER DEFAULT 1 NOT NULL,
    PRIMARY KEY (id), CONSTRAINT visibility_known CHECK ("visibility" IN ('open', 'closed')),
    FOREIGN KEY(board) REFERENCES board (id) DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY(item)
    REFERENCES item (id) DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY(meeting) REFERENCES meeting (id)
    DEFERRABLE INITIALLY DEFERRED
) STRICT""",
    "CREATE VIRTUAL TABLE words USING fts5(title, body, board UNINDEXED, tokenize = 'trigram')",
    "CREATE INDEX absence_by_board_last ON absence (board, last)",
    "CREATE INDEX absence_by_person_last ON absence (person, last)",
    "CREATE INDEX acceptance_by_board ON acceptance (board)",
    "CREATE INDEX activity_by_board_date ON activity (board, date)",
    "CREATE INDEX alias_by_board ON alias (board)",
    "CREATE INDEX attachment_by_board ON attachment (board)",
    "CREATE INDEX attachment_by_item ON attachment (item)",
    "CREATE INDEX attachment_by_meeting ON attachment (meeting)",
    "CREATE INDEX document_by_board_name ON document (board, name)",
    "CREATE INDEX document_by_board_sha256 ON document (board, sha256)",
    "CREATE INDEX followup_by_board ON followup (board)",
    "CREATE INDEX followup_by_item ON followup (item)",
    "CREATE INDEX followup_by_meeting ON followup (meeting)",
    "CREATE INDEX followup_by_person ON followup (person)",
    "CREATE INDEX item_by_board_case_number ON item (board, case_number)",
    "CREATE INDEX item_by_board_status ON item (board, status)",
    "CREATE INDEX item_by_replaced_by ON item (replaced_by)",
    "CREATE INDEX item_by_responsible ON item (responsible)",
    "CREATE INDEX item_by_under ON item (under)",
    "CREATE INDEX item_waiting ON item (board, waiting_since) WHERE waiting_since IS NOT NULL",
    "CREATE INDEX meeting_by_board_date ON meeting (board, date)",
    "CREATE INDEX meeting_by_date ON meeting (date)",
    "CREATE INDEX meeting_by_series ON meeting (series)",
    "CREATE INDEX meeting_unsettled ON meeting (board, date) WHERE unsettled > 0",
    "CREATE INDEX membership_by_board ON membership (board)",
    "CREATE INDEX membership_by_person ON membership (person)",
    "CREATE INDEX placement_by_item ON placement (item)",
    "CREATE INDEX placement_by_meeting ON placement (meeting)",
    "CREATE INDEX presenter_by_item ON presenter (item)",
    "CREATE INDEX presenter_by_meeting ON presenter (meeting)",
    "CREATE INDEX presenter_by_person ON presenter (person)",
    "CREATE INDEX series_by_board ON series (board)",
    "CREATE INDEX standing_by_board ON standing (board)",
    "CREATE INDEX standing_by_meeting ON standing (meeting)",
    "CREATE INDEX step_by_board ON step (board)",
    'CREATE INDEX step_by_of ON step ("of")',
    "CREATE INDEX step_stands ON step (board) WHERE kind = 'do' AND state = 'done' AND founding = 0",
    """\
CREATE INDEX step_stands_by ON step (board, "by")
    WHERE kind = 'do' AND state = 'done' AND founding = 0""",
    "CREATE INDEX step_undone ON step (board) WHERE state = 'undone'",
)


def upgrade() -> None:
    """Forward."""
    for statement in STATEMENTS:
        op.execute(statement)
