"""What came back, as the secretariat reads it: one sentence for each thing to look at."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from planner.domain.notices import Notice
from planner.domain.plan import Plan
from planner.domain.typed import brief
from planner.domain.wording import clock, short, weekday_name


def sentence(notice: Notice, plan: Plan, zone: ZoneInfo) -> str:
    """Such as "Bo Lind kan ikke komme onsdag den 12. mar. kl. 9.00-9.30, #4 Skolestart"."""
    wanted = notice.entry.wanted
    when = span(wanted.starts, wanted.ends, zone)
    who, what = name_of(notice, plan), what_of(notice, plan)
    if notice.kind == "room":
        return f"lokalet {who} er optaget {when}"
    if notice.kind == "bounced":
        return f"invitationen til {who} ({notice.email}) nåede ikke frem: {when}, {what}"
    if notice.kind == "declined":
        return f"{who} kan ikke komme {when}, {what}"
    if notice.kind == "removed":
        return f"aftalen {when} er slettet i kalenderen: {_whose(notice, plan)}{what}"
    new = _new_time(notice, zone)
    if notice.kind == "moved":
        return f"aftalen {when} er i kalenderen flyttet til {new}: {_whose(notice, plan)}{what}"
    return f"{who} foreslår {new} i stedet for {when}, {what}"


def name_of(notice: Notice, plan: Plan) -> str:
    """Who it is from: a person's name, a room's name, else the address."""
    if notice.person is not None and notice.person in plan.people:
        return plan.people[notice.person].name
    named = [a.mailbox.name for a in notice.entry.wanted.attendees if a.mailbox.email == notice.email]
    return next((name for name in named if name), notice.email or "")


def what_of(notice: Notice, plan: Plan) -> str:
    """What the event is: the whole meeting, a room, or the items it is about."""
    if notice.entry.wanted.kind in ("meeting", "room"):
        return "hele mødet" if notice.entry.wanted.kind == "meeting" else "lokalet"
    items = (plan.items[number] for number in notice.entry.wanted.items if number in plan.items)
    return " og ".join(f"#{item.id} {brief(item.title)}" for item in items) or "deltagelse"


def span(starts: datetime, ends: datetime, zone: ZoneInfo) -> str:
    """Such as "onsdag den 12. mar. kl. 9.00-9.30"."""
    first, last = starts.astimezone(zone), ends.astimezone(zone)
    return f"{day(first.date())} kl. {clock(first.time())}-{clock(last.time())}"


def day(of: date) -> str:
    """Such as "onsdag den 12. mar."."""
    return f"{weekday_name(of)} den {short(of)}"


def _new_time(notice: Notice, zone: ZoneInfo) -> str:
    if notice.starts is None or notice.ends is None:
        return "et andet tidspunkt"
    first, last = notice.starts.astimezone(zone), notice.ends.astimezone(zone)
    if first.date() == notice.entry.wanted.starts.astimezone(zone).date():
        return f"kl. {clock(first.time())}-{clock(last.time())}"
    return span(notice.starts, notice.ends, zone)


def _whose(notice: Notice, plan: Plan) -> str:
    people = notice.entry.wanted.people
    if notice.entry.wanted.kind == "meeting" or len(people) != 1 or people[0] not in plan.people:
        return ""
    return f"{plan.people[people[0]].name}, "
