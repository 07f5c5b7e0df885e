"""Runs the program as an ordinary user, and looks at what it left."""

import hashlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

# What the program may take for anything here.
SECONDS = 60
# Nobody's, in numbers: the names differ.
USER = 65534
OLD = b"what stood here before\n"

HTML = """<!doctype html><title>Ferry {0}</title><nav><a href=/>Home</a> <a href=/sport>Sport</a></nav><article><h1>Ferry {0} sails again</h1>
<p>Ferry {0} sails again from Monday, the harbour master said, as the storm has gone by and the quay is mended for now.</p>
<p>The numbers of its tickets were {1}, which the master had written into the book of the harbour before the storm came.</p>
<p>Already a subscriber? Sign in to read on, or subscribe now for one euro a week and cancel whenever you like.</p></article>
"""


def html(number):
    """A page of its own, which no packer makes small."""
    numbers = hashlib.sha512(str(number).encode()).hexdigest()
    return HTML.format(number, " ".join(numbers[at : at + 8] for at in range(0, len(numbers), 8)))


class Skipped(Exception):
    """The fault cannot be made here."""


class Unheld(Exception):
    """What should hold did not."""


class Bench:
    """A folder that belongs to the user, and the program."""

    def __init__(self, program, folder):
        self.root = folder
        # Where an ordinary user may read it, whoever built it.
        self.program = folder / "unpitch"
        shutil.copy(program, self.program)
        folder.chmod(0o755)
        self.folder = folder
        # How often the program was started.
        self.runs = 0

    def fresh(self):
        """The same with an empty folder."""
        self.folder = Path(tempfile.mkdtemp(dir=self.root))
        self.own(self.folder)
        return self

    def own(self, path):
        path.chmod(0o755)
        if os.getuid() == 0:
            os.chown(path, USER, USER)
        return path

    def write(self, name, content):
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return self.own(path)

    def old(self, *names):
        """Files that stand where outputs are to be."""
        return [self.write(name, OLD) for name in names]

    def compiled(self, name, code, *flags):
        """A program or a library of C."""
        compiler = shutil.which("cc") or shutil.which("gcc")
        if not compiler:
            raise Skipped("there is no C compiler")
        source = self.write("source.c", code)
        subprocess.run([compiler, "-w", *flags, "-o", self.folder / name, source], check=True)
        source.unlink()
        return self.own(self.folder / name)

    def pages(self, n):
        """A folder of pages."""
        folder = self.folder / "pages"
        folder.mkdir()
        self.own(folder)
        for number in range(n):
            self.write(f"pages/{number:05}.html", html(number))
        return folder

    def rows(self, n=400):
        """A CSV to train on."""
        texts = {
            "article": "Ferry {} sails again from Monday, the harbour master said as the storm went by",
            "subscription-pitch": "Subscribe now, offer {}, one euro a week and cancel whenever you like",
            "navigation": "Home Sport {} Weather",
            "related-content": "Read more: how quay {} was mended",
        }
        lines = ["page,site,text,label"]
        for number in range(n):
            for label, text in texts.items():
                # Commas would end the cell.
                lines.append(f"{number},{number % 9}.example,{text.format(number).replace(',', ' ')},{label}")
        return self.write("rows.csv", "\n".join(lines) + "\n")

    def command(self, args):
        words = [str(self.program), *map(str, args)]
        if os.getuid() != 0:
            return words
        if not shutil.which("setpriv"):
            raise Skipped("root needs setpriv to run as an ordinary user")
        return ["setpriv", f"--reuid={USER}", f"--regid={USER}", "--clear-groups", *words]

    def start(self, *args, limits="", through=(), environment=None, **options):
        """Starts the program; `limits` are a shell's (`ulimit -n 5`), `through` is a program that runs it."""
        self.runs += 1
        words = self.command(args)
        words[-len(args) - 1 : -len(args) - 1] = ["sh", "-c", f'{limits or ":"}; exec "$@"', "sh", *map(str, through)] if limits or through else []
        options = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
        environment = {**os.environ, "HOME": str(self.folder), **(environment or {})}
        return subprocess.Popen(words, cwd=self.folder, env=environment, **options)

    def run(self, *args, **options):
        return ended(self.start(*args, **options))


def ended(process):
    """Exit code and what was said, once the process ends."""
    try:
        out, said = process.communicate(timeout=SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        raise Unheld(f"still running after {SECONDS} s: {process.args}") from None
    return process.returncode, (said or b"").decode(errors="replace"), out or b""


def begun(run, folder, before):
    """Waits until the run has begun to write."""
    for _ in range(SECONDS * 100):
        if run.poll() is not None:
            raise Unheld(f"it ended before it was to be ended: {ended(run)}")
        if len(list(folder.iterdir())) > before:
            return
        time.sleep(0.01)
    raise Unheld("it never began to write")


def interrupt(process, which=signal.SIGINT):
    process.send_signal(which)
    return ended(process)


def require(holds, what):
    if not holds:
        raise Unheld(what)


def require_refused(outcome, *words, codes=(2,)):
    """The program ended by itself with such a code, and a line that has the words."""
    code, said, _ = outcome
    require(code in codes, f"exit code {code}, expected one of {codes}: {said[-500:]}")
    require("panicked" not in said, f"a panic: {said[-500:]}")
    for word in words:
        require(str(word) in said, f"expected {word} in: {said[-500:]}")


def require_old(path):
    require(path.read_bytes() == OLD, f"{path.name} has changed: {path.read_bytes()[:80]!r}")


def require_nothing_else(folder, *names):
    """No temporary file is left."""
    left = sorted(path.name for path in folder.iterdir() if path.name not in names)
    require(not left, f"left behind: {left}")
