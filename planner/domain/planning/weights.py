"""What a plan costs: points for each thing that a secretariat would rather avoid. Less is better."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.finding import Level


@dataclass(frozen=True)
class Weights:
    """Points for one of each; the settings may change them.

    `leave_out` an item without a date, and `waiting_week` more for each week that it has awaited one;
    `deadline` more where it must be treated within the weeks looked at. `delay_week` each week until
    the meeting that it is put on. `move` an item that stands somewhere; where people were told, `told`
    more and `person` for each who was told of that very item, `near` times as much within `near_days`
    days and half that within three times as many. `over`, `crowding` and `waiting` are for five minutes:
    beyond the end of a meeting, beyond `full_percent` of its time, and that a presenter sits waiting.
    `warning` and `hint` are for what a rule of that level has against a place.
    """

    leave_out: int = 200
    waiting_week: int = 10
    deadline: int = 800
    delay_week: int = 5
    move: int = 20
    told: int = 10
    person: int = 40
    near: int = 8
    near_days: int = 14
    over: int = 40
    crowding: int = 4
    full_percent: int = 85
    waiting: int = 1
    warning: int = 150
    hint: int = 5

    def of(self, level: Level) -> int:
        """What it costs that a rule of that level is not met."""
        return {"hint": self.hint, "warn": self.warning, "block": self.leave_out + self.deadline}[level]

    def nearness(self, days: int) -> int:
        """How many times as much it costs to move what people were told, so many days before."""
        if days <= self.near_days:
            return self.near
        return max(1, self.near // 2) if days <= 3 * self.near_days else 1
