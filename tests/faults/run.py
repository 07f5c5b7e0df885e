"""Real faults, against the real program: whatever happens to disk, files, pipes and processes, nothing half-written stands under
the final name, what stood there stays, and exit code and message tell.

    python3 tests/faults/run.py [target/release/unpitch] [--only WORD]

Needs Linux and Python. As root the program runs as an ordinary user (`setpriv`), since root ignores modes and limits, and a small file
system is mounted to be filled; two faults need a C compiler. What is missing is said, and its faults are skipped. `bench.py` runs the program; each of
the other files has the faults of a kind. Exit code 1 if one was not held.
"""

import argparse
import sys
import tempfile
from pathlib import Path

import endings
import folders
import inputs
import resources
import rivals
import space
from bench import Bench, Skipped, Unheld

REPOSITORY = Path(__file__).parents[2]
KINDS = (space, folders, inputs, endings, rivals, resources)


def main():
    options = arguments()
    program = options.program.resolve()
    if not program.exists():
        sys.exit(f"{program}: there is no program; build it with cargo build --release")
    counts = {"held": 0, "not held": 0, "skipped": 0}
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(program, Path(folder))
        for name, fault in faults(options.only):
            counts[tried(name, fault, bench)] += 1
    print(", ".join(f"{n} {what}" for what, n in counts.items()), f"in {bench.runs} runs of the program")
    sys.exit(1 if counts["not held"] or not counts["held"] else 0)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", type=Path, nargs="?", default=REPOSITORY / "target/release/unpitch")
    parser.add_argument("--only", help="faults whose name has this word")
    return parser.parse_args()


def faults(only):
    """Each fault of each kind, and its name."""
    for kind in KINDS:
        for fault in kind.FAULTS:
            name = f"{kind.__name__}: {fault.__doc__.splitlines()[0]}"
            if not only or only in name:
                yield name, fault


def tried(name, fault, bench):
    try:
        fault(bench.fresh())
    except Skipped as why:
        print(f"skipped   {name} ({why})", flush=True)
        return "skipped"
    except Unheld as what:
        print(f"NOT HELD  {name}\n          {what}", flush=True)
        return "not held"
    print(f"held      {name}", flush=True)
    return "held"


if __name__ == "__main__":
    main()
