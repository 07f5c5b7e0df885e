"""How a process fares: a row for each stretch of the run, of samples taken each second."""

from __future__ import annotations

import csv
import os
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, fields
from pathlib import Path

# A tick that takes longer was no tick: the machine slept, or the process was stopped. It counts for no more than this.
LONGEST_TICK = 5.0


@dataclass(frozen=True)
class Row:
    seconds: float  # since the start, at the end of the stretch
    pages: int  # answered since the start
    pages_per_second: float
    cpu_ms_per_page: float  # user and system time of all threads
    resident_mb: float  # median of the stretch
    resident_most_mb: float


def resident_mb(pid: int) -> float:
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def cpu_seconds(pid: int) -> float:
    # The name, which is in parentheses, may hold spaces.
    after_name = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(after_name[11]) + int(after_name[12])) / os.sysconf("SC_CLK_TCK")


def ticks(seconds: float) -> Iterator[float]:
    """Seconds awake, about each second, until so many are over."""
    awake, last = 0.0, time.monotonic()
    while awake < seconds:
        time.sleep(min(1.0, seconds / 60))
        now = time.monotonic()
        awake += min(now - last, LONGEST_TICK)
        last = now
        yield awake


def watch(pid: int, answered: Callable[[], int], seconds: float, stretch: float) -> Iterator[Row]:
    """A row each `stretch` seconds. Ends early with the process."""
    start, pages, cpu, resident = 0.0, 0, 0.0, list[float]()
    for awake in ticks(seconds):
        try:
            resident.append(resident_mb(pid))
            cpu_now = cpu_seconds(pid)
        except (OSError, IndexError):
            return
        if resident[-1] == 0:
            # It has ended, and waits to be asked how.
            return
        if awake - start < stretch and awake < seconds:
            continue
        now = answered()
        n, length = now - pages, awake - start
        per_page = 1e3 * (cpu_now - cpu) / n if n else float("inf")
        yield Row(
            round(awake, 1), now, round(n / length, 1), round(per_page, 2), round(statistics.median(resident), 1), round(max(resident), 1)
        )
        start, pages, cpu, resident = awake, now, cpu_now, []


def write(rows: list[Row], path: Path) -> None:
    with path.open("w", newline="") as file:
        table = csv.DictWriter(file, [field.name for field in fields(Row)])
        table.writeheader()
        table.writerows(map(asdict, rows))
