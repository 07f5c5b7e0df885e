"""Runs programs in turns, counts what they cost, and prints tables of it."""

import json
import os
import statistics
import subprocess
import sys
import time


class Skipped(Exception):
    """Why something is not measured, in a plain sentence."""


# A child starts with the peak of whoever started it: this small process is the floor, not the big one.
LAUNCHER = """
import json, os, resource, sys, time
start = time.perf_counter()
pid = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ,
    file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)])
status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
used = resource.getrusage(resource.RUSAGE_CHILDREN)
seconds = {"wall": time.perf_counter() - start, "cpu": used.ru_utime + used.ru_stime}
print(json.dumps(seconds | {"peak_megabytes": used.ru_maxrss * 1024 / 1e6}))
sys.exit(status)
"""


def run(*command):
    """Wall and CPU seconds (user and system) of a whole process, whose output goes nowhere."""
    command = [str(word) for word in command]
    start = time.perf_counter()
    child = started(command)
    _, status, used = os.wait4(child.pid, 0)
    wall = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        raise Skipped(f"{command[0]} ended with {child.returncode}.")
    return wall, used.ru_utime + used.ru_stime


def started(command):
    nowhere = subprocess.DEVNULL
    try:
        return subprocess.Popen(command, stdin=nowhere, stdout=nowhere, stderr=nowhere)
    except OSError as why:
        raise Skipped(f"{command[0]} does not start: {why.strerror}.") from why


def output(*command):
    """What a command prints, if all goes well."""
    command = [str(word) for word in command]
    # Peers are compared on one thread.
    one_thread = os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run(command, capture_output=True, text=True, env=one_thread)
    if done.returncode != 0:
        lines = done.stderr.strip().splitlines() or ["it says nothing"]
        raise Skipped(f"{' '.join(command[:3])} ended with {done.returncode}: {lines[-1]}")
    return done.stdout


def answer(*command):
    return json.loads(output(*command))


def usage(*command):
    """Wall and CPU seconds and peak megabytes of a whole process."""
    return answer(sys.executable, "-I", "-S", "-c", LAUNCHER, *command)


def peak_megabytes(*command):
    return usage(*command)["peak_megabytes"]


def alternate(contestants, rounds):
    """The samples of each contestant; all run once a round, so that a noisy machine hits them alike."""
    samples = {name: [] for name in contestants}
    for _ in range(rounds):
        for name in list(samples):
            try:
                samples[name].append(contestants[name]())
            except Skipped as why:
                print(f"Left out: {name}. {why}", flush=True)
                del samples[name]
    return samples


def print_table(title, unit, samples, bases):
    """Median, spread and ratio; `bases` names what a row is compared with, "" for all others."""
    print(f"\n| {title} | {unit}, median | from - to | ratio to unpitch |\n| --- | ---: | ---: | ---: |")
    for name, found in samples.items():
        low, middle, high = (show(f(found)) for f in (min, statistics.median, max))
        print(f"| {name} | {middle} | {low} - {high} | {ratio(found, samples.get(bases.get(name, bases['']))) } |")
    sys.stdout.flush()


def ratio(found, base):
    return f"{statistics.median(found) / statistics.median(base):.2f}" if base else "-"


def show(value):
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}"
