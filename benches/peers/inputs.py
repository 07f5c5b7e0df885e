"""The files that the programs read, made from a corpus before any clock starts."""

import csv
import gzip
import itertools
import json
import re

TOKEN = re.compile(r"\w+|[^\w\s]")
# So many paragraphs keep fastText and unpitch busy for a second or more, and the Python peers too.
MANY, FEW = 600_000, 30_000
STREAM_PAGES = 10_000


def pages(csv_path):
    """The (label, text) rows of each page; a page's rows stand together, in order."""
    opener = gzip.open if str(csv_path).endswith(".gz") else open
    with opener(csv_path, "rt", encoding="utf-8", newline="") as file:
        for _, rows in itertools.groupby(csv.DictReader(file), key=lambda row: row["page"]):
            # A line is a paragraph for all programs, so a paragraph must be one line.
            yield [(row["label"], " ".join(row["text"].split())) for row in rows]


def tokens(text):
    return " ".join(TOKEN.findall(text.lower()))


def write_training(csv_path, path):
    with open(path, "w", encoding="utf-8") as file:
        for rows in pages(csv_path):
            file.writelines(f"__label__{label} {tokens(text)}\n" for label, text in rows)


def write_lines(texts, path, times=1):
    """The paragraphs as fastText reads them, a line each."""
    lines = "".join(tokens(text) + "\n" for text in texts)
    with open(path, "w", encoding="utf-8") as file:
        for _ in range(times):
            file.write(lines)


def write_jsonl(texts_of_pages, path, n_pages):
    """So many pages as JSON lines: those given, again and again under other names."""
    with open(path, "w", encoding="utf-8") as file:
        for number, texts in enumerate(itertools.islice(itertools.cycle(texts_of_pages), n_pages)):
            page = {"page": f"page-{number}", "text": "\n".join(texts)}
            file.write(json.dumps(page, ensure_ascii=False) + "\n")


def unpack_pages(source, listed, folder):
    """Writes the pages of a folder, ID.html or ID.html.gz, as ID.html; only those listed, if there is a list."""
    found = {path.name.split(".html")[0]: path for path in source.iterdir() if path.name.endswith((".html", ".html.gz"))}
    wanted = sorted(found) if listed is None else listed.read_text(encoding="utf-8").split()
    missing = [name for name in wanted if name not in found]
    if missing or not wanted:
        raise SystemExit(f"{source} has not all pages: {len(missing)} of {len(wanted)} are missing {' '.join(missing[:3])}")
    folder.mkdir()
    for name in wanted:
        packed = found[name].read_bytes()
        page = gzip.decompress(packed) if found[name].suffix == ".gz" else packed
        (folder / f"{name}.html").write_bytes(page)
    return folder
