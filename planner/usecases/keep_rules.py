"""Rules that a plan can only be asked of whole: where an answer breaks one that was kept, less is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from planner.domain.caused import caused
from planner.domain.finding import Finding, Scene
from planner.domain.planning.frame import Framed
from planner.domain.planning.ground import Scope
from planner.domain.planning.outcome import Arranged, planned, thought_of
from planner.domain.planning.rules import OF_A_PLACE
from planner.domain.rules import findings
from planner.domain.wording import short

# What the question itself sees to: where the answer breaks one of these, that is a fault of ours.
_ASKED_ABOUT = frozenset((*OF_A_PLACE, "two_places"))


def kept_apart(levels: Mapping[str, str]) -> Mapping[str, str]:
    """The levels as a proposal takes them: it never puts two items of a series nearer than they come.

    The later of two is given its earliest day when the one before it gets a date, so it could not be accepted.
    """
    return {**levels, "series_near": "block"}


def newly_blocked(before: Scene, after: Scene, levels: Mapping[str, str]) -> tuple[Finding, ...]:
    """What blocks in a plan and did not before, or not as much: what stood already stops nothing."""
    new = caused(before.plan, _found(before, levels), after.plan, _found(after, levels))
    return tuple(finding for finding in new if finding.level == "block")


def narrowed(framed: Framed, wanted: Arranged, after: Scene, broken: Iterable[Finding]) -> Scope | None:
    """What to ask for instead, where what is `broken` are rules of the whole plan; None where there is no such.

    An item is not put where it breaks one, or stays where it stands; and what no item alone is to blame for
    leaves its meeting as it is.
    """
    scope = framed.ground.scope
    barred, stay, kept = dict(scope.barred), dict(scope.stay), set(scope.kept)
    for finding in broken:
        if finding.rule in _ASKED_ABOUT:
            continue
        on = {meeting.id for meeting in framed.scene.meetings if str(meeting.date) in finding.key}
        clause = _clause(finding, [framed.scene.plan.meetings[one].date for one in on])
        # What the finding is about is asked to come elsewhere before anything that it names besides.
        number = min(
            _to_blame(framed, wanted, after, finding),
            key=lambda one: f"#{one}" != finding.subject,
            default=None,
        )
        if number is None:
            kept |= on & set(framed.ground.sittings)
        elif wanted.on[number] in on:
            barred[number, wanted.on[number]] = clause
        else:
            stay[number] = clause
    found = replace(scope, barred=barred, stay=stay, kept=frozenset(kept))
    return found if found != scope else None


def _clause(finding: Finding, days: Sequence[date]) -> str:
    """Why not, as a clause of the reasons of a proposal."""
    if finding.rule == "series_near" and days:
        return f"den {short(min(days))} er for tæt på det forrige i årshjulet"
    return f"et OBS-punkt siger stop ({finding.subject}: {finding.sentence})"


def _to_blame(framed: Framed, wanted: Arranged, after: Scene, finding: Finding) -> Iterator[int]:
    """Items without whose move the rule would not be broken."""
    plan, now = framed.scene.plan, framed.scene.now
    for number in wanted.on:
        less = replace(wanted, on={one: to for one, to in wanted.on.items() if one != number})
        scene = replace(after, plan=plan.apply(planned(plan, less, now, thought_of())))
        if finding.key not in {one.key for one in newly_blocked(framed.scene, scene, framed.ground.levels)}:
            yield number


def _found(scene: Scene, levels: Mapping[str, str]) -> tuple[Finding, ...]:
    return findings(
        scene.plan,
        scene.now,
        meetings=scene.meetings,
        holidays=scene.holidays,
        levels=levels,
        invited=scene.invited,
    )
