"""Title, authors and date of judged pages by trafilatura and htmldate, by the rules of `corpus metadata`.

    pip install trafilatura htmldate lxml_html_clean
    python benches/peers/metadata.py --judgements data/corpus/metadata.csv --pages DIR --texts labelled.csv.gz ...

DIR holds the pages as ID.html.gz; the labelled CSVs (`corpus rebuild` makes them) hold the texts that the judgements name by
position. Prints how many of the pages each program has right, field by field.
"""

import argparse
import csv
import gzip
import json
import pathlib

import htmldate
import trafilatura

csv.field_size_limit(1 << 30)
PLAIN = str.maketrans({**dict.fromkeys("“”„«»‟", '"'), **dict.fromkeys("‘’‚`´", "'"), **dict.fromkeys("–—‑−‒", "-")})
FEWEST_SHARED = 0.8


def folded(text):
    return " ".join((text or "").translate(PLAIN).lower().split())


def alike(a, b):
    short, long = sorted((a, b), key=len)
    return a == b or (short and short in long and len(short) >= FEWEST_SHARED * len(long))


def title_is_right(found, expected):
    return any(alike(text, found) for text in expected) if found else not expected


def by_trafilatura(html):
    """Its metadata; a page that it refuses has none."""
    found = trafilatura.bare_extraction(html, with_metadata=True) or trafilatura.extract_metadata(html)
    fields = found.as_dict() if found else {}
    authors = {folded(name) for name in (fields.get("author") or "").split(";")} - {""}
    return folded(fields.get("title")), authors, fields.get("date") or ""


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--judgements", type=pathlib.Path, required=True)
    arguments.add_argument("--pages", type=pathlib.Path, required=True)
    arguments.add_argument("--texts", type=pathlib.Path, nargs="+", required=True)
    given = arguments.parse_args()
    judged = list(csv.DictReader(given.judgements.open(newline="")))
    wanted = {(row["page"], int(at)) for row in judged for at in row["title"].split()}
    texts = {}
    for path in given.texts:
        for row in csv.DictReader(gzip.open(path, "rt", newline="")):
            key = row["page"], int(row["position"])
            if key in wanted:
                texts[key] = folded(row["text"])
    right = {"trafilatura title": 0, "trafilatura authors": 0, "trafilatura date": 0, "htmldate date": 0}
    for row in judged:
        html = gzip.open(given.pages / f"{row['page']}.html.gz").read()
        title, authors, date = by_trafilatura(html)
        expected = [texts[row["page"], int(at)] for at in row["title"].split()]
        names = {folded(name) for name in row["authors"].split(";")} - {""}
        right["trafilatura title"] += bool(title_is_right(title, expected))
        right["trafilatura authors"] += authors == names
        oldest = htmldate.find_date(html.decode("utf-8", "replace"), original_date=True) or ""
        for name, day in (("trafilatura date", date), ("htmldate date", oldest)):
            published = row["published"]
            right[name] += day.startswith(published) if published else not day
    print(json.dumps({"pages": len(judged), **right}, indent=1))


if __name__ == "__main__":
    main()
