"""How the time and memory of `unpitch train` grow with the paragraphs: prints a table for 10,000, 100,000 and 1,000,000.

python benches/peers/growth.py TRAIN.csv.gz [--unpitch PATH] [--sizes 10000,100000,1000000] [--text-only] [--threads N]

The pages are those of the CSV, in an order drawn once, again and again until there are enough paragraphs. Every copy is
another page of another site, in which one word in ten is another word of the corpus. Linux; files go to a temporary folder.
"""

import argparse
import csv
import gzip
import itertools
import random
import tempfile
from pathlib import Path

import measure
import programs

EXCHANGED = 0.1


def main():
    options = arguments()
    pages = read_pages(options.csv)
    print("| paragraphs | seconds | CPU seconds | peak memory, MB | seconds for 100,000 |")
    print("| ---: | ---: | ---: | ---: | ---: |")
    for size in options.sizes:
        with tempfile.TemporaryDirectory() as folder:
            print_row(options, pages, size, Path(folder))


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("csv", type=Path)
    parser.add_argument("--unpitch", default=programs.REPOSITORY / "target/release/unpitch")
    parser.add_argument("--sizes", type=lambda sizes: [int(size) for size in sizes.split(",")], default=[10**4, 10**5, 10**6])
    parser.add_argument("--text-only", action="store_true")
    parser.add_argument("--threads", help="as `unpitch train` takes it [default: its own]")
    return parser.parse_args()


def read_pages(path):
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8", newline="") as file:
        pages = [list(rows) for _, rows in itertools.groupby(csv.DictReader(file), key=lambda row: row["page"])]
    random.Random(1).shuffle(pages)
    return pages


def print_row(options, pages, size, folder):
    made = folder / "train.csv"
    n = write(pages, size, made)
    used = train(options, made, folder / "model.unpitch")
    per_size = used["wall"] / n * 1e5
    print(f"| {n:,} | {used['wall']:.1f} | {used['cpu']:.1f} | {used['peak_megabytes']:,.0f} | {per_size:.1f} |", flush=True)


def write(pages, size, path):
    """Whole pages until there are `size` paragraphs; how many there are."""
    draws = random.Random(2)
    words = [word for page in pages for row in page for word in row["text"].split()]
    n = 0
    with open(path, "w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, pages[0][0].keys())
        out.writeheader()
        for number, page in enumerate(itertools.cycle(pages)):
            if n >= size:
                return n
            copy = f"-{number // len(pages)}"
            for row in page:
                changed = {"page": row["page"] + copy, "site": row["site"] + copy, "text": perturbed(row["text"], words, draws)}
                out.writerow(row | changed)
            n += len(page)


def perturbed(text, words, draws):
    return " ".join(draws.choice(words) if draws.random() < EXCHANGED else word for word in text.split())


def train(options, made, model):
    """What one training costs."""
    command = [options.unpitch, "train", made, "--output", model]
    command += ["--text-only"] if options.text_only else []
    command += ["--threads", options.threads] if options.threads else []
    return measure.usage(*command)


if __name__ == "__main__":
    main()
