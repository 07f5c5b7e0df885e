"""Runs programs in turns and counts what they cost."""

import json
import os
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
    """The samples of each contestant. All run once a round, so that a noisy machine hits them alike, and each round
    begins with another of them, so that none always runs after the same one."""
    samples = {name: [] for name in contestants}
    for number in range(rounds):
        names = list(samples)
        first = number % max(1, len(names))
        for name in names[first:] + names[:first]:
            try:
                samples[name].append(contestants[name]())
            except Skipped as why:
                print(f"Left out: {name}. {why}", flush=True)
                del samples[name]
    return samples
