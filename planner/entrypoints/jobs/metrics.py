"""The page /metrics for Prometheus: last run, lateness and queue lengths. Labels are ids, never a text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from planner.domain.errors import BadUsage
from planner.entrypoints.jobs.pulse import Pulse
from planner.wiring import App

if TYPE_CHECKING:
    from planner.entrypoints.jobs.health import Metrics


def metrics_page(app: App, pulse: Pulse) -> Metrics:
    """What makes the page; BadUsage where the library for it is not installed."""
    try:
        from prometheus_client import (  # noqa: PLC0415 -- slow import, and an extra
            CONTENT_TYPE_LATEST,
            CollectorRegistry,
            generate_latest,
        )
    except ImportError as missing:
        raise BadUsage(
            "/metrics er slået til, men biblioteket til det mangler.",
            hint="Installér det med pip install 'planner[metrics]', eller skriv metrics = \"off\" under [run].",
        ) from missing
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Collector(app, pulse))
    return lambda: (generate_latest(registry), CONTENT_TYPE_LATEST)


class _Collector:
    """Asked anew for every page."""

    def __init__(self, app: App, pulse: Pulse) -> None:
        self._app, self._pulse = app, pulse

    def collect(self) -> Iterable[Any]:
        """Each family of figures."""
        from prometheus_client.core import GaugeMetricFamily  # noqa: PLC0415 -- an extra

        last = self._pulse.last
        rows = {
            "planner_job_last_run_seconds": (
                "When the last run of a job was due",
                {k: c.due.timestamp() for k, c in last.items()},
            ),
            "planner_job_late_seconds": (
                "How late the last run of a job began",
                {k: c.late for k, c in last.items()},
            ),
            "planner_job_failing": (
                "Whether the last run of a job raised",
                {job: float(job in self._pulse.failing) for job in self._pulse.jobs},
            ),
        }
        for name, (words, values) in rows.items():
            family = GaugeMetricFamily(name, words, labels=["job"])
            for job, value in values.items():
                family.add_metric([job], value)
            yield family
        with self._app.job_book() as (_, book):
            messages, letters = book.queues(), book.letters()
        yield _by_state("planner_queue", "Messages about events that are not settled, by state", messages)
        yield _by_state("planner_letters", "Letters that are not settled, by state", letters.states)
        oldest = letters.oldest.timestamp() if letters.oldest is not None else 0.0
        yield GaugeMetricFamily(
            "planner_letters_oldest_due_seconds", "When the oldest letter that waits was due, 0: none", oldest
        )


def _by_state(name: str, words: str, counts: Mapping[str, int]) -> Any:
    from prometheus_client.core import GaugeMetricFamily  # noqa: PLC0415 -- an extra

    family = GaugeMetricFamily(name, words, labels=["state"])
    for state, count in counts.items():
        family.add_metric([state], count)
    return family
