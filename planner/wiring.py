"""The one composition root: options and settings in, ports out.

An App is cheap to make; each part is built when it is first asked for.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import date, datetime, time, tzinfo
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from planner.clocks import FixedClock, SystemClock, WallClock, moment_of, passed, zone_of
from planner.domain.errors import Ambiguous, Unknown

if TYPE_CHECKING:
    from planner.adapters.calendars.feed_file import FeedFolder
    from planner.adapters.documents.write import Format
    from planner.domain.board import Board
    from planner.domain.calendar import CalendarEntry, Mailbox, Remote
    from planner.domain.letter import Letter
    from planner.domain.minutes.words import Words
    from planner.domain.publication import NewsKind
    from planner.domain.reading import Reading
    from planner.domain.tables import ForwardTable, TimedTable
    from planner.domain.wanted import Sender
    from planner.ports import CalendarGateway, Clock, Jobs, Mailer, Reader, Solver, Store, Work
    from planner.settings import Settings
    from planner.usecases.intake import Vocabulary
    from planner.usecases.render_letters import Rendering


class Options(NamedTuple):
    """What was typed for every command: where the plan is, who speaks, which language and what time."""

    db: str | None = None
    config: str | None = None
    lang: str | None = None
    now: str | None = None
    by: str | None = None
    board: str | None = None


class App:
    """Everything a command may ask for."""

    def __init__(self, options: Options) -> None:
        self.options = options

    @cached_property
    def settings(self) -> Settings:
        """The settings; every fault in them is reported at once."""
        from planner.settings import load  # noqa: PLC0415 -- slow import

        return load(self.options.config)

    @property
    def language(self) -> str:
        """The language of what people read: "da" or "en"."""
        return self.options.lang or self.settings.language

    @cached_property
    def zone(self) -> tzinfo:
        """The zone of the configuration."""
        return zone_of(self.settings.zone)

    @cached_property
    def clock(self) -> Clock:
        """The clock: the real one, or the one `--now` asked for."""
        if self.options.now is None:
            return SystemClock(self.zone)
        return FixedClock(moment_of(self.options.now, self.zone))

    def again(self) -> App:
        """The same from the beginning: the settings are read anew, and the time is what it is now."""
        return App(self.options)

    def wall_clock(self) -> Clock:
        """The clock for a process that stays: the machine's own, or the one `--now` asked for."""
        return WallClock(self.zone) if self.options.now is None else self.clock

    @staticmethod
    def passed() -> float:
        """Seconds on a clock that only goes forward."""
        return passed()

    @contextmanager
    def job_book(self) -> Iterator[tuple[Reader, Jobs]]:
        """What a tick asks of the store, as cheaply as can be: the boards, and how far the jobs are."""
        from planner.adapters.store.readonly import open_job_book  # noqa: PLC0415 -- slow import

        with open_job_book(self.database) as book:
            yield book

    @property
    def by(self) -> str:
        """Who the journal says did it."""
        return self.options.by or self.settings.by or _account() or "ukendt"

    @property
    def database(self) -> str:
        """The path of the database."""
        return self.options.db or self.settings.database

    def has_database(self) -> bool:
        """Whether the database is there."""
        return os.path.exists(self.database)  # noqa: PTH110 -- pathlib is slow

    @contextmanager
    def reader(self) -> Iterator[Reader]:
        """Questions to the store by its fast path; one consistent state."""
        from planner.adapters.store.readonly import open_reader  # noqa: PLC0415 -- slow import

        with open_reader(self.database) as reader:
            yield reader

    def store(self, *, create: bool = False) -> Store:
        """The store, for commands that write; with `create` a new one where there is none."""
        from planner.adapters.store.store import open_store  # noqa: PLC0415 -- slow import

        return open_store(self.database, create=create)

    def late_store(self) -> Store:
        """The store for a command that perhaps writes: read by the fast path, opened when it is first written to."""
        return _LateStore(self)

    def upgrade_database(self) -> str | None:
        """Bring the database forward; the path of the copy taken first, or None when it was current."""
        from planner.adapters.store.schema import upgrade  # noqa: PLC0415 -- slow import

        kept = upgrade(self.database)
        return str(kept) if kept else None

    def back_up(self, target: str) -> Mapping[str, int]:
        """Copy the database to a new file and verify the copy; how many rows each table of it has."""
        from planner.adapters.store.backup import backup  # noqa: PLC0415 -- slow import

        return backup(self.database, target).rows

    def restore(self, source: str) -> str | None:
        """Put a verified copy in the place of the database; the path where the replaced plan is kept."""
        from planner.adapters.store.backup import restore  # noqa: PLC0415 -- slow import

        kept = restore(source, self.database)
        return str(kept) if kept else None

    def prune(self, before: date, *, write: bool) -> Mapping[str, int]:
        """Forget the texts that were sent of meetings before a day; how many of each, without `write` only counted."""
        from planner.adapters.store.pruning import prune  # noqa: PLC0415 -- slow import

        return prune(self.database, datetime.combine(before, time(), self.zone), write=write)._asdict()

    def check_database(self) -> tuple[str, ...]:
        """What is wrong with the database, a sentence for each fault."""
        from planner.adapters.store.backup import check  # noqa: PLC0415 -- slow import

        return check(self.database)

    def board(self, reader: Reader, code: str | None = None) -> Board:
        """The board with that code, else that of `--board` or the settings, else the only own board."""
        wanted = code or self.options.board or self.settings.board
        boards = reader.boards()
        own = [board for board in boards if board.own]
        if wanted is not None:
            for board in boards:
                if wanted.casefold() in (board.code.casefold(), board.name.casefold()):
                    return board
            raise Unknown(
                f"Der er intet udvalg, der hedder “{wanted}”.",
                hint=f"Planen har: {', '.join(board.code for board in boards) or 'ingen endnu'}.",
                board=wanted,
            )
        if len(own) == 1:
            return own[0]
        if own:
            codes = ", ".join(board.code for board in own)
            raise Ambiguous("Planen har flere udvalg.", hint=f"Vælg et med --board: {codes}.")
        raise Unknown("Planen har ikke noget udvalg endnu.", hint="Opret det med “planner opret”.")

    def usual_way(self, board: Board) -> str:
        """How people of the board are told things who have no channel of their own."""
        return board.channel or self.settings.calendar_backend

    def sender(self, board: Board, *, holds: bool = False) -> Sender:
        """The secretariat as it invites, and what the board's usual way of sending can do."""
        from planner.domain.calendar import Mailbox  # noqa: PLC0415 -- slow import
        from planner.domain.wanted import ALONE, Sender  # noqa: PLC0415 -- slow import

        settings = self.settings
        email = settings.secretariat_mailbox or ""
        mailbox = Mailbox(settings.secretariat_name or email, email)
        alone = self.usual_way(board) in ALONE
        return Sender(mailbox, settings.secretariat_telephone, alone=alone, holds=holds)

    @property
    def ways(self) -> tuple[str, ...]:
        """The backends that the settings describe, the usual one first; none of them is opened.

        Where the usual one is "none", nothing is sent in any way.
        """
        settings = self.settings
        if settings.calendar_backend == "none":
            return ()
        described = {
            "ews": settings.exchange_user,
            "mail": settings.mail_host,
            "ics": settings.feeds_directory,
        }
        return tuple(
            dict.fromkeys((settings.calendar_backend, *(way for way, value in described.items() if value)))
        )

    @cached_property
    def gateways(self) -> Mapping[str, CalendarGateway]:
        """The calendars that can be reached, by the name of their backend."""
        return {way: self.gateway(way) for way in self.ways}

    def gateway(self, way: str) -> CalendarGateway:
        """A calendar by the name of its backend; BadUsage where something is missing in the settings."""
        from planner import connections  # noqa: PLC0415 -- only to send or read

        if way == "mail":
            return connections.by_mail(self.settings)
        return connections.by_exchange(self.settings, self.clock) if way == "ews" else self._by_subscription()

    def mailer(self) -> Mailer:
        """The way out for mail; BadUsage where the settings describe none."""
        from planner.connections import mailer  # noqa: PLC0415 -- only to send

        return mailer(self.settings)

    def rendering(self) -> Rendering:
        """Letters from the secretariat, each in words for its reader."""
        from planner.connections import rendering  # noqa: PLC0415 -- only for letters

        return rendering(self.settings)

    def unused_templates(self) -> int:
        """How many templates of the secretariat's own have an error; 0 without looking where there are none."""
        if self.settings.mail_templates is None:
            return 0
        from planner.usecases.lint_letters import unused_templates  # noqa: PLC0415 -- only for letters

        return unused_templates(self.rendering().renderer)

    def feed_folder(self) -> FeedFolder:
        """Where the files of subscriptions lie; BadUsage where the settings do not say."""
        from planner.connections import feed_folder  # noqa: PLC0415 -- only for subscriptions

        return feed_folder(self.settings)

    def _by_subscription(self) -> CalendarGateway:
        from planner.adapters.calendars.subscriptions import SubscriptionGateway  # noqa: PLC0415 -- slow import
        from planner.usecases.feeds import subscribers  # noqa: PLC0415 -- slow import

        return SubscriptionGateway(
            self.feed_folder(), subscribers(self.store()) if self.has_database() else {}
        )

    def glance(self) -> CalendarGateway | None:
        """Exchange for a look that nobody waits for; None where it is not used."""
        if "ews" not in self.ways:
            return None
        from planner import connections  # noqa: PLC0415 -- only to look

        return connections.by_exchange(self.settings, self.clock, glance=True)

    @property
    def calendars(self) -> Mapping[str, CalendarGateway]:
        """Those of them that can be looked into for what stands there already."""
        return {"ews": self.gateways["ews"]} if "ews" in self.ways else {}

    def refresh_feeds(self, store: Store) -> None:
        """Bring the files of subscriptions to what people have been told, where there are any."""
        if self.settings.feeds_directory is not None:
            from planner.usecases.feeds import refresh_feeds  # noqa: PLC0415 -- slow import

            refresh_feeds(store=store, files=self.feed_folder())

    def trial_letter(self, entry: CalendarEntry, kind: NewsKind, instead_of: Mailbox, to: Mailbox) -> Letter:
        """A message on trial, as a mail to somebody else."""
        from planner.adapters.calendars.trial import trial_letter  # noqa: PLC0415 -- slow import

        return trial_letter(entry, kind, instead_of, to)

    def new_feed_name(self) -> str:
        """A name that nobody can guess: 256 bits by chance."""
        from secrets import token_urlsafe  # noqa: PLC0415 -- slow import

        return token_urlsafe(32)

    def new_key(self) -> str:
        """A name for an event that was never used before and tells nothing."""
        from uuid import uuid4  # noqa: PLC0415 -- slow import

        return uuid4().hex

    def lexicons(self) -> Mapping[str, Words]:
        """The families of words by which documents are read, by language; Danish first."""
        from planner.adapters.documents.lexicon import load_all  # noqa: PLC0415 -- slow import

        return load_all()

    def read_minutes(self, path: str) -> Reading:
        """What a document says, read in a child process and interpreted with the lexicons."""
        from planner.adapters.documents.child import read_minutes_file  # noqa: PLC0415 -- slow import

        return read_minutes_file(path)

    def read_events(self, path: str) -> tuple[Remote, ...]:
        """The events in a calendar file of another program, read in a child process."""
        from planner.adapters.documents.child import read_events_file  # noqa: PLC0415 -- slow import

        return read_events_file(path)

    def written(self, table: ForwardTable | TimedTable, to: Format, say: Callable[[str], str] = str) -> bytes:
        """A table as a whole file in the words of `say`; "txt", "md" and "html" are UTF-8."""
        from planner.adapters.documents.write import written  # noqa: PLC0415 -- slow import

        return written(table, to, say)

    def calendar_file(self, table: TimedTable, meeting: int, board: Board) -> bytes:
        """A meeting as an iCalendar file, with the identity that it keeps."""
        from planner.adapters.calendars.ics import ics, meeting_uid  # noqa: PLC0415 -- slow import

        return ics(table, uid=meeting_uid(board.name, meeting), stamp=self.clock.now(), zone=board.zone)

    def csv_file(self, head: Sequence[str], rows: Sequence[Sequence[object]]) -> bytes:
        """A table as a file for a spreadsheet."""
        from planner.adapters.documents.csv_file import csv_file  # noqa: PLC0415 -- slow import

        return csv_file(head, rows)

    def events_file(self, title: str, events: Sequence[CalendarEntry]) -> bytes:
        """Events as an iCalendar file."""
        from planner.adapters.calendars.feed_file import feed_file  # noqa: PLC0415 -- slow import

        return feed_file(title, events)

    def solver(self) -> Solver:
        """Who finds the best plan: the engine, in a process of its own that can be stopped."""
        from planner.adapters.solver.process import SolverProcess  # noqa: PLC0415 -- slow import

        return SolverProcess()

    def vocabulary(self) -> Vocabulary:
        """The words with which a reading is compared with the plan."""
        from planner.usecases.intake import vocabulary  # noqa: PLC0415 -- slow import

        return vocabulary(self.lexicons())


class _LateStore:
    """A store that costs next to nothing until something is written."""

    def __init__(self, app: App) -> None:
        self._app = app

    @cached_property
    def _store(self) -> Store:
        return self._app.store()

    def work(self) -> AbstractContextManager[Work]:
        """A writing transaction."""
        return self._store.work()

    def reading(self) -> AbstractContextManager[Reader]:
        """A reading transaction by the fast path."""
        return self._app.reader()

    def held(self) -> AbstractContextManager[None]:
        """Many transactions follow one another inside."""
        return self._store.held()

    def also(self, before: Callable[[Work], None]) -> Store:
        """The same store, where `before` is done in each writing transaction."""
        return self._store.also(before)


def _account() -> str | None:
    """The name of the account, where the platform knows it."""
    import getpass  # noqa: PLC0415 -- slow import

    try:
        return getpass.getuser()
    except (ImportError, KeyError, OSError):
        return None
