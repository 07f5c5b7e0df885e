"""Processes and what they took: run in turns, told as medians with the least and the most."""

from __future__ import annotations

import os
import platform
import resource
import statistics
import subprocess
import time
from collections.abc import Callable
from importlib.metadata import version

RUNS = 5


class Run:
    """What a process took, in seconds, those included that it waited for, and what it wrote."""

    def __init__(self, arguments: list[str], quiet: bool = True) -> None:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        start = time.monotonic()
        out = subprocess.DEVNULL if quiet else subprocess.PIPE
        done = subprocess.run(arguments, stdout=out, stderr=subprocess.DEVNULL, check=True)
        self.wall = time.monotonic() - start
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        self.cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        self.said = (done.stdout or b"").decode()


def interleaved(measures: dict[str, Callable[[], float]], runs: int = RUNS) -> dict[str, list[float]]:
    """The figures of all runs, in turns, so that a busy machine slows all alike; the first turn warms up."""
    figures: dict[str, list[float]] = {name: [] for name in measures}
    for turn in range(runs + 1):
        for name, measure in measures.items():
            figure = measure()
            if turn > 0:
                figures[name].append(figure)
    return figures


def row(name: str, unit: str, values: list[float]) -> str:
    """The median, and the least and the most."""
    return f"  {name:36} {statistics.median(values):8.3f} {unit}  ({min(values):.3f}-{max(values):.3f})"


def tell(what: str, unit: str, figures: dict[str, list[float]]) -> None:
    """Prints the figures, each median also as a ratio to the first."""
    print(what)
    base = statistics.median(next(iter(figures.values())))
    for name, values in figures.items():
        print(f"{row(name, unit, values)}  {statistics.median(values) / base:.3f} of the first")


def minus(values: list[float], others: list[float]) -> list[float]:
    """What is left of each run if the other of its turn is taken off."""
    return [value - other for value, other in zip(values, others)]


def machine(*packages: str) -> str:
    """What figures depend on: processors, Python and the versions of packages."""
    facts = [f"{os.cpu_count()} processors ({platform.machine()})", f"Python {platform.python_version()}"]
    return ", ".join(facts + [f"{package} {version(package)}" for package in packages])
