"""Text: paragraphs a CPU second."""

import inputs
import measure
import tables
from figures.shared import WORKER, answered, need, trained_fasttext, validation_pages
from measure import Skipped

OURS, OUR_COMMAND = "unpitch, in its process", "unpitch, command less its start"
FASTTEXT, FASTTEXT_PYTHON = "fastText, command less its start", "fastText, from Python"
SKLEARN = "scikit-learn"
DOES = {
    OURS: "labels every paragraph of a page, with its neighbours in view",
    OUR_COMMAND: "the same, and reads and writes JSON",
    FASTTEXT: "labels every line by itself, and reads and writes text",
    FASTTEXT_PYTHON: "labels every line by itself",
    SKLEARN: "labels every paragraph by itself",
}


def text(ready):
    need(ready.speed)
    large = repeated(ready, "large.jsonl", inputs.MANY)
    small = repeated(ready, "small.jsonl", inputs.FEW)
    contestants = unpitch(ready, large)
    if trained_fasttext(ready):
        contestants |= fasttext(ready, large, small)
    if "sklearn" in ready.peers:
        contestants |= sklearn(ready, small)
    samples = measure.alternate(contestants, ready.rounds)
    title = f"Text, {large[1]:,} paragraphs as pages"
    tables.print_table(title, {"paragraphs/CPU s": 1}, samples, {"": OURS}, DOES)


def repeated(ready, name, wanted):
    """About so many paragraphs of the validation pages, as JSON lines; and how many exactly."""
    pages = validation_pages(ready)
    n = sum(map(len, pages))
    times = max(1, round(wanted / n))
    path = ready.made / name
    inputs.write_jsonl(pages, path, times * len(pages))
    return path, times * n


def unpitch(ready, large):
    path, n = large
    found = {OURS: lambda: n / measure.answer(ready.speed, "text", path)["seconds"]}
    if ready.unpitch:
        command = (ready.unpitch, "predict", "--input", "jsonl", "--format", "jsonl", "-q")
        found[OUR_COMMAND] = lambda: n / less_its_start(command, path, nothing(ready))
    return found


def fasttext(ready, large, small):
    model, _ = ready.models
    texts = [text for page in validation_pages(ready) for text in page]
    lines = ready.made / "large.txt"
    inputs.write_lines(texts, lines, large[1] // len(texts))
    command = (ready.fasttext, "predict", model)
    found = {FASTTEXT: lambda: large[1] / less_its_start(command, lines, nothing(ready))}
    if "fasttext" in ready.peers:
        from_python = (ready.python, WORKER, "fasttext", model, small[0])
        found[FASTTEXT_PYTHON] = lambda: small[1] / answered(*from_python)["seconds"]
    return found


def nothing(ready):
    path = ready.made / "empty"
    path.touch()
    return path


def less_its_start(command, file, empty):
    """CPU seconds of a command on a file, less those on an empty one, which are its start and the opening of its model."""
    whole, opening = (measure.run(*command, path)[1] for path in (file, empty))
    return whole - opening


def sklearn(ready, small):
    path, n = small
    model = ready.made / "sklearn.pickle"
    try:
        measure.answer(ready.python, WORKER, "fit", ready.train, model)
    except Skipped as why:
        print(f"Left out: scikit-learn. {why}")
        return {}
    command = (ready.python, WORKER, "sklearn", model, path)
    return {SKLEARN: lambda: n / answered(*command)["seconds"]}
