"""Tables of what was measured: medians, and ratios to unpitch with their intervals, each of pairs of the same round."""

import math
import statistics
import sys

# How sure an interval is to hold the median that endless rounds would have.
COVERAGE = 0.95


def print_table(title, units, samples, bases, does=None):
    """A row for each program. `units` says what a sample is multiplied with for each column, `bases` what a row is compared
    with ("" for all others), `does` what a program does, if that is to be a column."""
    heads = [title, *(["what it does"] if does else []), *units, "ratio to unpitch", "95 % interval"]
    print_heads(heads, n_words=2 if does else 1)
    for name, found in samples.items():
        middle = statistics.median(found)
        figures = [show(middle * factor) for factor in units.values()]
        base = samples.get(bases.get(name, bases[""]))
        print_cells([name, *([does[name]] if does else []), *figures, *ratio(found, base)])
    sys.stdout.flush()


def print_heads(heads, n_words=1):
    """The first columns hold words, the others figures."""
    print()
    print_cells(heads)
    print_cells(["---"] * n_words + ["---:"] * (len(heads) - n_words))


def print_cells(cells):
    print(f"| {' | '.join(cells)} |")


def ratio(found, base):
    """The median of the rounds' ratios, and its interval: what slows a round down slows both programs."""
    if not base:
        return "-", "-"
    ratios = [a / b for a, b in zip(found, base, strict=True)]
    if found is base:
        return "1.00", ""
    return f"{statistics.median(ratios):.2f}", interval(ratios)


def interval(values):
    """From the k-th least to the k-th greatest, with the greatest k that is sure enough, whatever the values' distribution.

    The median lies outside if fewer than k of n values are on one side of it, and each is so with probability 1/2."""
    n, ordered = len(values), sorted(values)
    outside = [2 * sum(math.comb(n, i) for i in range(k)) / 2**n for k in range(n // 2 + 1)]
    k = max(k for k in range(len(outside)) if 1 - outside[k] >= COVERAGE)
    # Five values or fewer are not enough: the median may lie beyond all of them.
    return f"{ordered[k - 1]:.2f} - {ordered[-k]:.2f}" if k else "-"


def show(value):
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}"
