"""What no plan of the shared instances can be below, computed beforehand: `python -m tests.bench.bounds`.

The bound is that of the assignment with every row of the rules: solved in fractions until no row for a day that
cannot be lined up is broken any more, and then in whole numbers, in so many nodes of the search tree. It is
written to `bounds.json` beside this file, with the seed and the nodes.

    python -m tests.bench.bounds [--seeds 1 2 3 4 5] [--nodes 1] M L
"""

from __future__ import annotations

import argparse
import json
import math
from pathlib import Path

from planner.adapters.solver.components import parts
from planner.adapters.solver.relaxation import Relaxation
from planner.domain.planning.problem import Problem
from tests.bench.instances import instance, problem

STORE = Path(__file__).with_name("bounds.json")
_ROUNDS = 100  # in fractions: after some 15 there is nothing more to add
_ORDERS = 2000  # nodes of each search for the order of a day
_ROUNDING = 1e-4
_CLOSE = 0.001  # the gap at which the model in whole numbers is solved well enough


def stored() -> dict[str, dict[str, int]]:
    """The bounds that were computed, by instance ("M 1")."""
    found: dict[str, dict[str, int]] = json.loads(STORE.read_text(encoding="utf-8")) if STORE.exists() else {}
    return found


def bound(asked: Problem, nodes: int) -> int:
    """What no plan is below, added up over the parts of the question."""
    total = 0
    for one in parts(asked):
        if one.sittings:
            relaxation = Relaxation(one, _ORDERS)
            *_, last = relaxation.rounds(_ROUNDS)
            whole = relaxation.model.solve(nodes, _CLOSE)
            total += math.ceil(max(last.bound, whole.bound) - _ROUNDING)
    return total


def main() -> None:
    """Compute and store them."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.bounds")
    parser.add_argument("names", nargs="+", help="S, M or L")
    parser.add_argument("--seeds", nargs="+", type=int, default=[1, 2, 3, 4, 5])
    parser.add_argument("--nodes", type=int, default=1)
    asked = parser.parse_args()
    for name in asked.names:
        for seed in asked.seeds:
            found = bound(problem(instance(name, seed)), asked.nodes)
            known = stored()
            known[f"{name} {seed}"] = {"bound": found, "nodes": asked.nodes}
            STORE.write_text(json.dumps(known, indent=1, sort_keys=True) + "\n", encoding="utf-8")
            print(name, seed, found, flush=True)


if __name__ == "__main__":
    main()
