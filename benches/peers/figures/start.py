"""Start: wall milliseconds of a whole process for one page."""

from functools import partial

import inputs
import measure
import tables
from figures.shared import DATA, need, trained_fasttext

STARTS = 41


def start(ready):
    need(ready.unpitch)
    sample, page = DATA / "example.txt", html_page(ready)
    print(f"\nStart: the text is {sample.stat().st_size:,} bytes, the HTML {page.stat().st_size:,}.")
    contestants = {name: partial(milliseconds, command) for name, command in commands(ready, sample, page).items()}
    samples = measure.alternate(contestants, max(STARTS, ready.rounds))
    bases = {"": "unpitch, text", "dom_smoothie, HTML": "unpitch, HTML"}
    tables.print_table("Start, whole process", {"ms": 1}, samples, bases)


def commands(ready, sample, page):
    found = {"unpitch, text": (ready.unpitch, "predict", sample), "unpitch, HTML": (ready.unpitch, "predict", page)}
    if ready.smoothie:
        found["dom_smoothie, HTML"] = (ready.smoothie, "one", page)
    if trained_fasttext(ready):
        _, quantised = ready.models
        lines = ready.made / "one.txt"
        inputs.write_lines(filter(str.strip, sample.read_text(encoding="utf-8").splitlines()), lines)
        found["fastText, quantised, text"] = (ready.fasttext, "predict", quantised, lines)
    return found | {"/bin/true": ("/bin/true",)}


def html_page(ready):
    """That of median size."""
    if not ready.pages:
        return DATA / "html" / "harbour.html"
    found = sorted(ready.pages.iterdir(), key=lambda path: (path.stat().st_size, path.name))
    return found[len(found) // 2]


def milliseconds(command):
    return measure.run(*command)[0] * 1000
