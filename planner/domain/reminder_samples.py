"""Made-up facts to try the templates of reminders on: everything, nothing, and awkward words."""

from __future__ import annotations

from typing import Any

Facts = dict[str, Any]
_DAY, _NEXT = "2031-03-12", "2031-03-19"
_AWKWARD = "Køb & salg <script>alert(1)</script> {{ 7 * 7 }} {% raw %} \u202eÆrø 日本"
_HEAD: Facts = {
    "board": {"code": "DIR", "name": "Direktionen", "zone": "Europe/Copenhagen"},
    "sender": {"name": "Sekretariatet", "email": "sekretariat@plan.example", "telephone": "87 00 00 00"},
}


def _entry(rule: str, number: int | None = None, *, closed: bool = False, **changed: Any) -> Facts:
    item = {
        "item": number,
        "title": f"Punkt {number}",
        "public": None,
        "closed": closed,
        "marked_closed": closed,
    }
    about = item if number is not None else {}
    return {**about, "rule": rule, "old": [], "until": f"{_NEXT}T09:00:00+01:00", **changed}


_AT: Facts = {"date": _DAY, "start": "09:00", "end": "09:30", "place": "Mødelokale 1"}
_DUE: Facts = {"date": _DAY, "deadline": "2031-03-10", "end": "12:00"}
_OWN = [
    _entry("papers", 1, **_DUE),
    _entry("papers", 2, closed=True, **{**_DUE, "end": None}),
    _entry("papers_late", 3, **{**_DUE, "old": [_NEXT]}),
    _entry("answer", None, **_AT),
    _entry("tomorrow", 4, **{**_AT, "online": True, "link": "https://teams.example/l/1"}),
    _entry("tomorrow", None, **{**_AT, "link": "https://teams.example/l/1", "old": [f"{_DAY}T08:00"]}),
    _entry("tomorrow", 8, **{**_AT, "window": True}),
    _entry("tomorrow", 5, closed=True, **{**_AT, "old": [f"{_NEXT}T09:00"]}),
    _entry("moved", 6, old=[_DAY], new=[_NEXT]),
    _entry("moved", 7, old=[_DAY], new=[]),
    _entry("moved", None, old=[_DAY], new=[]),
    _entry("follow_up", 8, text="Undersøge prisen", deadline=_DAY),
    _entry("follow_up_late", None, text="Undersøge prisen", deadline=_DAY),
]
_REMINDER: Facts = {
    **_HEAD,
    "people": [{"name": None, "entries": _OWN}, {"name": "Karen Holm", "entries": _OWN[:2]}],
}
_REMINDER_AWKWARD: Facts = {
    **_HEAD,
    "sender": {"name": "Sekretariatet", "email": "sekretariat@plan.example", "telephone": None},
    "people": [
        {"name": _AWKWARD, "entries": [{**_entry("papers", 1, **_DUE), "title": _AWKWARD}]},
    ],
}
_NOTHING: Facts = {
    name: []
    for name in ("dispatch", "unsettled", "follow_ups", "past_latest", "papers", "deadlines", "cycle")
} | {"parked": 0}
_SECTIONS: Facts = {
    "dispatch": [
        {
            "date": _DAY,
            "ready": 5,
            "all": 7,
            "papers": [{"number": 3, "id": 3, "who": "KBN"}, {"number": None, "id": 9, "who": None}],
            "answers": ["TKP"],
        },
        {"date": _NEXT, "ready": 2, "all": 2, "papers": [], "answers": []},
    ],
    "unsettled": [{"number": 1, "title": "Budget", "days": [_DAY, _NEXT]}],
    "follow_ups": [
        {"number": 1, "who": "HR", "text": "Undersøge prisen", "deadline": _DAY, "late": False},
        {"number": 2, "who": None, "text": _AWKWARD, "deadline": _DAY, "late": True},
    ],
    "past_latest": [{"number": 2, "title": "Valg", "deadline": _DAY}],
    "papers": [
        {"number": 3, "title": "Klima", "who": "BR", "date": _DAY, "deadline": _DAY, "late": True},
        {"number": 4, "title": "Skole", "who": None, "date": _DAY, "deadline": _DAY, "late": False},
    ],
    "deadlines": [
        {"what": "papers", "date": _NEXT, "deadline": _DAY},
        {"what": "dispatch", "date": _NEXT, "deadline": _DAY},
    ],
    "cycle": [{"title": "Økonomiudvalget", "date": _NEXT}],
    "parked": 2,
    "held_back": True,
    "templates": 2,
    "expired": [
        {"kind": kind, "who": "Karen Holm", "date": _DAY}
        for kind in ("forward_look", "reminder", "follow_up")
    ],
}
_FOLLOW_UP: Facts = {
    **_HEAD,
    "date": _DAY,
    "entries": [
        {
            "item": 1,
            "title": "Budget",
            "public": None,
            "closed": False,
            "marked_closed": False,
            "text": "Undersøge prisen",
            "decision": "Godkendt",
            "deadline": _NEXT,
        },
        {
            "item": 2,
            "title": "Afsked",
            "public": None,
            "closed": True,
            "marked_closed": True,
            "text": "Taler med personen",
            "decision": None,
            "deadline": None,
        },
        {"title": None, "text": _AWKWARD, "decision": None, "deadline": None},
    ],
}
# Letter -> facts to try it on.
REMINDER_SAMPLES: dict[str, tuple[Facts, ...]] = {
    "reminder": (_REMINDER, _REMINDER_AWKWARD),
    "digest": (
        {**_HEAD, "day": _DAY, "sections": _SECTIONS},
        {**_HEAD, "day": _DAY, "sections": {**_NOTHING, "parked": 1, "templates": 1}},
    ),
    "follow_up": (_FOLLOW_UP,),
}
