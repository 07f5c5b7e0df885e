"""Inputs that change while they are read, or end in the middle."""

import gzip
import os
import threading

from bench import begun, ended, html, require, require_old, require_refused

PAGES = 2000
# An even number.
LINES = 20_000


def line(number):
    return '{"id": %d, "text": "Ferry %d sails again from Monday, the harbour master said."}\n' % (number, number)


def whole(path):
    """The lines of an output that are records."""
    return path.read_bytes().count(b"\n")


def shrinks(bench):
    """a file that is cut off while it is read"""
    # More than is read ahead.
    text = "".join(line(number) for number in range(LINES))
    source, output = bench.write("pages.jsonl", text), bench.folder / "out.jsonl"
    run = bench.start("predict", source, "-o", output, "--format", "jsonl")
    begun(run, bench.folder, 1)
    os.truncate(source, len(text) // 2 + 7)
    code, said, _ = ended(run)
    # Half a line is no record: it is named, and what came before it is there. Who was faster than the cut saw nothing of it.
    if code == 0:
        require(whole(output) in (LINES // 2, LINES), f"{whole(output)} records and nothing said")
    else:
        require_refused((code, said, b""), "pages.jsonl")


def grows(bench):
    """a file that grows while it is read"""
    source, output = bench.write("pages.jsonl", "".join(map(line, range(PAGES)))), bench.folder / "out.jsonl"

    def grow():
        with open(source, "a") as more:
            for number in range(PAGES, 2 * PAGES):
                more.write(line(number))
                more.flush()

    writer = threading.Thread(target=grow)
    writer.start()
    code, said, _ = bench.run("predict", source, "-o", output, "--format", "jsonl")
    writer.join()
    # What is there when its turn comes is read; a line that is half there is named.
    require(code in (0, 2) and "panicked" not in said, f"exit code {code}: {said[-300:]}")
    require(PAGES <= whole(output) <= 2 * PAGES, f"{whole(output)} records of at least {PAGES}")


def ends_early(bench):
    """packed files that end in the middle"""
    text = "".join(line(number) for number in range(PAGES)).encode()
    packed = gzip.compress(text)
    warc = gzip.compress(b"".join(warc_record(number) for number in range(50)))
    for name, content in (("a.jsonl.gz", packed), ("a.warc.gz", warc), ("a.csv.gz", gzip.compress(b"text\n" + text))):
        source, (output,) = bench.write(name, content[: len(content) // 2]), bench.old(f"{name}.out")
        require_refused(bench.run("predict", source, "-o", output, "--format", "jsonl"), name)


def warc_record(number):
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + html(number).encode()
    head = [
        "WARC/1.0",
        "WARC-Type: response",
        f"WARC-Target-URI: https://harbour.example/{number}",
        "Content-Type: application/http; msgtype=response",
        f"Content-Length: {len(body)}",
    ]
    return "\r\n".join(head).encode() + b"\r\n\r\n" + body + b"\r\n\r\n"


def model_ends_early(bench):
    """a model that ends in the middle, and one that is gone when its turn comes"""
    rows, model = bench.rows(60), bench.folder / "model.unpitch"
    require(bench.run("train", rows, "-o", model)[0] == 0, "the training failed")
    pages, (output,) = bench.pages(3), bench.old("out.jsonl")
    command = ("predict", pages, "-m", model, "-o", output, "--format", "jsonl")
    content = model.read_bytes()
    for length in (0, 7, len(content) // 2, len(content) - 1):
        bench.write("model.unpitch", content[:length])
        require_refused(bench.run(*command), "model.unpitch")
        require_old(output)
    model.unlink()
    require_refused(bench.run(*command), "model.unpitch")
    require_old(output)


FAULTS = (shrinks, grows, ends_early, model_ends_early)
