"""What letters cost: renderings counted, finished mails against bare ones, and posting against a bare client."""

from __future__ import annotations

import datetime as dt
import smtplib
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path
from time import perf_counter

from planner.adapters.letters.message import MailComposer
from planner.adapters.letters.templates import TemplateRenderer
from planner.adapters.mail.smtp import SmtpMailer, SmtpServer
from planner.adapters.store.store import open_store
from planner.clocks import FixedClock
from planner.domain.calendar import Mailbox
from planner.domain.letter_samples import SAMPLES
from planner.domain.post import QueuedLetter
from planner.usecases.letters import queue
from planner.usecases.post import post
from planner.usecases.render_letters import Rendering
from tests.bench import measuring
from tests.fakes.mail_process import letters_in, mail_process

RECIPIENTS = 200
MAILS = 1_000
RUNS = 5
READERS = ("sekretariat", "medlem", "oplægsholder", "medarbejder")
LANGUAGES = ("da", "en")
NOW = dt.datetime(2031, 3, 6, 14, tzinfo=dt.UTC)
BOX = Mailbox("Sekretariatet", "sekretariat@plan.example")
NOBODY: frozenset[int] = frozenset()


def letters(folder: Path, row: Callable[..., None], counted: Callable[[str, int, int], None]) -> None:
    """All rows about letters."""
    rendered(row, counted)
    name, against = f"{MAILS:,} mails posted", "smtplib, two durable commits around each"
    best: dict[str, float] = {name: float("inf"), against: float("inf")}
    for run in range(RUNS):
        for what, measured in ((name, posted), (against, by_hand)):
            place = folder / f"{measured.__name__}-{run}"
            (place / "mail").mkdir(parents=True)
            with mail_process(place / "mail") as port:
                best[what] = min(best[what], measured(place, port))
            arrived = sum(len(own) for own in letters_in(place / "mail").values())
            if arrived != MAILS:
                raise RuntimeError((what, arrived))
    row(best, name, against, 1.25)


def weekly(count: int) -> list[QueuedLetter]:
    """The letters of an issue for so many readers in four audiences and two languages."""
    facts = SAMPLES["forward_look"][0]
    return [
        QueuedLetter(
            f"forward_look:1:2031-03-06:1:{number}",
            "forward_look",
            1,
            number,
            f"Modtager {number}",
            f"m{number}@plan.example",
            LANGUAGES[number // len(READERS) % len(LANGUAGES)],
            READERS[number % len(READERS)],
            NOW,
            facts=facts,
            digest="1",
        )
        for number in range(count)
    ]


def posted(place: Path, port: int) -> float:
    """Milliseconds from the first letter that waits to the last that has been settled."""
    store = open_store(place / "plan.db", create=True)
    with store.work() as work:
        queue(weekly(MAILS), work)
        work.commit()
    rendering = Rendering(TemplateRenderer(), MailComposer(BOX, lambda _: b""))
    mailer = SmtpMailer(SmtpServer("127.0.0.1", port, "none"))
    start = perf_counter()
    done = post(store=store, mailer=mailer, rendering=rendering, clock=FixedClock(NOW))
    if done.waiting or done.for_a_person:
        raise RuntimeError(done)
    return (perf_counter() - start) * 1000


def by_hand(place: Path, port: int) -> float:
    """The same mails, made before, over one connection; that each leaves and has left is durable."""
    rendering = Rendering(TemplateRenderer(), MailComposer(BOX, lambda _: b""))
    mails = [rendering.letter(one, NOBODY, NOW) for one in weekly(MAILS)]
    with closing(sqlite3.connect(place / "bare.db", isolation_level=None)) as store:
        store.execute("PRAGMA journal_mode = WAL")
        store.execute("CREATE TABLE mail (id INTEGER PRIMARY KEY, state TEXT, content BLOB)")
        store.executemany("INSERT INTO mail VALUES (?, 'ready', NULL)", ((n,) for n in range(MAILS)))
        start = perf_counter()
        with smtplib.SMTP("127.0.0.1", port) as server:
            for number, mail in enumerate(mails):
                store.execute(
                    "UPDATE mail SET state = 'inflight', content = ? WHERE id = ?", (mail.content, number)
                )
                server.sendmail(mail.sender, [mail.receiver], mail.content)
                store.execute("UPDATE mail SET state = 'acked' WHERE id = ?", (number,))
        return (perf_counter() - start) * 1000


def rendered(row: Callable[..., None], counted: Callable[[str, int, int], None]) -> None:
    """Renderings counted, and what is left of the cost when they are made."""
    queued = weekly(RECIPIENTS)
    renderer = TemplateRenderer()
    rendering = Rendering(renderer, MailComposer(BOX, lambda _: b""))
    words = {
        one.id: rendering.rendered(one, NOBODY) for one in (replace(q, id=q.person or 0) for q in queued)
    }

    def ours() -> None:
        for one in queued:
            rendering.letter(one, NOBODY, NOW)

    def bare() -> None:
        for one in queued:
            said = words[one.person or 0]
            mail = EmailMessage(policy=SMTP)
            mail["From"], mail["To"], mail["Subject"] = BOX.email, one.email, said.subject
            mail["Date"], mail["Message-ID"] = format_datetime(NOW), f"<{one.key}@plan.example>"
            mail.set_content(said.text, cte="quoted-printable")
            mail.add_alternative(said.html, subtype="html", cte="quoted-printable")
            mail.as_bytes()

    name, against = f"{RECIPIENTS} weekly mails, rendered before", f"{RECIPIENTS} bare messages"
    row(measuring.functions({name: ours, against: bare}, 5), name, against, 1.5)
    counted(
        f"renderings for {RECIPIENTS} recipients in {len(READERS)} audiences and {len(LANGUAGES)} languages",
        renderer.renderings,
        len(READERS) * len(LANGUAGES),
    )
