"""Gets unpitch and its peers ready: builds, installs, trains. What cannot be had is None, with a sentence printed."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import measure

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parent.parent
# What each peer needs, installed by itself so that one failure costs one peer. trafilatura does not name its second.
PACKAGES = {
    "fasttext": ["fasttext-wheel==0.9.2"],
    "sklearn": ["scikit-learn==1.9.1"],
    "justext": ["jusText==3.0.2"],
    "trafilatura": ["trafilatura==2.3.1", "lxml_html_clean==0.4.6"],
    "resiliparse": ["Resiliparse==2.0.1"],
}
# What draws the curves.
PLOT = ["matplotlib==3.10.8"]
FASTTEXT_OPTIONS = "-wordNgrams 2 -dim 10 -epoch 25 -lr 0.5 -bucket 200000 -thread 1".split()


def unpitch(given):
    path = Path(given or REPOSITORY / "target/release/unpitch").resolve()
    if not path.is_file():
        return missing(f"No {path.name} at the place named or in target/release: its command line is left out.")
    return path


def fasttext():
    path = shutil.which("fasttext")
    return path or missing("No fasttext in the PATH: its command line is left out.")


def cargo(folder, binary, work):
    """Builds a small project of this folder."""
    target = work / "target"
    command = ["cargo", "build", "--release", "--quiet", "--manifest-path", HERE / folder / "Cargo.toml"]
    built = succeeds(command, env=os.environ | {"CARGO_TARGET_DIR": str(target)})
    return target / "release" / binary if built else missing(f"{folder} does not build: it is left out.")


def environment(work):
    """The Python of the virtual environment, or None."""
    home = work / "venv"
    python = home / "bin" / "python"
    made = python.exists() or succeeds([sys.executable, "-m", "venv", home])
    return python if made else missing("There is no virtual environment to be had: what is in Python is left out.")


def python_peers(work):
    """The virtual environment's Python, and which peers it has."""
    python = environment(work)
    return python, {peer for peer, packages in PACKAGES.items() if python and install(python, peer, packages)}


def install(python, peer, packages):
    """Whether pip could; fastText has a second package, which needs a compiler."""
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    done = succeeds([*pip, *packages]) or (peer == "fasttext" and succeeds([*pip, "fasttext==0.9.3"]))
    if not done:
        missing(f"pip cannot install {' '.join(packages)}: it is left out.")
    return done


def train_fasttext(program, lines, made):
    """The model as trained, and a smaller one, quantised as fastText's manual does it."""
    model = made / "fasttext"
    measure.run(program, "supervised", "-input", lines, "-output", model, *FASTTEXT_OPTIONS)
    quantise = ["quantize", "-input", lines, "-output", model, "-qnorm", "-retrain", "-cutoff", "100000"]
    measure.run(program, *quantise, *FASTTEXT_OPTIONS)
    return made / "fasttext.bin", made / "fasttext.ftz"


def succeeds(command, **options):
    try:
        return subprocess.run(command, stdout=sys.stderr, **options).returncode == 0
    except OSError:
        return False


def missing(sentence):
    print(sentence, flush=True)
