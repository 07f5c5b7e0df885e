"""Draws the curves of curves.py, which come as JSON on standard input: python plot.py FILE.svg. Needs matplotlib."""

import json
import sys

import matplotlib

matplotlib.use("svg")
# The same figures, the same bytes; and letters, not their outlines.
matplotlib.rcParams |= {"svg.hashsalt": "unpitch", "svg.fonttype": "none", "font.size": 9}

from matplotlib import pyplot

SIZES = {"page": "bytes of one page", "pages": "pages in a stream"}
COSTS = {"cpu": "CPU seconds, one thread", "peak_megabytes": "peak memory, MB"}


def main(path):
    found = json.load(sys.stdin)
    figure, panels = pyplot.subplots(2, 2, figsize=(8, 6), sharex="col", sharey="row", layout="constrained")
    for column, (curve, size) in enumerate(SIZES.items()):
        for row, (cost, unit) in enumerate(COSTS.items()):
            draw(panels[row][column], found[curve], cost, size if row else "", "" if column else unit)
    figure.savefig(path, metadata={"Date": None, "Creator": None})


def draw(panel, points, cost, size, unit):
    for kind in ("text", "HTML"):
        own = [point for point in points if point["kind"] == kind]
        panel.loglog([point["size"] for point in own], [point[cost] for point in own], marker="o", label=kind)
    panel.set(xlabel=size, ylabel=unit)
    panel.minorticks_off()
    panel.grid(alpha=0.3)
    panel.legend()


if __name__ == "__main__":
    main(sys.argv[1])
