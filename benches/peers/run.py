"""Measures unpitch and its peers on the same input in one run, and prints tables with ratios: see README.md.

python benches/peers/run.py --corpus DIR --html DIR [--pages LIST] [--rounds N] [--work DIR] [--unpitch PATH]
                            [--only html,text,cores,start,memory,fit] [--keep]
"""

import argparse
import shutil
from pathlib import Path
from types import SimpleNamespace

import inputs
import machine
import programs
from figures import FIGURES
from figures.shared import DATA
from measure import Skipped


def main():
    options = arguments()
    labelled = find_labelled(options.corpus)
    made = options.work / "made"
    # What a run that was broken off left behind is of no use.
    shutil.rmtree(made, ignore_errors=True)
    made.mkdir(parents=True)
    try:
        pages = options.html and inputs.unpack_pages(options.html, options.pages, made / "pages")
        ready = get_ready(options, made=made, pages=pages, **labelled)
        machine.print_machine(ready)
        print_figures(options.only, ready)
    finally:
        if not options.keep:
            shutil.rmtree(made)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpus", type=Path, help="folder with train.csv.gz and validation.csv.gz")
    parser.add_argument("--html", type=Path, help="folder with pages, ID.html or ID.html.gz")
    parser.add_argument("--pages", type=Path, help="file with the IDs of those pages that are measured [default: all]")
    parser.add_argument("--rounds", type=int, default=9, help="how often each program runs [default: 9]")
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


def find_labelled(corpus):
    if corpus is None:
        print("No --corpus: text, fit and memory use the repository's own small data.")
        return {"train": DATA / "train.csv", "validation": DATA / "validation.csv"}
    found = {"train": corpus / "train.csv.gz", "validation": corpus / "validation.csv.gz"}
    for path in found.values():
        if not path.exists():
            raise SystemExit(f"The corpus has no {path.name}.")
    return found


def get_ready(options, **given):
    """All programs, and where the input is."""
    python, peers = programs.python_peers(options.work)
    return SimpleNamespace(
        rounds=options.rounds,
        unpitch=programs.unpitch(options.unpitch),
        speed=programs.cargo("unpitch_speed", "unpitch-speed", options.work),
        smoothie=programs.cargo("dom_smoothie", "peer-dom-smoothie", options.work),
        rs_trafilatura=programs.cargo("rs_trafilatura", "peer-rs-trafilatura", options.work),
        fasttext=programs.fasttext(),
        python=python,
        peers=peers,
        **given,
    )


def print_figures(names, ready):
    for name in names:
        try:
            FIGURES[name](ready)
        except Skipped as why:
            print(f"\nThe figure {name} is skipped: {why}", flush=True)


if __name__ == "__main__":
    main()
