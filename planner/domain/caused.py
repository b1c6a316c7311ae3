"""What a change causes: findings that were not there before it, or that it makes worse."""

from __future__ import annotations

from collections.abc import Iterable

from planner.domain.finding import Finding
from planner.domain.plan import Plan
from planner.domain.timetable import timetable


def caused(
    before: Plan, stood: Iterable[Finding], after: Plan, found: Iterable[Finding]
) -> tuple[Finding, ...]:
    """Of what is `found` after a change, what had not `stood` before it.

    The sentence counts too: 15 minutes too many that become 45 are worth saying. A meeting that had too much on it and has
    less now is said as well, but stops nobody.
    """
    known = {(finding.key, finding.sentence) for finding in stood}
    keys = {key for key, _ in known}
    return tuple(
        _said_only(finding) if finding.key in keys and _is_eased(finding, before, after) else finding
        for finding in found
        if (finding.key, finding.sentence) not in known
    )


def _said_only(finding: Finding) -> Finding:
    """The same, but stopping nobody."""
    return finding._replace(level="warn") if finding.level == "block" else finding


def _is_eased(finding: Finding, before: Plan, after: Plan) -> bool:
    """Whether a meeting that had too much on it has less now, or no more than it had."""
    if finding.rule != "over_capacity":
        return False
    for meeting in after.by_date:
        if finding.key == f"over_capacity:{meeting.board}:{meeting.date}":
            old, new = timetable(before, before.meetings[meeting.id]), timetable(after, meeting)
            return new.over <= old.over and new.used_if_all <= old.used_if_all
    return False
