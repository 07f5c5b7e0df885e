"""Measures unpitch and its peers on the same input in one run, and prints tables with ratios: see README.md.

python benches/peers/run.py --corpus DIR [--work DIR] [--unpitch PATH] [--only text,html,start,memory,fit] [--keep]
"""

import argparse
import datetime
import os
import platform
import shutil
from pathlib import Path
from types import SimpleNamespace

import programs
from figures import DATA, FIGURES
from measure import Skipped


def main():
    options = arguments()
    inputs = find_inputs(options.corpus)
    made = options.work / "made"
    # What a run that was broken off left behind is of no use.
    shutil.rmtree(made, ignore_errors=True)
    made.mkdir(parents=True)
    try:
        print_figures(options.only, get_ready(options, made, inputs))
    finally:
        if not options.keep:
            shutil.rmtree(made)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpus", type=Path, help="folder with train.csv.gz, validation.csv.gz and pages/*.html.gz")
    parser.add_argument("--work", type=Path, default=programs.HERE / ".work", help="what is installed, built and made")
    parser.add_argument("--unpitch", help="the command line to measure [default: target/release/unpitch]")
    parser.add_argument("--only", type=chosen, default=list(FIGURES), help="some figures of " + ",".join(FIGURES))
    parser.add_argument("--keep", action="store_true", help="keep the models and inputs made, which are large")
    options = parser.parse_args()
    options.work = options.work.resolve()
    return options


def chosen(names):
    names = names.split(",")
    unknown = sorted(set(names) - set(FIGURES))
    if unknown:
        raise argparse.ArgumentTypeError(f"no figure is called {', '.join(unknown)}")
    return names


def find_inputs(corpus):
    if corpus is None:
        print("No --corpus: html is skipped; all else uses the repository's own small data.")
        return {"train": DATA / "train.csv", "validation": DATA / "validation.csv", "pages": None}
    found = {"train": corpus / "train.csv.gz", "validation": corpus / "validation.csv.gz", "pages": corpus / "pages"}
    for path in found.values():
        if not path.exists():
            raise SystemExit(f"The corpus has no {path.name}.")
    return found


def get_ready(options, made, inputs):
    """All programs, and where the input is."""
    print_machine()
    python, peers = programs.python_peers(options.work)
    return SimpleNamespace(
        made=made,
        unpitch=programs.unpitch(options.unpitch),
        speed=programs.cargo("unpitch_speed", "unpitch-speed", options.work),
        smoothie=programs.cargo("dom_smoothie", "peer-dom-smoothie", options.work),
        fasttext=programs.fasttext(),
        python=python,
        peers=peers,
        **inputs,
    )


def print_machine():
    cpu = platform.machine()
    if Path("/proc/cpuinfo").exists():
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        cpu = next((line.split(": ")[1] for line in lines if line.startswith("model name")), cpu)
    system = f"{platform.system()}, Python {platform.python_version()}"
    print(f"{datetime.date.today()}, {cpu}, {os.cpu_count()} CPUs, {system}", flush=True)


def print_figures(names, ready):
    for name in names:
        try:
            FIGURES[name](ready)
        except Skipped as why:
            print(f"\nThe figure {name} is skipped: {why}", flush=True)


if __name__ == "__main__":
    main()
