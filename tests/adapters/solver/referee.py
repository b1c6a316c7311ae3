"""The optimum of questions about dates as CP-SAT proves it: whole plans at once, with intervals.

Reads a list of questions as JSON on standard input, and writes the list of their optima.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from itertools import combinations

from ortools.sat.python import cp_model

DAY = 1 << 9


def optimum(asked):
    """The cost of the best plan of one question."""
    model, costs = cp_model.CpModel(), []
    day = {int(m): row[0] for m, row in asked["sittings"].items()}
    tasks = {task["id"]: task for task in asked["tasks"]}
    x, start, rows, busy = {}, {}, defaultdict(list), defaultdict(list)
    for task in asked["tasks"]:
        i = task["id"]
        for m, cost, mask in task["places"]:
            x[i, m] = model.new_bool_var("")
            options = [s for s in range(mask.bit_length()) if mask >> s & 1]
            start[i, m] = model.new_int_var_from_domain(cp_model.Domain.from_values(options), "")
            slot = model.new_optional_fixed_size_interval_var(start[i, m], task["ticks"], x[i, m], "")
            rows[m].append((i, slot))
            for person in task["people"]:
                busy[person, day[m]].append((task["ticks"], slot))
            costs.append(cost * x[i, m])
            if task["told"] and task["told"][0] == m:
                shifted = model.new_bool_var("")
                model.add(start[i, m] == task["told"][1]).only_enforce_if(x[i, m], ~shifted)
                costs.append(task["shift"] * shifted)
        model.add_at_most_one(x[i, m] for m, _, _ in task["places"])
        costs.append(task["unplaced"] * (1 - placed(x, task)))
    for intervals in busy.values():
        model.add_no_overlap([slot for ticks, slot in intervals if ticks])
    for m, own in rows.items():
        sitting(model, asked, m, own, x, start, costs)
    bonds(model, asked, tasks, x, start, day)
    model.minimize(sum(costs))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    if solver.solve(model) != cp_model.OPTIMAL:
        raise SystemExit("no optimum")
    return round(solver.objective_value)


def placed(x, task):
    """Whether a task is placed at all."""
    return sum(x[task["id"], m] for m, _, _ in task["places"])


def sitting(model, asked, m, own, x, start, costs):
    """What holds and is paid for on one sitting."""
    tasks = {task["id"]: task for task in asked["tasks"]}
    model.add_no_overlap([slot for i, slot in own if tasks[i]["ticks"]])
    over = model.new_int_var(0, 10**6, "")
    model.add(over >= sum(tasks[i]["ticks"] * x[i, m] for i, _ in own) - asked["sittings"][str(m)][1])
    costs.append(asked["crowding"] * over)
    for (i, _), (j, _) in combinations(own, 2):
        if tasks[i]["closed"] != tasks[j]["closed"]:
            first, then = (j, i) if tasks[i]["closed"] else (i, j)
            model.add(start[first, m] + tasks[first]["ticks"] <= start[then, m]).only_enforce_if(
                x[i, m], x[j, m]
            )
    for person in {person for i, _ in own for person in tasks[i]["people"]}:
        mine = [i for i, _ in own if person in tasks[i]["people"]]
        if len(mine) > 1:
            first, last, wait = (model.new_int_var(0, DAY, "") for _ in range(3))
            for i in mine:
                model.add(first <= start[i, m]).only_enforce_if(x[i, m])
                model.add(last >= start[i, m] + tasks[i]["ticks"]).only_enforce_if(x[i, m])
            model.add(wait >= last - first - sum(tasks[i]["ticks"] * x[i, m] for i in mine))
            costs.append(asked["waiting"] * wait)


def bonds(model, asked, tasks, x, start, day):
    """What binds tasks to one another."""
    for first, then, lag in asked["before"]:
        model.add(placed(x, tasks[then]) <= placed(x, tasks[first]))
        for m, _, _ in tasks[then]["places"]:
            early = [x[first, k] for k, _, _ in tasks[first]["places"] if day[m] - day[k] >= lag]
            model.add(sum(early) >= x[then, m])
    for i, j in asked["together"]:
        for m in {m for k in (i, j) for m, _, _ in tasks[k]["places"]}:
            model.add(x.get((i, m), 0) == x.get((j, m), 0))
    for i, j in asked["adjacent"]:
        for m in {m for m, _, _ in tasks[i]["places"]} & {m for m, _, _ in tasks[j]["places"]}:
            model.add(start[j, m] == start[i, m] + tasks[i]["ticks"]).only_enforce_if(x[i, m])
    for i, j in asked["apart"]:
        for m in {m for m, _, _ in tasks[i]["places"]} & {m for m, _, _ in tasks[j]["places"]}:
            model.add_bool_or(~x[i, m], ~x[j, m])


if __name__ == "__main__":
    json.dump([optimum(asked) for asked in json.load(sys.stdin)], sys.stdout)
