"""What the weekly mail costs: renderings counted, and finished mails against bare ones of the same words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from planner.adapters.letters.message import MailComposer
from planner.adapters.letters.templates import TemplateRenderer
from planner.domain.calendar import Mailbox
from planner.domain.letter_samples import SAMPLES
from planner.domain.post import QueuedLetter
from planner.usecases.render_letters import Rendering
from tests.bench import measuring

RECIPIENTS = 200
READERS = ("sekretariat", "medlem", "oplægsholder", "medarbejder")
NOW = dt.datetime(2031, 3, 6, 14, tzinfo=dt.UTC)
BOX = Mailbox("Sekretariatet", "sekretariat@plan.example")
NOBODY: frozenset[int] = frozenset()


def letters(row: Callable[..., None], counted: Callable[[str, int, int], None]) -> None:
    """All rows about letters."""
    facts = SAMPLES["forward_look"][0]
    queued = [
        QueuedLetter(
            f"forward_look:1:2031-03-06:1:{number}",
            "forward_look",
            1,
            number,
            f"Modtager {number}",
            f"m{number}@plan.example",
            "da",
            READERS[number % len(READERS)],
            NOW,
            facts=facts,
            digest="1",
        )
        for number in range(RECIPIENTS)
    ]
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
        f"renderings for {RECIPIENTS} recipients in {len(READERS)} audiences",
        renderer.renderings,
        len(READERS),
    )
