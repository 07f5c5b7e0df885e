"""HTML: pages and megabytes a CPU second, from bytes to text or labels."""

from functools import partial

import measure
import tables
from figures.shared import WORKER, need
from measure import Skipped

WHOLE, PARSE, TEXT = "unpitch, parse and labels", "unpitch, parse alone", "unpitch, parse, labels and the article's text"
DOES = {
    WHOLE: "labels every paragraph, four labels",
    PARSE: "paragraphs and their marks",
    TEXT: "the same, and extracts the article",
    "resiliparse": "extracts the article",
    "dom_smoothie": "extracts the article",
    "rs-trafilatura": "extracts the main content and metadata",
    "trafilatura": "extracts the main content",
    "jusText": "labels every paragraph, good or bad",
}


def html(ready):
    if not ready.pages:
        raise Skipped("it needs --html.")
    need(ready.speed)
    answers = measure.alternate(contestants(ready), ready.rounds)
    if "unpitch" not in answers:
        raise Skipped("unpitch did not do it.")
    print_html(answers.pop("unpitch"), answers)


def contestants(ready):
    found = {"unpitch": partial(measure.answer, ready.speed, "pages", ready.pages)}
    if "resiliparse" in ready.peers:
        found["resiliparse"] = partial(measure.answer, ready.python, WORKER, "resiliparse", ready.pages)
    for name, program in (("dom_smoothie", ready.smoothie), ("rs-trafilatura", ready.rs_trafilatura)):
        if program:
            found[name] = partial(measure.answer, program, "pages", ready.pages)
    for peer, name in (("trafilatura", "trafilatura"), ("justext", "jusText")):
        if peer in ready.peers:
            found[name] = partial(measure.answer, ready.python, WORKER, peer, ready.pages)
    return found


def print_html(ours, others):
    seconds = {
        WHOLE: [a["parse_seconds"] + a["label_seconds"] for a in ours],
        PARSE: [a["parse_seconds"] for a in ours],
        TEXT: [a["seconds"] for a in ours],
    }
    seconds |= {name: [a["seconds"] for a in found] for name, found in others.items()}
    n, megabytes = ours[0]["pages"], ours[0]["bytes"] / 1e6
    samples = {name: [n / s for s in found] for name, found in seconds.items()}
    units = {"pages/CPU s": 1, "MB/CPU s": megabytes / n}
    tables.print_table(f"HTML, {n} pages of {megabytes:.0f} MB", units, samples, {"": WHOLE}, DOES)
    failed = [f"{name} {found[0]['failed']}" for name, found in others.items()]
    print(f"\nPages without an answer, whose time counts: {', '.join(failed)}.")
