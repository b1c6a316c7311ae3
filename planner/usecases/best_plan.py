"""The best plan that a solver finds for a question, and whether it keeps what it must."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Final

from planner.domain.errors import PlannerError, Refused
from planner.domain.finding import Finding, Scene
from planner.domain.placing import New
from planner.domain.plan import Plan
from planner.domain.planning.frame import Framed, filled, frame
from planner.domain.planning.outcome import arranged, planned, thought_of, with_clocks
from planner.domain.planning.problem import Answer, Limits, Spot, Watch
from planner.domain.planning.score import Score, score
from planner.domain.wording import echo
from planner.ports import Solver

# A proposal is asked about again until nothing more is proposed; more often than this is never needed.
_ROUNDS: Final = 4


class BrokenProposal(PlannerError):
    """A proposal that breaks a rule: a fault of ours, told and never shown."""

    kind = "outside"


def best_plan(framed: Framed, solver: Solver, limits: Limits, watch: Watch | None) -> tuple[Scene, Answer]:
    """The plan after the answer; asked again of what came out, until nothing more is to be gained."""
    scene, new = framed.scene, thought_of()
    answer = _answer(framed, solver, limits, watch)
    first = answer
    for _ in range(_ROUNDS):
        plan = _carried_out(framed, answer, new)
        found = as_planned(framed, replace(scene, plan=plan))
        if plan == scene.plan or not _is_better(found, score(framed.problem, framed.current)):
            break
        scene = replace(scene, plan=plan)
        takes_more = _takes_more(framed, scene)
        if takes_more:
            first = replace(first, bound=None, proven=False)
        # Where items come earlier than the answer had them, another order may be better still.
        if answer.stopped or (answer.proven and found.total == answer.cost and not takes_more):
            break
        framed = frame(scene, framed.ground.scope, framed.ground.weights, framed.ground.levels)
        answer = _answer(framed, solver, limits, watch)
    return scene, first


def _takes_more(framed: Framed, after: Scene) -> bool:
    """Whether a meeting that took no more items, because some lay astray, may take others now."""
    then = replace(framed.ground, scene=after)
    astray = (number for number, one in framed.ground.sittings.items() if framed.ground.is_astray(one))
    return any(not then.is_astray(then.sittings[number]) for number in astray)


def _answer(framed: Framed, solver: Solver, limits: Limits, watch: Watch | None) -> Answer:
    answer = solver.solve(framed.problem, limits, watch)
    broken = score(framed.problem, answer.solution).broken
    if broken:
        raise BrokenProposal(
            f"Beregningen gav en plan, der bryder en regel ({broken[0].rule}), så den vises ikke. Intet er ændret.",
            hint="Det er en fejl i planner; meld den gerne.",
        )
    return answer


def _is_better(then: Score, now: Score) -> bool:
    return bool(now.broken) or (not then.broken and then.total < now.total)


def _carried_out(framed: Framed, answer: Answer, new: New) -> Plan:
    plan, now = framed.scene.plan, framed.scene.now
    plan = plan.apply(planned(plan, arranged(framed, answer.solution), now, new))
    return plan.apply(planned(plan, with_clocks(framed, answer.solution, plan), now, new))


def as_planned(framed: Framed, after: Scene) -> Score:
    """What the proposed plan costs, counted by the question that was asked of the plan as it is."""
    ground = replace(framed.ground, scene=after)
    placements = {number: after.plan.open_of(number) for number in framed.movable}
    placements |= {number: (placement,) for number, placement in framed.staying.items()}
    current: dict[int, Spot] = {}
    for number, stands in placements.items():
        spot = ground.spot(after.plan.placements[stands[0].id]) if len(stands) == 1 else None
        if spot is not None:
            current[number] = Spot(spot.sitting, spot.start * ground.tick // framed.ground.tick)
    return score(framed.problem, filled(framed.problem, current))


def must_hold(before: Scene, after: Scene, broken: Collection[Finding]) -> None:
    """The plain rules have the last word: what breaks one that was kept is not shown."""
    if broken:
        raise BrokenProposal(
            f"Forslaget ville bryde en regel ({min(finding.key for finding in broken)}), så det vises ikke. Intet er ændret.",
            hint="Det er en fejl i planner; meld den gerne.",
        )
    try:
        refuse_too_much(before, after)
    except Refused as wrong:
        raise BrokenProposal(wrong.sentence, hint="Det er en fejl i planner; meld den gerne.") from None


def refuse_too_much(before: Scene, after: Scene) -> None:
    """Refuse what gives a meeting too much, or more too much than it had."""
    for meeting in after.meetings:
        over, had = after.table(meeting).over, before.table(meeting).over
        if over > had:
            raise Refused(
                f"Det ville give {over} min. for meget på mødet {echo(meeting.date)}. Intet er ændret.",
                hint="Tag mere af forslaget med, så der bliver plads.",
            )
