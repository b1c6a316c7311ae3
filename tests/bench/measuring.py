"""Timing of whole commands and of functions, so that a ratio means something on a busy machine.

What is compared is run in turns, and of each the best time counts: noise only ever adds.
"""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from time import perf_counter

ROUNDS = 15
_ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def commands(timed: Mapping[str, Sequence[str]], rounds: int = ROUNDS) -> dict[str, float]:
    """Milliseconds of each Python command line, cold, with its output piped."""

    def run(arguments: Sequence[str]) -> Callable[[], object]:
        command = [sys.executable, *arguments]
        return lambda: _finished(command)

    return functions({name: run(arguments) for name, arguments in timed.items()}, rounds)


def functions(
    timed: Mapping[str, Callable[[], object]],
    rounds: int = ROUNDS,
    clock: Callable[[], float] = perf_counter,
) -> dict[str, float]:
    """Milliseconds of each function, the best of `rounds` runs after one that is not counted.

    Garbage is collected between the runs, not within: what one costs depends on all that was imported.
    """
    best = dict.fromkeys(timed, float("inf"))
    for function in timed.values():
        function()
    for _ in range(rounds):
        for name, function in timed.items():
            gc.collect()
            gc.disable()
            start = clock()
            function()
            best[name] = min(best[name], (clock() - start) * 1000)
            gc.enable()
    return best


def _finished(command: Sequence[str]) -> None:
    done = subprocess.run(command, env=_ENVIRONMENT, capture_output=True, check=False)
    if done.returncode:
        message = f"{' '.join(command[1:])}: {done.stderr.decode()}"
        raise RuntimeError(message)
