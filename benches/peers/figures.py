"""What is measured: text, html, start, memory and fit. Each takes the programs and inputs that run.py got ready."""

from functools import partial

import inputs
import measure
import programs
from measure import Skipped

WORKER = programs.HERE / "python_peers.py"
DATA = programs.REPOSITORY / "data"
ROUNDS, STARTS, FITS = 5, 41, 3
# Strength of the penalty, the default of `unpitch train`.
ALPHA = 0.4


def text(ready):
    """Paragraphs a CPU second."""
    need(ready.speed)
    large = repeated(ready, "large.jsonl", inputs.MANY)
    small = repeated(ready, "small.jsonl", inputs.FEW)
    contestants = unpitch_text(ready, large)
    if trained_fasttext(ready):
        contestants |= fasttext_text(ready, large, small)
    if "sklearn" in ready.peers:
        contestants |= sklearn_text(ready, small)
    samples = measure.alternate(contestants, ROUNDS)
    measure.print_table("Text", "paragraphs/CPU s", samples, {"": "unpitch, in its process"})


def repeated(ready, name, wanted):
    """About so many paragraphs of the validation pages, as JSON lines; and how many exactly."""
    pages = validation_pages(ready)
    n = sum(map(len, pages))
    times = max(1, round(wanted / n))
    path = ready.made / name
    inputs.write_jsonl(pages, path, times * len(pages))
    return path, times * n


def unpitch_text(ready, large):
    path, n = large
    contestants = {"unpitch, in its process": lambda: n / measure.answer(ready.speed, "text", path)["seconds"]}
    if ready.unpitch:
        command = (ready.unpitch, "predict", path, "--format", "jsonl")
        contestants["unpitch, whole command"] = lambda: n / measure.run(*command)[1]
    return contestants


def fasttext_text(ready, large, small):
    model, _ = ready.models
    contestants = {"fastText, command less its start": fasttext_command(ready, model, large[1])}
    if "fasttext" in ready.peers:
        path, n = small
        command = (ready.python, WORKER, "fasttext", model, path)
        contestants["fastText, from Python"] = lambda: n / answered(*command)["seconds"]
    return contestants


