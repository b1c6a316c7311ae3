"""Every refusal: a class with its own sentence, its data and what to do about it.

`kind` decides the exit code (and later the HTTP status): refused 1, usage 2, outside 3,
person 4. The sentence is Danish because a secretary reads it.
"""

from __future__ import annotations

from typing import ClassVar, Literal

Kind = Literal["refused", "usage", "outside", "person"]


class PlannerError(Exception):
    """The root: one sentence that says what is wrong, and `hint`: what to do about it."""

    kind: ClassVar[Kind] = "refused"

    def __init__(self, sentence: str, *, hint: str | None = None, **data: object) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.hint = hint
        self.data = data


class BadUsage(PlannerError):
    """The words typed, or the file given, cannot be understood."""

    kind = "usage"


class Refused(PlannerError):
    """Understood, but the plan does not allow it."""


class Unknown(PlannerError):
    """No such item, meeting, person or board."""


class Ambiguous(PlannerError):
    """Several things answer to the same words."""

    kind = "usage"


class StalePlan(PlannerError):
    """Somebody changed the same row meanwhile; nothing was written."""


class Unreachable(PlannerError):
    """The world outside failed: database, disk, network."""

    kind = "outside"


class NeedsPerson(PlannerError):
    """A person must decide before this can go on."""

    kind = "person"


class UnreadableDocument(BadUsage):
    """A foreign file could not be read; nothing of it was imported."""


class SolverMissing(Unreachable):
    """The library that finds the best plan is not installed."""

    def __init__(self) -> None:
        super().__init__(
            "Der mangler et bibliotek til at finde den bedste plan.",
            hint="pip install 'planner[solver]'",
        )


class SolverFailed(Unreachable):
    """Whoever looks for the best plan stopped with a fault of its own; nothing was changed."""

    def __init__(self, why: str = "") -> None:
        super().__init__(
            "Den bedste plan kunne ikke beregnes; intet er ændret." + (f" ({why})" if why else ""),
            hint="Kør kommandoen igen. Sker det igen, er det en fejl i planner.",
        )
