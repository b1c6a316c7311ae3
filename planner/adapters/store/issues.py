"""Issues of mails that come back, and their readers, over functions that run SQL in one transaction."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from planner.adapters.store.entry_rows import instant
from planner.adapters.store.outgoing import PUBLICATION, publication_from
from planner.adapters.store.rows import Row
from planner.adapters.store.statements import Run, Write, next_number
from planner.domain.issue import Issue, MailReader
from planner.domain.publication import Publication

_ISSUE = 'SELECT id, board, list, nominal, number, publication, at, "by", why FROM issue'
_LATEST = "ORDER BY nominal DESC, number DESC LIMIT 1"


class SqlIssues:
    """The port `Issues`."""

    def __init__(self, run: Run, write: Write) -> None:
        self._run, self._write = run, write

    def add(self, issue: Issue) -> Issue | None:
        """Keep it under the next number; None where that issue has been made."""
        number = next_number(self._run, "issue")
        made = self._write(
            'INSERT INTO issue (id, board, list, nominal, number, publication, at, "by", why)'
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            (
                number,
                issue.board,
                issue.list,
                issue.nominal.isoformat(),
                issue.number,
                issue.publication,
                instant(issue.at),
                issue.by,
                issue.why,
            ),
        )
        return replace(issue, id=number) if made else None

    def last(self, board: int, name: str, nominal: date | None = None) -> Issue | None:
        """The latest issue of a list; with `nominal` the latest of that day."""
        on = "" if nominal is None else " AND nominal = ?"
        day = () if nominal is None else (nominal.isoformat(),)
        rows = self._run(f"{_ISSUE} WHERE board = ? AND list = ?{on} {_LATEST}", (board, name, *day))
        return next((_issue(row) for row in rows), None)

    def before(self, board: int, name: str, nominal: date) -> Issue | None:
        """The latest issue of a list that was due before that day."""
        rows = self._run(
            f"{_ISSUE} WHERE board = ? AND list = ? AND nominal < ? {_LATEST}",
            (board, name, nominal.isoformat()),
        )
        return next((_issue(row) for row in rows), None)

    def published(self, board: int, publication: int | None = None) -> tuple[Publication, ...]:
        """The latest whole publication (up to that number), and those of some days after it, in order."""
        most = publication if publication is not None else 1 << 62
        rows = self._run(
            f"{PUBLICATION} WHERE board = ? AND id <= ? AND id >= coalesce((SELECT max(id) FROM publication"  # noqa: S608 -- words of our own
            " WHERE board = ? AND id <= ? AND until IS NULL), 0) ORDER BY id",
            (board, most, board, most),
        )
        return tuple(publication_from(row) for row in rows)

    def readers(self, board: int) -> tuple[MailReader, ...]:
        """What was chosen for each person."""
        rows = self._run(
            "SELECT board, person, wish, calendar FROM mail_reader WHERE board = ? ORDER BY person", (board,)
        )
        return tuple(
            MailReader(number, person, wish, bool(calendar)) for number, person, wish, calendar in rows
        )

    def choose(self, reader: MailReader) -> None:
        """What holds for that person from now on."""
        self._write(
            "INSERT INTO mail_reader (board, person, wish, calendar) VALUES (?, ?, ?, ?)"
            " ON CONFLICT DO UPDATE SET wish = excluded.wish, calendar = excluded.calendar",
            (reader.board, reader.person, reader.wish, int(reader.calendar)),
        )

    def intro(self, board: int) -> str | None:
        """The words before the next issue."""
        return next((text for (text,) in self._run("SELECT text FROM intro WHERE board = ?", (board,))), None)

    def introduce(self, board: int, text: str | None, at: datetime, by: str) -> None:
        """Those words from now on; None for none."""
        self._write("DELETE FROM intro WHERE board = ?", (board,))
        if text is not None:
            self._write(
                'INSERT INTO intro (board, text, at, "by") VALUES (?, ?, ?, ?)',
                (board, text, instant(at), by),
            )


def _issue(row: Row) -> Issue:
    number, board, name, nominal, count, publication, at, by, why = row
    return Issue(
        board,
        name,
        date.fromisoformat(nominal),
        count,
        publication,
        datetime.fromisoformat(at),
        by,
        why,
        number,
    )
