"""What several figures need of the programs and inputs."""

import inputs
import measure
import programs
from measure import Skipped

WORKER = programs.HERE / "python_peers.py"
DATA = programs.REPOSITORY / "data"


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
