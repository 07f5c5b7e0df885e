"""Fit: CPU seconds of fitting one matrix to the objective that scikit-learn's lbfgs ends at."""

from functools import partial

import measure
import tables
from figures.shared import WORKER, need
from measure import Skipped

FITS = 3
# Strength of the penalty, the default of `unpitch train`.
ALPHA = 0.4
TO_GOAL, TO_END, THEIRS = "unpitch, to the objective of lbfgs", "unpitch, to its own end", "scikit-learn, lbfgs, to its own end"


def fit(ready):
    need(ready.speed)
    if "sklearn" not in ready.peers:
        raise Skipped("there is no scikit-learn to compare with.")
    matrix = ready.made / "matrix.svmlight"
    contestants = {
        # The first of the first round: it writes the matrix that the other reads.
        "unpitch": partial(measure.answer, ready.speed, "fit", ready.train, matrix, ALPHA),
        "lbfgs": partial(measure.answer, ready.python, WORKER, "lbfgs", matrix, ALPHA),
    }
    answers = measure.alternate(contestants, FITS)
    if len(answers) < len(contestants):
        raise Skipped("one of the two did not do it.")
    print_fit(answers["unpitch"], answers["lbfgs"])


def print_fit(ours, theirs):
    goal = theirs[0]["objective"]
    ends = {"unpitch": ours[0]["path"][-1][1], "scikit-learn, lbfgs": goal}
    samples = {
        TO_GOAL: [seconds_to(goal, a["path"]) for a in ours],
        TO_END: [a["path"][-1][0] for a in ours],
        THEIRS: [a["seconds"] for a in theirs],
    }
    title = f"Fit, {ours[0]['paragraphs']:,} paragraphs x {ours[0]['columns']:,} columns"
    tables.print_table(title, {"CPU s": 1}, samples, {"": TO_GOAL})
    print("\nObjective at the end: " + ", ".join(f"{name} {value:,.3f}" for name, value in ends.items()) + ".")


def seconds_to(goal, path):
    """When the path was first at the goal or below, or its end if it never was."""
    return next((seconds for seconds, objective in path if objective <= goal), path[-1][0])
