"""Whether a series is that of a process that could go on for ever."""

from __future__ import annotations

import itertools
import statistics

from series import Row

# Of the rows: threads start, tables are filled, the largest pages come for the first time.
WARM_UP = 0.25
# Shorter runs are all warm-up: lost pages and panics are found in them, and memory and speed are only told.
LEAST_SECONDS = 600.0
# What memory may grow by from the first row after the warm-up to the last, by the trend: of its median, or so many megabytes. A thousand pages
# over and over went up and down by as much: it depends on which pages are under way.
MOST_GROWTH, MOST_GROWTH_MB = 0.15, 15.0
# How much more CPU time a page may take in the last third than in the first. Wall time would speak of other programs.
MOST_SLOWDOWN = 0.15
# Seconds without any answer.
LONGEST_SILENCE = 60.0


def slope(points: list[tuple[float, float]]) -> float:
    """Theil and Sen's: the median of the slopes between all pairs, which single peaks do not move."""
    pairs = itertools.combinations(points, 2)
    return statistics.median((b[1] - a[1]) / (b[0] - a[0]) for a, b in pairs)


def growth_mb(rows: list[Row]) -> float:
    return slope([(row.seconds, row.resident_mb) for row in rows]) * (rows[-1].seconds - rows[0].seconds)


def slowdown(rows: list[Row]) -> float:
    third = len(rows) // 3
    first, last = (statistics.median(row.cpu_ms_per_page for row in part) for part in (rows[:third], rows[-third:]))
    return last / first - 1


def silence(rows: list[Row]) -> float:
    """The longest time, in seconds, in which whole rows saw no answer."""
    longest = quiet = start = 0.0
    for row in rows:
        quiet = quiet + row.seconds - start if row.pages_per_second == 0 else 0.0
        longest, start = max(longest, quiet), row.seconds
    return longest


def settled(rows: list[Row]) -> list[Row]:
    return rows[int(len(rows) * WARM_UP) :]


def trends(rows: list[Row]) -> list[str]:
    """What is wrong with how memory and speed go."""
    found = []
    growth, most = growth_mb(rows), max(MOST_GROWTH_MB, MOST_GROWTH * statistics.median(row.resident_mb for row in rows))
    if growth > most:
        found.append(f"memory grew by {growth:.1f} MB after the warm-up, expected at most {most:.1f}")
    if (slower := slowdown(rows)) > MOST_SLOWDOWN:
        found.append(f"a page took {slower:.0%} more CPU time at the end, expected at most {MOST_SLOWDOWN:.0%}")
    return found


def faults(rows: list[Row]) -> list[str]:
    if not rows:
        return ["it ended before it had labelled anything"]
    found = trends(settled(rows)) if rows[-1].seconds >= LEAST_SECONDS else []
    if (quiet := silence(rows)) > LONGEST_SILENCE:
        found.append(f"no answer for {quiet:.0f} s, expected one within {LONGEST_SILENCE:.0f} s")
    return found


def verdict(rows: list[Row]) -> str:
    growth, slower = growth_mb(settled(rows)), slowdown(settled(rows))
    judged = "" if rows[-1].seconds >= LEAST_SECONDS else f" (not judged: less than {LEAST_SECONDS / 60:.0f} minutes)"
    return f"after the warm-up memory grew by {growth:+.1f} MB, CPU time of a page by {slower:+.1%}{judged}"
