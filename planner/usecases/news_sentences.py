"""What a person hears of an event, as a sentence for the secretariat that is about to publish it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from planner.domain.meeting import MeetingStage
from planner.domain.plan import Plan
from planner.domain.publication import News
from planner.domain.stages import between
from planner.domain.timetable import minute_of
from planner.domain.typed import brief
from planner.domain.wording import clock, short, weekday_name

_REACHED: Mapping[MeetingStage | None, str] = {
    "locked": "tidsplanen ligger fast",
    "sent": "dagsordenen sendes ud",
}


def sentence(news: News, plan: Plan, zone: ZoneInfo, language: str = "da") -> str:
    """Such as "ny tid: onsdag den 12. mar. kl. 10.00-10.30 (før kl. 9.30), #4 Klimaplan"."""
    what = _what(news, plan)
    when = _when(news.starts.astimezone(zone), news.ends.astimezone(zone), language, window=news.window)
    if news.kind == "invitation":
        return f"{_invitation(news)}: {when}, {what}"
    if news.kind == "cancellation":
        off = "frigives" if news.room is not None else "aflysning"
        return f"{off}: {when}, {_why_off(news, plan)}"
    if news.kind == "text":
        return _new_text(news, when)
    return _update(news, when, what, zone)


def _update(news: News, when: str, what: str, zone: ZoneInfo) -> str:
    if news.firmed:
        return f"tiden ligger fast: {when}, {what}"
    if news.status_changed and news.event != "hold" and news.before is not None:
        return f"ligger nu fast: {when}, {what}"
    if news.before is not None:
        return f"ny tid: {when} (før {_before(news.before.astimezone(zone), news, zone)}), {what}"
    if news.place_changed:
        return f"nyt sted: {when}, {news.place or 'intet sted'}"
    if news.status_changed:
        firm = "nu foreløbig" if news.event == "hold" else "ligger nu fast"
        return f"{firm}: {when}, {what}"
    return f"ændring: {when}, {what}"


def is_excused(news: News, plan: Plan) -> bool:
    """Whether the person has said that they cannot come to that meeting."""
    meeting = plan.meetings.get(news.meeting)
    return meeting is not None and any(
        absence.person == news.person for absence in plan.absent_on(meeting.board, meeting.date)
    )


def _new_text(news: News, when: str) -> str:
    if news.event == "meeting" and news.became in _REACHED:
        return f"{_REACHED[news.became]}: {when}"
    about = "dagsordenen" if news.event == "meeting" else "teksten"
    if news.link_changed:
        about = "Teams-linket"
    return f"ny tekst: {when}, {about} er ændret"


def _invitation(news: News) -> str:
    if news.room is not None:
        return "bookes"
    return "foreløbig invitation" if news.event == "hold" else "invitation"


def _when(starts: datetime, ends: datetime, language: str, *, window: bool) -> str:
    day = f"{weekday_name(starts.date(), language)} den {short(starts.date())}"
    if window:
        return f"{day} {between(minute_of(starts.time()), minute_of(ends.time()))}"
    return f"{day} kl. {clock(starts.time())}-{clock(ends.time())}"


def _before(before: datetime, news: News, zone: ZoneInfo) -> str:
    if before == news.starts and news.until is not None:
        return f"til kl. {clock(news.until.astimezone(zone).time())}"
    same_day = before.date() == news.starts.astimezone(zone).date()
    return (
        f"kl. {clock(before.time())}"
        if same_day
        else f"den {short(before.date())} kl. {clock(before.time())}"
    )


def _what(news: News, plan: Plan) -> str:
    if news.room is not None:
        return "lokalet"
    if news.event == "meeting":
        return "hele mødet"
    titles = [f"#{number} {brief(plan.items[number].title)}" for number in news.items if number in plan.items]
    return " og ".join(titles) or "deltagelse"


def _why_off(news: News, plan: Plan) -> str:
    if news.moves:
        return "får besked ad en anden vej fremover"
    meeting = plan.meetings.get(news.meeting)
    if meeting is None:
        return "mødet er ikke i planen mere"
    if meeting.status == "cancelled":
        return f"mødet er aflyst ({meeting.reason})" if meeting.reason else "mødet er aflyst"
    if is_excused(news, plan):
        return "afbud"
    if news.room is not None:
        return "lokalet bruges ikke længere"
    return _why_they_are_out(news, plan)


def _why_they_are_out(news: News, plan: Plan) -> str:
    """The meeting is held, and they could come: why they are no longer invited."""
    person = plan.people.get(news.person)
    if person is not None and person.channel == "none":
        return "skal ikke have besked længere (kanal: none)"
    if person is not None and (not person.email or person.channel == "ics"):
        return "kan ikke få besked længere"
    if news.event == "meeting":
        return "har ikke plads i udvalget længere"
    if news.event == "hold":
        return f"datoen er ikke længere aktuel: {_what(news, plan)}"
    return f"deltager ikke længere: {_what(news, plan)}"
