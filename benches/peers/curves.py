"""How the time and memory of `unpitch predict` grow with the size of a page and with the number of pages: prints two tables,
and draws them with `--svg FILE`.

python benches/peers/curves.py [--unpitch PATH] [--most-bytes 100_000_000] [--most-pages 1_000_000] [--rounds 3] [--svg FILE]

Everything is made of the pages in `data/`, again and again: a larger page is a page repeated, more pages are JSON lines
repeated, which a pipe brings. One thread; time is CPU time, of whole processes. Linux; files go to a temporary folder.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import measure
import programs
import tables

DATA = programs.REPOSITORY / "data"
TEXT, HTML = DATA / "example.txt", DATA / "html" / "harbour.html"
# Small pages: a million of them are to pass in minutes.
STREAMED = [*sorted((DATA / "html").glob("*.html")), *sorted((DATA / "tides").glob("*.html"))]
CHUNK = 1000


def main():
    options = arguments()
    found = {"page": page_curve(options), "pages": stream_curve(options)}
    if options.svg:
        draw(options, found)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--unpitch", type=Path, default=programs.REPOSITORY / "target/release/unpitch")
    parser.add_argument("--most-bytes", type=int, default=10**8, help="of the largest page [default: 100 million]")
    parser.add_argument("--most-pages", type=int, default=10**6, help="of the longest stream [default: 1 million]")
    parser.add_argument("--rounds", type=int, default=3, help="how often each is run [default: 3]")
    parser.add_argument("--svg", type=Path, help="where to draw the curves; needs the network the first time")
    parser.add_argument("--work", type=Path, default=programs.HERE / ".work", help="where matplotlib is installed")
    return parser.parse_args()


def powers(first, most):
    return [10**n for n in range(first, 12) if 10**n <= most]


def page_curve(options):
    """One page of each size."""
    rows = []
    print_heads("One page of")
    for kind, source in (("text", TEXT), ("HTML", HTML)):
        for size in powers(3, options.most_bytes):
            with tempfile.NamedTemporaryFile(suffix=source.suffix) as file:
                file.write(repeated(source.read_bytes(), size))
                file.flush()
                used = [usage(options, file.name) for _ in range(options.rounds)]
            rows.append(print_row(kind, size, size, used))
    return rows


def stream_curve(options):
    """JSON lines through a pipe, as many as there are pages."""
    rows = []
    print_heads("Pages of")
    texts = [{"text": TEXT.read_text(encoding="utf-8")}]
    pages = [{"html": path.read_text(encoding="utf-8")} for path in STREAMED]
    for kind, sources in (("text", texts), ("HTML", pages)):
        lines = [json.dumps(source, ensure_ascii=False) + "\n" for source in sources]
        chunk = "".join(lines[number % len(lines)] for number in range(CHUNK)).encode()
        for n in powers(3, options.most_pages):
            used = [streamed(options, chunk, n // CHUNK) for _ in range(options.rounds)]
            rows.append(print_row(kind, n, len(chunk) * n // CHUNK, used))
    return rows


def repeated(page, size):
    """The page again and again, and the rest of it that fits."""
    times, rest = divmod(size, len(page))
    return page * times + page[:rest]


def command(options, source):
    return (options.unpitch, "predict", source, "--format", "jsonl", "--threads", 1, "-q")


def usage(options, source):
    return measure.usage(*command(options, source))


def streamed(options, chunk, times):
    """What a process takes for the same pages again and again."""
    words = [sys.executable, "-I", "-S", "-c", measure.LAUNCHER, *map(str, command(options, "-"))]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as launcher:
        for _ in range(times):
            launcher.stdin.write(chunk)
        launcher.stdin.close()
        return json.loads(launcher.stdout.read())


def print_heads(what):
    tables.print_heads([what, "size", "CPU seconds", "CPU s per MB", "peak memory, MB"])


def print_row(kind, size, n_bytes, used):
    cpu, peak = (statistics.median(u[name] for u in used) for name in ("cpu", "peak_megabytes"))
    tables.print_cells([kind, f"{size:,}", f"{cpu:.3f}", f"{cpu / n_bytes * 1e6:.3f}", f"{peak:,.0f}"])
    sys.stdout.flush()
    return {"kind": kind, "size": size, "cpu": cpu, "peak_megabytes": peak}


def draw(options, found):
    python = programs.environment(options.work.resolve())
    if python and programs.install(python, "matplotlib", programs.PLOT):
        subprocess.run([python, programs.HERE / "plot.py", options.svg], input=json.dumps(found), text=True, check=True)


if __name__ == "__main__":
    main()
