"""Try every configured way out and back in without writing anything, and name the fix for what is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from planner.domain.board import Board
from planner.domain.calendar import Diagnosis
from planner.domain.errors import PlannerError
from planner.domain.rooms import room_of
from planner.domain.wanted import ROOMLESS, Sender, wanted_entries
from planner.ports import CalendarGateway, Reader

# How far ahead the people of coming meetings are looked at.
AHEAD = timedelta(weeks=13)
_MOST_NAMES = 3


@dataclass(frozen=True)
class Trial:
    """One thing that was tried. `way` is the name of a backend, or "plan" for what the plan itself lacks."""

    way: str
    what: str
    well: bool
    found: str
    fix: str | None = None


@dataclass(frozen=True)
class Diagnoses:
    """Everything that was tried, in order.

    As JSON: {"well", "trials": [{"way", "what", "well", "found", "fix"}]}.
    """

    trials: tuple[Trial, ...]

    @property
    def well(self) -> bool:
        """Whether nothing is wrong."""
        return all(trial.well for trial in self.trials)

    def plain(self) -> dict[str, Any]:
        """The value that is printed as JSON."""
        return {"well": self.well, "trials": self.trials}


def diagnose(ways: Mapping[str, Callable[[], CalendarGateway]]) -> Diagnoses:
    """Try each way in turn; a way that cannot even be opened is told of like any other fault."""
    if not ways:
        return Diagnoses((_NOTHING_CHOSEN,))
    return Diagnoses(tuple(trial for name, opened in ways.items() for trial in _tried(name, opened)))


def without_address(read: Reader, board: Board, sender: Sender, today: date) -> Iterator[Trial]:
    """People of the coming meetings whom nobody can tell anything, and rooms that nobody books."""
    plan = read.window(board.id, today, today + AHEAD)
    wanted = wanted_entries(plan, plan.by_date, sender)
    unreachable = {person for _, person in wanted.unreachable}
    without = sorted(plan.people[person].name for person in unreachable - wanted.without_feed)
    if without:
        count, shown = _counted(without)
        yield Trial(
            "plan",
            "Mailadresser",
            well=False,
            found=f"{count} en mailadresse og får ikke besked: {shown}.",
            fix=f'planner person ret "{without[0]}" --email ADRESSE',
        )
    else:
        yield Trial("plan", "Mailadresser", well=True, found="Alle på de kommende møder kan få besked.")
    without = sorted(plan.people[person].name for person in wanted.without_feed)
    if without:
        count, shown = _counted(without)
        yield Trial(
            "plan",
            "Abonnementer",
            well=False,
            found=f"{count} et abonnement og får ikke besked: {shown}.",
            fix=f'planner abonnement tilføj "{without[0]}"',
        )
    if sender.backend in ROOMLESS and any(room_of(board, meeting) for meeting in plan.by_date):
        yield Trial(
            "plan",
            "Lokaler",
            well=False,
            found="Ingen lokaler bliver booket: det kan abonnementer ikke.",
            fix="Book dem selv, eller vælg en anden vej: planner udvalg ret --channel mail",
        )


def _counted(names: list[str]) -> tuple[str, str]:
    """How many they are, with the verb, and the first of their names."""
    more = f" og {len(names) - _MOST_NAMES} mere" if len(names) > _MOST_NAMES else ""
    count = "1 person mangler" if len(names) == 1 else f"{len(names)} personer mangler"
    return count, ", ".join(names[:_MOST_NAMES]) + more


_NOTHING_CHOSEN = Trial(
    "plan",
    "Afsendelse",
    well=False,
    found="Der er ikke valgt, hvordan aftaler sendes.",
    fix="Skriv det under [calendar] som backend; planner konfig vis siger hvor.",
)


def _tried(name: str, opened: Callable[[], CalendarGateway]) -> Iterator[Trial]:
    try:
        found: tuple[Diagnosis, ...] = opened().check()
    except PlannerError as error:
        found = (Diagnosis("Indstillinger", well=False, found=error.sentence, fix=error.hint),)
    for one in found:
        yield Trial(name, one.what, well=one.well, found=one.found, fix=one.fix)
