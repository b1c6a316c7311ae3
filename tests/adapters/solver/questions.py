"""Small random questions about dates, with every kind of rule in them."""

from __future__ import annotations

from random import Random

from planner.domain.planning.problem import Before, Pair, Place, Problem, Sitting, Spot, Task, span


def question(seed: int, tasks: int, sittings: int, ticks: int = 8, *, moments: bool = False) -> Problem:
    """So many tasks on so many sittings, two of them on the same day; people, told times and bonds at random.

    With `moments` some of the tasks take no time.
    """
    draw = Random(seed)  # noqa: S311 -- the same in every run
    rows = {
        number: Sitting(number, board=number, day=7 * (number // 2), soft=draw.randint(2, ticks))
        for number in range(sittings)
    }
    items = {number: _task(draw, number, sittings, ticks, moments) for number in range(tasks)}
    pairs = [Pair(*draw.sample(range(tasks), 2)) for _ in range(3)] if tasks > 1 else []
    return Problem(
        rows,
        items,
        before=tuple(Before(*sorted(pair), draw.choice((0, 7))) for pair in pairs[:1] if draw.random() < 0.5),
        together=tuple(pair for pair in pairs[1:2] if draw.random() < 0.2),
        adjacent=tuple(pair for pair in pairs[2:] if draw.random() < 0.3),
        apart=tuple(Pair(*draw.sample(range(tasks), 2)) for _ in range(1) if tasks > 1),
    )


def year():
    """A board with a meeting of an hour each week of a year, and two items for each, in the order of the weeks."""
    sittings = {week: Sitting(week, 0, 7 * week, soft=12) for week in range(52)}
    tasks = {
        number: Task(
            number,
            5,
            (number % 9,),
            unplaced=500,
            places={
                week: Place(3 * abs(week - number // 2), span(0, 11))
                for week in sittings
                if abs(week - number // 2) < 6
            },
            told=Spot(number // 2, 5 * (number % 2)),
            shift=20,
        )
        for number in range(104)
    }
    return Problem(sittings, tasks)


def _task(draw: Random, number: int, sittings: int, ticks: int, moments: bool) -> Task:
    length = draw.choice((0, 1, 2) if moments else (1, 1, 2, 2, 3))
    allowed = draw.sample(range(sittings), draw.randint(1, sittings))
    latest = span(0, max(1, ticks - length + 1))
    places = {
        m: Place(draw.randint(0, 9), (draw.getrandbits(ticks) | draw.getrandbits(ticks)) & latest or 1)
        for m in sorted(allowed)
    }
    told = Spot(draw.choice(allowed), draw.randrange(ticks)) if draw.random() < 0.3 else None
    return Task(
        number,
        length,
        tuple(sorted(draw.sample(range(3), draw.randint(0, 2)))),
        unplaced=draw.choice((3, 20, 40)),
        places=places,
        closed=draw.random() < 0.2,
        told=told,
        shift=draw.randint(1, 4) if told else 0,
    )
