"""How time and memory grow on pages that nobody writes by accident: each kind in four sizes, each twice the one before.

    cargo build --release
    python3 benches/hostile/curves.py target/release/unpitch               # all kinds, their largest sizes
    python3 benches/hostile/curves.py target/release/unpitch --part 16     # a sixteenth of them
    python3 benches/hostile/curves.py target/release/unpitch nested links  # these alone

A row has CPU seconds and peak memory (MB) of the four sizes, the exponent that fits the seconds without those of a start (1 is linear, 2
quadratic), and the largest page's peak as a share of what is allowed: 12 times the input, 300 bytes a paragraph or element, and an empty
page's peak. It fails where memory is beyond that, or the exponent beyond 1.2.
"""

import argparse
import math
import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor

from shapes import SHAPES

EXPONENT = 1.2
# Seconds below which time says little of growth.
LEAST = 0.05


def run(command, path):
    """CPU seconds, seconds, and peak memory in bytes of one run; the program has to end well."""
    begin = time.monotonic()
    child = subprocess.Popen([*command, path], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    said = child.stderr.read()
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in (0, 1, 2):
        sys.exit(f"{path}: exit code {child.returncode}: {said.decode(errors='replace')[:300]}")
    refused = child.returncode != 0
    return usage.ru_utime + usage.ru_stime, time.monotonic() - begin, usage.ru_maxrss * 1024, refused


def write(name, n, path):
    """Writes a page, and says how many paragraphs or elements it has."""
    content, units = SHAPES[name][0](n)
    with open(path, "wb") as file:
        file.write(content)
    return units


def exponent(sizes, times):
    """The slope of log time over log size; none where time is too short to tell."""
    points = [(math.log(size), math.log(time)) for size, time in zip(sizes, times) if time > LEAST]
    if len(points) < 3:
        return None
    x, y = (sum(values) / len(points) for values in zip(*points))
    return sum((a - x) * (b - y) for a, b in points) / sum((a - x) ** 2 for a, _ in points)


def measure(name, command, part, folder, empty):
    _, largest, ending = SHAPES[name]
    sizes, times, peaks = [], [], []
    for eighth in (8, 4, 2, 1):
        path = os.path.join(folder, f"{name}.{ending}")
        # In a process of its own: a child's peak memory begins with that of who starts it.
        with ProcessPoolExecutor(1) as apart:
            units = apart.submit(write, name, max(largest // part // eighth, 1), path).result()
        sizes.append(os.path.getsize(path))
        seconds, _, peak, refused = run(command, path)
        times.append(max(seconds - empty[0], 0.001))
        peaks.append(peak)
        os.remove(path)
    slope = exponent(sizes, times)
    share = peaks[-1] / (12 * sizes[-1] + 300 * units + empty[1])
    is_good = share <= 1 and (slope is None or slope <= EXPONENT)
    cells = [name, f"{sizes[-1] / 1e6:.1f}", f"{units:,}", " ".join(f"{t:.2f}" for t in times)]
    cells += [" ".join(f"{peak / 1e6:.0f}" for peak in peaks), f"{slope:.2f}" if slope else "-", f"{share:.2f}"]
    cells += ["refused" if refused else "" if is_good else "beyond"]
    print("| " + " | ".join(cells) + " |", flush=True)
    return is_good


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("shapes", nargs="*", help=", ".join(SHAPES))
    parser.add_argument("--part", type=int, default=1)
    parser.add_argument("--from", dest="first", help="leave out those before this one")
    parser.add_argument("--command", default="predict --format jsonl --threads 1")
    arguments = parser.parse_args()
    command = [arguments.program, *arguments.command.split()]
    print("| page | MB | paragraphs, elements | seconds | peak, MB | exponent | of allowed | |")
    print("|---|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "empty.html")
        with open(path, "w") as file:
            file.write("<!doctype html><p>Ferries sail at nine.")
        seconds, _, peak, _ = run(command, path)
        names = arguments.shapes or list(SHAPES)
        names = names[names.index(arguments.first) :] if arguments.first else names
        good = [measure(name, command, arguments.part, folder, (seconds, peak)) for name in names]
    sys.exit(0 if all(good) else 1)


main()
