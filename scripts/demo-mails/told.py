"""Who got what: the mails in a folder as a receiver's calendar program understands them.

`python told.py FOLDER [FIRST]` prints the mails from number FIRST on, by receiver: subject and time,
read from the calendar part of each mail.
"""

from __future__ import annotations

import sys
import textwrap
from email import message_from_bytes
from email.policy import default
from itertools import groupby
from pathlib import Path

from icalendar import Calendar

from planner.domain.wording import clock, short, weekday_name

WIDTH = 80


def read(file):
    """(name, address), subject and time of one mail."""
    mail = message_from_bytes(file.read_bytes(), policy=default)
    part = next(part for part in mail.walk() if part.get_content_type() == "text/calendar")
    (event,) = Calendar.from_ical(part.get_payload(decode=True)).walk("VEVENT")
    starts, ends = event.decoded("DTSTART"), event.decoded("DTEND")
    day = f"{weekday_name(starts.date())[:3]}. {short(starts.date())}"
    (to,) = mail["To"].addresses
    return (
        (to.display_name, to.addr_spec),
        str(mail["Subject"]),
        f"{day} {clock(starts.time())}-{clock(ends.time())}",
    )


def lines(mails):
    for (name, address), group in groupby(sorted(mails, key=lambda mail: mail[0]), key=lambda mail: mail[0]):
        yield f"{name} <{address}>"
        for _, subject, time in group:
            *first, last = textwrap.wrap(subject, WIDTH - len(time) - 4, subsequent_indent="  ")
            yield from (f"  {line}" for line in first)
            yield f"  {last}{time:>{WIDTH - len(last) - 2}}"
        yield ""


def main(folder, first="1"):
    files = sorted(folder.glob("*.eml"))[int(first) - 1 :]
    sys.stdout.reconfigure(encoding="utf-8")
    print(*lines([read(file) for file in files]), sep="\n")
    people = len({read(file)[0] for file in files})
    print(f"{len(files)} mails til {people} personer." if len(files) != 1 else "1 mail til 1 person.")


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
