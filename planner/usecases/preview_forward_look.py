"""The next forward look before it goes out: as a reader would get it, on the screen or as a mail on trial."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from planner.domain.audience import AudienceName, audience_of
from planner.domain.calendar import GatewayError, Mailbox
from planner.domain.issue import Recipient
from planner.domain.letter import Rendered
from planner.ports import Clock, Mailer, Store, Work
from planner.usecases import address
from planner.usecases.forward_look import Drawn, ForwardLook, draw, letter_for
from planner.usecases.render_letters import Rendering, closed_now


@dataclass(frozen=True)
class Preview:
    """A letter as one reader would get it, and who the others are.

    As JSON: {"board", "nominal", "issue", "reader", "audience", "subject", "text", "recipients":
    [{"person", "name", "email", "language", "audience", "calendar"}], "without_address": [names],
    "pending": how many changes are not published, "faults": what is wrong with templates}.
    """

    board: str
    nominal: date
    issue: int
    reader: str
    audience: AudienceName
    rendered: Rendered
    recipients: tuple[Recipient, ...]
    without_address: tuple[str, ...]
    pending: int
    faults: tuple[str, ...]

    def plain(self) -> dict[str, Any]:
        """The value that is printed as JSON; the HTML is for a file."""
        found = dict(vars(self))
        rendered = found.pop("rendered")
        head = {key: found.pop(key) for key in ("board", "nominal", "issue", "reader", "audience")}
        return {**head, "subject": rendered.subject, "text": rendered.text, **found}


def preview(
    command: ForwardLook,
    reader: str | None = None,
    *,
    language: str,
    store: Store,
    clock: Clock,
    rendering: Rendering,
) -> Preview:
    """What the person named `reader` would get, None for the secretariat. Writes nothing."""
    now = clock.now()
    with store.work() as work:
        drawn = draw(command, work, now)
        recipient = _reader(command, drawn, reader, language, work)
        rendered = rendering.rendered(letter_for(drawn, recipient, now), closed_now(drawn.facts, work.read))
    return Preview(
        command.board.code,
        command.nominal,
        drawn.issue.number,
        recipient.name,
        recipient.audience,
        rendered,
        drawn.recipients,
        drawn.without_address,
        len(drawn.facts["pending"]),
        rendering.faults,
    )


def try_out(
    command: ForwardLook,
    to: Mailbox,
    *,
    language: str,
    store: Store,
    clock: Clock,
    rendering: Rendering,
    mailer: Mailer,
) -> GatewayError | None:
    """Send the secretariat's copy to one mailbox; what is known of it where it was not accepted."""
    now = clock.now()
    with store.work() as work:
        drawn = draw(command, work, now)
        copy = replace(_copy(command, language), name=to.name, email=to.email)
        letter = letter_for(drawn, copy, now)
        letter = replace(letter, key=f"{letter.key}:trial:{to.email}:{now.isoformat()}")
        made = rendering.letter(letter, closed_now(drawn.facts, work.read), now)
    (error,) = mailer.send([made])
    return error


def _reader(command: ForwardLook, drawn: Drawn, name: str | None, language: str, work: Work) -> Recipient:
    if name is None:
        return _copy(command, language)
    person = address.person(work.read, (name,))
    for one in drawn.recipients:
        if one.person == person.id:
            return one
    # Somebody who does not get it: as it would be for them.
    day = date.fromisoformat(drawn.facts["day"])
    plan = work.read.window(command.board.id, day, day)
    seen = audience_of(plan, command.board.id, person.id, day).name
    audience: AudienceName = "medarbejder" if seen == "oplægsholder" else seen
    spoken = person.language or command.board.language
    return Recipient(person.id, person.name, person.email or "", spoken, audience)


def _copy(command: ForwardLook, language: str) -> Recipient:
    """The secretariat's own copy, in the language of the one who asks."""
    return Recipient(0, command.sender.name, command.sender.email, language, "sekretariat")
