"""Made-up facts to try templates on: a full letter, an empty one, and one with awkward words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from planner.domain.reminder_samples import REMINDER_SAMPLES

Facts = dict[str, Any]


def said_in(words: Mapping[str, Any]) -> Iterator[str]:
    """The titles and lines in the words of a letter that both its text and its HTML must have."""
    for key, value in words.items():
        if isinstance(value, str) and key in ("title", "text", "heading"):
            if "<" not in value and '"' not in value and "'" not in value:
                yield value
        elif isinstance(value, Mapping):
            yield from said_in(value)
        elif isinstance(value, list):
            for part in value:
                if isinstance(part, Mapping):
                    yield from said_in(part)


def _item(number: int, title: str, *, closed: bool = False, own: tuple[int, ...] = ()) -> Facts:
    return {
        "item": number,
        "title": title,
        "public": None,
        "closed": closed,
        "marked_closed": closed,
        "own": list(own),
    }


def _point(number: int, title: str, **changed: Any) -> Facts:
    closed, own = changed.pop("closed", False), changed.pop("own", ())
    return {
        **_item(number, title, closed=closed, own=own),
        "number": number,
        "start": "09:30",
        "minutes": 30,
        "guessed": False,
        "kind": None,
        "heading": None,
        "under": None,
        "mayor": None,
        "groups": [],
        "held": [],
        "presenters": [],
        **changed,
    }


def _meeting(number: int, day: str, points: list[Facts], **changed: Any) -> Facts:
    return {
        "meeting": number,
        "date": day,
        "start": "09:00",
        "end": "12:00",
        "place": "Mødelokale 1",
        "teams": None,
        "stage": "locked",
        "cancelled": None,
        "extraordinary": False,
        "note": None,
        "groups": [],
        "absent": [],
        "over": 0,
        "points": points,
        **changed,
    }


def _change(
    kind: str,
    number: int,
    old: list[str],
    new: list[str],
    why: str | None = None,
    edits: Iterable[Facts] = (),
) -> Facts:
    dates = {"change": kind, "old": old, "new": new}
    return {**_item(number, f"Punkt {number}"), **dates, "why": why, "edits": list(edits)}


def _edit(what: str, old: Any, new: Any) -> Facts:
    return {"what": what, "old": old, "new": new}


def _about_meeting(kind: str, number: int, old: list[str], new: list[str], **changed: Any) -> Facts:
    hours = {"start": "09:00", "end": "12:00", "place": None, "cancelled": None}
    return {"meeting": number, "change": kind, "old": old, "new": new, **hours, **changed}


_FIRST, _SECOND, _THIRD = "2031-03-12", "2031-03-19", "2031-03-26"
_EMPTY: Facts = {
    "board": {"code": "DIR", "name": "Direktionen", "zone": "Europe/Copenhagen"},
    "day": "2031-03-06",
    "last_day": "2031-03-27",
    "meetings": [],
    "waiting": [],
    "intro": None,
    "corrected": None,
    "since_day": None,
    "sender": {"name": "Sekretariatet", "email": "sekretariat@plan.example", "telephone": None},
    "changes": [],
    "pending": [],
    "missing": {"papers": [], "unanswered": [], "unsettled": [], "over": []},
}
_GUESTS = _edit(
    "presenters", [], [{"name": "Carl Holt", "online": True}, {"name": "Bo Lind", "online": False}]
)
_FULL: Facts = {
    **_EMPTY,
    "sender": {"name": "Sekretariatet", "email": "sekretariat@plan.example", "telephone": "87 00 00 00"},
    "intro": "Mødet den 19. holdes i rådssalen.\nGod weekend!",
    "corrected": {"number": 2, "why": "Forkert lokale"},
    "since_day": "2031-02-27",
    "meetings": [
        _meeting(
            1,
            _FIRST,
            [
                _point(
                    1,
                    "Klimaplan",
                    own=(1,),
                    presenters=[{"name": "Carl Holt", "unit": "Teknik", "online": True}],
                ),
                _point(
                    2, "Afsked", closed=True, presenters=[{"name": "Dina Kær", "unit": None, "online": False}]
                ),
                _point(
                    3,
                    "Budget",
                    start=None,
                    guessed=True,
                    held=[_FIRST, _SECOND],
                    mayor=False,
                    groups=["Chefer"],
                ),
                _point(4, "Skolestart", heading="Status og program for:", under="Aktuelle sager", mayor=True),
            ],
            absent=["Bo Lind"],
            groups=["Sekretariatschefer"],
            note="Mødet er udvidet",
            teams="https://teams.example/l/1",
        ),
        _meeting(2, _SECOND, [], extraordinary=True, place=None, stage="provisional"),
        _meeting(3, _THIRD, [], cancelled="påskeferie"),
        _meeting(4, "2031-03-27", [_point(9, "Valg")], stage="provisional"),
        _meeting(5, "2031-03-20", [], cancelled=""),
    ],
    "waiting": [
        {**_item(5, "Strategi"), "since": "2031-01-08", "waits_for": "oplæg", "waits_on": "HR", "by": _THIRD},
        {
            **_item(6, "Lukket sag", closed=True),
            "since": None,
            "waits_for": None,
            "waits_on": None,
            "by": None,
        },
    ],
    "changes": [
        _change("new", 1, [], [_FIRST]),
        _change("new", 2, [], []),
        _change("new", 3, [], [_FIRST, _SECOND]),
        _change("placed", 4, [], [_SECOND]),
        _change("moved", 5, [_FIRST], [_SECOND], "Der manglede tal"),
        _change("settled", 6, [_FIRST, _SECOND], [_SECOND]),
        _change("held", 7, [], [_FIRST, _SECOND]),
        _change("held", 8, [_FIRST], [_SECOND, _THIRD]),
        _change("waits", 9, [_FIRST], []),
        _change("withdrawn", 10, [], []),
        _change("withdrawn", 11, [_FIRST], []),
        _change("moved", 13, [_FIRST], [_SECOND], edits=[_edit("minutes", 30, 45)]),
        _change("edited", 14, [_FIRST], [_FIRST], edits=[_edit("title", "Budget", "Punkt 14"), _GUESTS]),
        _change("edited", 15, [], [], edits=[_edit("minutes", None, 45), _edit("presenters", [], [])]),
        _change("edited", 16, [_FIRST], [_FIRST], edits=[_edit("start", "09:30", "10:00")]),
        _change("edited", 17, [_FIRST], [_FIRST], edits=[_edit("minutes", 30, None)]),
        _about_meeting("added", 1, [], [_FIRST]),
        _about_meeting("cancelled", 3, [_THIRD], [_THIRD], cancelled="påskeferie"),
        _about_meeting("cancelled", 3, [_THIRD], [], start=None),
        _about_meeting("put_off", 2, [_FIRST], [_SECOND]),
        _about_meeting("hours", 2, [_SECOND], [_SECOND]),
        _about_meeting("place", 2, [_SECOND], [_SECOND], place="Rådssalen"),
        _about_meeting("place", 2, [_SECOND], [_SECOND]),
        _about_meeting("reopened", 3, [_THIRD], [_THIRD]),
    ],
    "pending": [_change("moved", 12, [_FIRST], [_THIRD])],
    "missing": {
        "papers": [{"item": 3, "title": "Punkt 3", "day": _FIRST, "deadline": "2031-03-05"}],
        "unanswered": [{"day": _FIRST, "names": ["Bo Lind", "Carl Holt"]}],
        "unsettled": [{"item": 3, "title": "Budget", "days": [_FIRST, _SECOND]}],
        "over": [{"day": _FIRST, "minutes": 15}],
    },
}
_AWKWARD: Facts = {
    **_EMPTY,
    "meetings": [
        _meeting(
            1,
            _FIRST,
            [
                _point(1, "Køb & salg <script>alert(1)</script> “citat” {{ 7 * 7 }} {% raw %}"),
                _point(2, "Et meget langt punkt " * 20),
                _point(3, "Ærø, Ångström, naïve, 日本, \u202eomvendt"),
            ],
        )
    ],
}
# Letter -> facts to try it on.
SAMPLES: dict[str, tuple[Facts, ...]] = {"forward_look": (_FULL, _EMPTY, _AWKWARD), **REMINDER_SAMPLES}
