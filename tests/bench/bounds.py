"""What no plan of the shared instances can be below, computed beforehand: `python -m tests.bench.bounds`.

The bound is that of the assignment with every row of the rules, after some rounds of rows for days that cannot
be lined up. It is written to `bounds.json` beside this file, with the seed, the rounds and the nodes.

    python -m tests.bench.bounds [--seeds 1 2 3 4 5] [--rounds 5] [--nodes 30] M L
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from planner.adapters.solver.components import parts
from planner.adapters.solver.exact import Search
from planner.domain.planning.problem import Limits, Problem
from tests.bench.instances import instance, problem

STORE = Path(__file__).with_name("bounds.json")
_CLOSE = 0.003  # the gap at which the model of one round is solved well enough


def stored() -> dict[str, dict[str, int]]:
    """The bounds that were computed, by instance ("M 1")."""
    found: dict[str, dict[str, int]] = json.loads(STORE.read_text(encoding="utf-8")) if STORE.exists() else {}
    return found


def bound(asked: Problem, rounds: int, nodes: int) -> int:
    """What no plan is below, added up over the parts of the question."""
    total = 0
    for one in parts(asked):
        search = Search(one, Limits(nodes=nodes, gap=_CLOSE), orders=400)
        search.assign(rounds)
        total += int(search.bound)
    return total


def main() -> None:
    """Compute and store them."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.bounds")
    parser.add_argument("names", nargs="+", help="S, M or L")
    parser.add_argument("--seeds", nargs="+", type=int, default=[1, 2, 3, 4, 5])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--nodes", type=int, default=30)
    asked = parser.parse_args()
    for name in asked.names:
        for seed in asked.seeds:
            found = bound(problem(instance(name, seed)), asked.rounds, asked.nodes)
            known = stored()
            known[f"{name} {seed}"] = {"bound": found, "rounds": asked.rounds, "nodes": asked.nodes}
            STORE.write_text(json.dumps(known, indent=1, sort_keys=True) + "\n", encoding="utf-8")
            print(name, seed, found, flush=True)


if __name__ == "__main__":
    main()
