"""Labels pages by their numbers with the Python package, as benches/soak/soak.py asks it to: a number a line in, one out.

    python package.py SEED DIFFERENT FOLDER...
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import unpitch
from pages import Pages

# One page in so many is also explained, and written and read back.
LOOKED_AT_CLOSELY = 100


def asked(pages: Pages) -> Iterator[dict[str, str | bytes]]:
    """Every other page as bytes, as a crawler has it."""
    for line in sys.stdin:
        page = pages.page(int(line))
        body = page.encode(errors="surrogatepass") if int(line) % 2 else page
        yield {"html": body, "url": str(int(line))}


def look(model: unpitch.Model, page: unpitch.Page) -> int:
    """Takes from a page what a scraper takes. Gives the number of its paragraphs."""
    _ = page.article(markdown=True), page.verdict.access, page.metadata.title
    if int(page.url or 0) % LOOKED_AT_CLOSELY == 0:
        if page.paragraphs:
            _ = model.explain(page, 0).strongest
        assert unpitch.Page.from_json(page.to_json()).url == page.url
    return sum(1 for paragraph in page.paragraphs if paragraph.text and paragraph.label)


def main(pages: Pages) -> None:
    model = unpitch.Model()
    for page in model.label_many(asked(pages)):
        if isinstance(page, unpitch.PageError):
            print(f'{{"id":{page.index},"error":{json.dumps(str(page))}}}', flush=True)
        else:
            print(f'{{"id":{page.url},"paragraphs":{look(model, page)}}}', flush=True)


main(Pages([Path(folder) for folder in sys.argv[3:]], int(sys.argv[1]), int(sys.argv[2])))
