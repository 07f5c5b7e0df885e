"""Names the machine, and the version of all that is measured."""

import datetime
import json
import os
import platform
import shutil
import tomllib
from pathlib import Path

import measure
import programs
from figures.shared import WORKER
from measure import Skipped


def print_machine(ready):
    threads = f"{os.cpu_count()} processors"
    print(f"{datetime.date.today()}, {processor()}, {threads}, {platform.system()} {platform.release()}")
    versions = [said("rustc", "--version"), f"Python {platform.python_version()}", unpitch(ready), fasttext(ready)]
    versions += [crate("dom_smoothie"), crate("rs_trafilatura"), *packages(ready)]
    print(", ".join(filter(None, versions)), flush=True)


def processor():
    if not Path("/proc/cpuinfo").exists():
        return platform.machine()
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    return next((line.split(": ")[1] for line in lines if line.startswith("model name")), platform.machine())


def said(*command):
    """The first line that a command prints, or nothing."""
    if not shutil.which(str(command[0])):
        return ""
    try:
        return measure.output(*command).strip().partition("\n")[0]
    except Skipped:
        return ""


def unpitch(ready):
    commit = said("git", "-C", programs.REPOSITORY, "describe", "--always", "--dirty")
    version = said(ready.unpitch, "--version") if ready.unpitch else "unpitch"
    return f"{version} ({commit})" if commit else version


def fasttext(ready):
    """Its command line does not say; where it is Debian's, the package does."""
    version = said("dpkg-query", "--show", "--showformat", "${Version}", "fasttext")
    return f"fastText {version or 'of unknown version'}" if ready.fasttext else ""


def crate(folder):
    """A peer in Rust, as its lock file has it."""
    root = programs.HERE / folder
    names = tomllib.loads((root / "Cargo.toml").read_text())["dependencies"]
    locked = tomllib.loads((root / "Cargo.lock").read_text())["package"]
    found = {package["name"]: package["version"] for package in locked}
    return ", ".join(f"{name} {found[name]}" for name in names if name.replace("-", "_") == folder)


def packages(ready):
    named = [pin.split("==")[0] for peer in sorted(ready.peers) for pin in programs.PACKAGES[peer][:1]]
    found = json.loads(measure.output(ready.python, WORKER, "versions", *named)) if named else {}
    return [f"{name} {version}" for name, version in found.items()]
