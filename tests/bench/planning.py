"""Planning on the shared instances, scored by their own evaluator: `python -m tests.bench.planning`.

--quick       S and M with seed 1 (the default: S, M and L with seeds 1 to 5)
--seconds N   the most that M and L may take, from question to answer (60)
--only NAME   S, M, L, growth, many or peers
"""

from __future__ import annotations

import argparse
import math
import os
import resource
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from statistics import median, quantiles
from time import perf_counter, process_time
from typing import Any

from planner.adapters.solver.process import SolverProcess
from planner.domain.planning.problem import Limits, Problem, Progress, Solution
from tests.bench import peers
from tests.bench.bounds import stored
from tests.bench.instances import disrupted, evaluate, instance, problem

_GROWING = ("Mh", "M", "M2", "M4", "L2", "L")
_MUNICIPALITIES = 98


def main() -> None:
    """Measure, print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.planning")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--only", choices=("S", "M", "L", "growth", "many", "peers"))
    asked = parser.parse_args()
    seeds = [1] if asked.quick else [1, 2, 3, 4, 5]
    print(
        "| what | cost | bound | gap | broken | seconds | first plan | CPU | MB |\n|---|---:|---:|---:|---:|---:|---:|---:|---:|"
    )
    steps: dict[str, Callable[[], None]] = {
        "S": lambda: small(range(1, 6 if asked.quick else 21)),
        "M": lambda: large("M", seeds, asked.seconds),
        "L": lambda: large("L", seeds, asked.seconds),
        "many": lambda: many(8 if asked.quick else _MUNICIPALITIES),
        "growth": lambda: growth(_GROWING[:3] if asked.quick else _GROWING),
        "peers": lambda: beside(asked.seconds),
    }
    quick = ("S", "M")
    for name, step in steps.items():
        if asked.only == name or (asked.only is None and (name in quick or not asked.quick)):
            step()


def small(seeds: Sequence[int]) -> None:
    """One board, exactly and in this process, without the import."""
    from planner.adapters.solver.exact import Search

    Search(problem(instance("S", 99)), Limits()).assign()  # what is loaded late is loaded now
    times, broken, cpu = [], 0, process_time()
    for seed in seeds:
        given = instance("S", seed)
        begun = perf_counter()
        search = Search(problem(given), Limits())
        proven = search.assign()
        times.append(perf_counter() - begun)
        broken += evaluate(given, search.solution)["hard"] + (not proven)
    last = quantiles(times, n=10, method="inclusive")[-1]
    print(
        f"| S, {len(times)} seeds: proven assignment, median / p90 / worst "
        f"| | | | {broken} | {median(times):.3f} / {last:.3f} / {max(times):.3f} | "
        f"| {process_time() - cpu:.1f} in all | |",
        flush=True,
    )


def large(name: str, seeds: Sequence[int], seconds: float) -> None:
    """Many boards in the process that the product plans in."""
    gaps = []
    for seed in seeds:
        given = instance(name, seed)
        asked = problem(given)
        watched = _Watched()
        answer = SolverProcess().solve(asked, Limits(seconds=seconds), watched)
        bound = stored().get(f"{name} {seed}", {}).get("bound")
        gaps.append(_row(f"{name} {seed}", given, answer.solution, bound, watched))
        if name == "L":
            disturbed(name, seed, answer.solution)
    known = [gap for gap in gaps if gap is not None]
    if known:
        print(f"| {name}, median of {len(known)} | | | {median(known):.1%} | | | | | |", flush=True)


def disturbed(name: str, seed: int, plan: Solution) -> None:
    """That plan told to people, then a meeting cancelled, and then instead somebody ill for two weeks."""
    for kind, what in (("cancel", "one meeting cancelled"), ("ill", "a presenter ill for two weeks")):
        changed = disrupted(name, seed, plan, kind)
        asked = problem(changed)
        watched = _Watched()
        answer = SolverProcess().solve(asked, Limits())
        _row(f"{name} {seed}, {what}", changed, answer.solution, None, watched)


class _Watched:
    """When the first plan was there, and how much time has passed since the question."""

    def __init__(self) -> None:
        self._begun, self._cpu = perf_counter(), _children()
        self.first: float | None = None

    def __call__(self, _: Progress) -> None:
        self.first = self.first or perf_counter() - self._begun

    @property
    def passed(self) -> float:
        return perf_counter() - self._begun

    @property
    def cpu(self) -> float:
        return _children() - self._cpu


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _row(
    what: str, given: Any, solution: Solution | None, bound: float | None, watched: _Watched
) -> float | None:
    passed, cpu = watched.passed, watched.cpu
    counted = evaluate(given, solution or {})
    gap = counted["total"] / bound - 1 if bound and bound > 0 else None
    megabytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(
        f"| {what} | {counted['total']:,} | {bound or ''} | {'' if gap is None else f'{gap:.1%}'} "
        f"| {counted['hard']} | {passed:.1f} | {'' if watched.first is None else f'{watched.first:.2f}'} "
        f"| {cpu:.0f} | {megabytes:.0f} |",
        flush=True,
    )
    return gap


def many(count: int) -> None:
    """A batch of municipalities, six boards each, over two processes."""
    begun = perf_counter()
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        rows = list(pool.map(_municipality, range(1, count + 1)))
    passed = perf_counter() - begun
    broken, cpu = sum(row[0] for row in rows), sum(row[1] for row in rows)
    print(
        f"| {count} municipalities of 6 boards, 2 processes | {sum(row[3] for row in rows):,} | | | {broken} "
        f"| {passed:.1f} | | {cpu:.0f} | {max(row[2] for row in rows):.0f} |",
        flush=True,
    )


def _municipality(seed: int) -> tuple[int, float, float, int]:
    """Broken rules, CPU seconds, megabytes and cost of one, made better for a second."""
    from planner.adapters.solver.engine import Engine

    given = evaluate_half(seed)
    begun = process_time()
    solution = Engine().solve(problem(given), Limits(moves=40, seconds=1.0, seed=seed)).solution
    cpu = process_time() - begun
    counted = evaluate(given, solution)
    return counted["hard"], cpu, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, counted["total"]


def evaluate_half(seed: int) -> Any:
    """Six boards for half a year with about 300 items."""
    from tests.bench.instances import evaluator

    return evaluator().generate("XL", 6, 26, 300 / 156, 90, seed, load=0.70)


def growth(names: Sequence[str]) -> None:
    """The CPU time of the first search of each part against the number of items, as the slope of its logarithms."""
    from planner.adapters.solver.division import divided
    from planner.adapters.solver.search import search

    points = []
    for name in names:
        asked: Problem = problem(instance(name, 1))
        begun = process_time()
        for job in divided(asked, Limits(moves=0)):
            search(job.problem, job.limits, guided=job.way == "answer")
        points.append((math.log(len(asked.tasks)), math.log(process_time() - begun)))
        print(
            f"| {len(asked.tasks):,} items, one search | | | | | | | {math.exp(points[-1][1]):.1f} | |",
            flush=True,
        )
    x, y = (sum(row[n] for row in points) / len(points) for n in (0, 1))
    slope = sum((a - x) * (b - y) for a, b in points) / sum((a - x) ** 2 for a, _ in points)
    print(f"| growth: n^{slope:.2f} (at most 1.3) | | | | | | | | |", flush=True)


def beside(seconds: float) -> None:
    """Other planners, on what they can express, after this one in the same run; and what they cannot."""

    def ours(asked: Problem) -> tuple[Solution | None, float | None]:
        answer = SolverProcess().solve(asked, Limits(seconds=seconds))
        return answer.solution, answer.bound

    planners: dict[str, Callable[[Problem], tuple[Solution | None, float | None]]] = {"planner": ours}
    if peers.is_here("ortools"):
        planners["OR-Tools CP-SAT, plain model"] = lambda asked: peers.cp_sat(asked, seconds)
    if lacking := peers.lacking_timefold():
        print(f"Timefold is left out, missing: {', '.join(lacking)}", file=sys.stderr)
    else:
        planners["Timefold, default search"] = lambda asked: (peers.timefold(asked, min(seconds, 30)), None)
    for what, solve in planners.items():
        for name in ("S", "M"):
            given = instance(name, 1)
            watched = _Watched()
            solution, bound = solve(problem(given))
            _row(f"{what}, {name} 1", given, solution, bound and round(bound), watched)
    if peers.is_here("conference_scheduler"):
        asked = problem(instance("S", 1))
        begun = perf_counter()
        placed = peers.conference(asked)
        print(
            f"| conference-scheduler, S 1: {placed} of {len(asked.tasks)} placed | | | | | {perf_counter() - begun:.1f} | | | |"
        )
    print("\n| beside planner | what it cannot express, or not as asked |\n|---|---|")
    for name, missing in peers.CANNOT.items():
        print(f"| {name} | {missing} |")


if __name__ == "__main__":
    os.environ.setdefault("PYTHONHASHSEED", "0")
    main()