def fasttext_command(ready, model, n):
    """What an empty file costs is the opening of the model, and taken off."""
    texts = [text for page in validation_pages(ready) for text in page]
    lines, nothing = ready.made / "large.txt", ready.made / "empty.txt"
    inputs.write_lines(texts, lines, n // len(texts))
    nothing.touch()

    def paragraphs_a_second():
        whole, opening = (measure.run(ready.fasttext, "predict", model, file)[1] for file in (lines, nothing))
        return n / (whole - opening)

    return paragraphs_a_second


def sklearn_text(ready, small):
    path, n = small
    model = ready.made / "sklearn.pickle"
    try:
        measure.answer(ready.python, WORKER, "fit", ready.train, model)
    except Skipped as why:
        print(f"Left out: scikit-learn. {why}")
        return {}
    command = (ready.python, WORKER, "sklearn", model, path)
    return {"scikit-learn, in its process": lambda: n / answered(*command)["seconds"]}


def html(ready):
    """Pages and megabytes a CPU second, and what the labels cost beside the parse."""
    if not ready.pages:
        raise Skipped("it needs --corpus.")
    need(ready.speed)
    folder = ready.made / "pages"
    inputs.copy_every_third(ready.pages, folder)
    answers = measure.alternate(html_contestants(ready, folder), ROUNDS)
    if "unpitch" not in answers:
        raise Skipped("unpitch did not do it.")
    print_html(answers.pop("unpitch"), answers)


def html_contestants(ready, folder):
    contestants = {"unpitch": partial(measure.answer, ready.speed, "pages", folder)}
    if ready.smoothie:
        contestants["dom_smoothie"] = partial(measure.answer, ready.smoothie, "pages", folder)
    for peer in sorted(ready.peers & {"trafilatura", "resiliparse"}):
        contestants[peer] = partial(measure.answer, ready.python, WORKER, peer, folder)
    return contestants


def print_html(ours, others):
    whole = "unpitch, parse and labels"
    seconds = {whole: [a["seconds"] for a in ours], "unpitch, parse": [a["parse_seconds"] for a in ours]}
    seconds |= {name: [a["seconds"] for a in found] for name, found in others.items()}
    n, megabytes = ours[0]["pages"], ours[0]["bytes"] / 1e6
    for unit, amount in (("pages/CPU s", n), ("MB/CPU s", megabytes)):
        samples = {name: [amount / s for s in found] for name, found in seconds.items()}
        measure.print_table(f"HTML, {n} pages of {megabytes:.0f} MB", unit, samples, {"": whole})
    shares = [100 * (1 - a["parse_seconds"] / a["seconds"]) for a in ours]
    print(f"\nThe labels' share of unpitch's time: {min(shares):.0f} to {max(shares):.0f} %.")
    failed = [f"{name} {found[0]['failed']}" for name, found in others.items()]
    print(f"Pages without an answer, whose time counts: {', '.join(failed)}.")


def start(ready):
    """Wall milliseconds of a whole process for one page."""
    need(ready.unpitch)
    sample, page = DATA / "example.txt", html_page(ready)
    print(f"\nStart: the text is {sample.stat().st_size:,} bytes, the HTML {page.stat().st_size:,}.")
    commands = start_commands(ready, sample, page)
    contestants = {name: partial(milliseconds, command) for name, command in commands.items()}
    samples = measure.alternate(contestants, STARTS)
    bases = {"": "unpitch, text", "dom_smoothie, HTML": "unpitch, HTML"}
    measure.print_table("Start, whole process", "ms", samples, bases)


def start_commands(ready, sample, page):
    commands = {"unpitch, text": (ready.unpitch, "predict", sample), "unpitch, HTML": (ready.unpitch, "predict", page)}
    if ready.smoothie:
        commands["dom_smoothie, HTML"] = (ready.smoothie, "one", page)
    if trained_fasttext(ready):
        _, quantised = ready.models
        lines = ready.made / "one.txt"
        inputs.write_lines(filter(str.strip, sample.read_text(encoding="utf-8").splitlines()), lines)
        commands["fastText, quantised, text"] = (ready.fasttext, "predict", quantised, lines)
    return commands | {"/bin/true": ("/bin/true",)}


def html_page(ready):
    if not ready.pages:
        return DATA / "html" / "harbour.html"
    folder, page = ready.made / "pages", ready.made / "page.html"
    inputs.copy_every_third(ready.pages, folder)
    inputs.write_median_page(folder, page)
    return page


def milliseconds(command):
    return measure.run(*command)[0] * 1000


def memory(ready):
    """Peak memory of a long stream of pages."""
    need(ready.unpitch)
    stream = ready.made / "stream.jsonl"
    inputs.write_jsonl(validation_pages(ready), stream, inputs.STREAM_PAGES)
    title = f"Peak memory, {inputs.STREAM_PAGES:,} pages of {stream.stat().st_size / 1e6:.0f} MB"
    contestants = {
        "unpitch predict": partial(measure.peak_megabytes, ready.unpitch, "predict", stream, "--format", "jsonl"),
        "/bin/true, the least that can be measured": partial(measure.peak_megabytes, "/bin/true"),
    }
    measure.print_table(title, "MB", measure.alternate(contestants, ROUNDS), {"": "unpitch predict"})


def fit(ready):
    """CPU seconds of fitting one matrix to the objective that scikit-learn's lbfgs ends at."""
    need(ready.speed)
    if "sklearn" not in ready.peers:
        raise Skipped("there is no scikit-learn to compare with.")
    matrix = ready.made / "matrix.svmlight"
    contestants = {
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
        "unpitch, to the objective of lbfgs": [seconds_to(goal, a["path"]) for a in ours],
        "unpitch, to its own end": [a["path"][-1][0] for a in ours],
        "scikit-learn, lbfgs, to its own end": [a["seconds"] for a in theirs],
    }
    title = f"Fit, {ours[0]['paragraphs']:,} paragraphs x {ours[0]['columns']:,} columns"
    measure.print_table(title, "CPU s", samples, {"": "unpitch, to the objective of lbfgs"})
    print("\nObjective at the end: " + ", ".join(f"{name} {value:,.3f}" for name, value in ends.items()) + ".")


def seconds_to(goal, path):
    """When the path was first at the goal or below, or its end if it never was."""
    return next((seconds for seconds, objective in path if objective <= goal), path[-1][0])


def need(program):
    if not program:
        raise Skipped("there is no unpitch to compare with.")


def validation_pages(ready):
    return [[text for _, text in rows] for rows in inputs.pages(ready.validation)]


def trained_fasttext(ready):
    """Whether there is a fastText with models, as trained and quantised; they are made when first asked for."""
    lines = ready.made / "train.txt"
    if not ready.fasttext or lines.exists():
        return ready.fasttext
    inputs.write_training(ready.train, lines)
    try:
        ready.models = programs.train_fasttext(ready.fasttext, lines, ready.made)
    except Skipped as why:
        print(f"Left out: fastText. {why}")
        ready.fasttext = None
    return ready.fasttext


def answered(*command):
    """What a Python peer says, if it had an answer for every page: of text there is always one."""
    found = measure.answer(*command)
    if found["failed"]:
        raise Skipped(f"It failed on {found['failed']} of {found['pages']} pages.")
    return found


FIGURES = {figure.__name__: figure for figure in (text, html, start, memory, fit)}
