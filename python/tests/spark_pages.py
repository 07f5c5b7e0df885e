"""Many pages made of our samples, and what rows of Spark have to hold for them."""

from __future__ import annotations

import itertools
import os
from typing import Any

from scrapy_site import SAMPLES
from unpitch import Model, Page, PageError

# Many more by hand: UNPITCH_SPARK_PAGES=20000 pytest tests/test_spark.py -k "label_many or killed"
N_PAGES = int(os.environ.get("UNPITCH_SPARK_PAGES", "600"))
MODEL = Model()
LANGUAGES = (None, "de", "en", "English", "fr")


def pages(n: int = N_PAGES) -> Any:
    """Our samples again and again, each time with another paragraph, as a table; some rows have none."""
    import pyarrow as pa

    html: list[str | None] = []
    for i, path in zip(range(n), itertools.cycle(SAMPLES)):
        page = path.read_text().replace("</body>", f"<p>Sign in as reader {i} of {n} to read on.</p></body>")
        html.append(None if i % 50 == 7 else page)
    languages = [LANGUAGES[i % 5] if i % 20 < 5 else None for i in range(n)]
    return pa.table({"id": range(n), "html": html, "language": pa.array(languages, pa.string())})


def labelled_here(table: Any) -> list[Page | PageError | None]:
    """What `label_many` says of the rows."""
    rows = table.to_pylist()
    given = ({name: row[name] for name in ("html", "language") if row[name]} for row in rows if row["html"])
    outcomes = MODEL.label_many(given)
    return [next(outcomes) if row["html"] else None for row in rows]


def by_id(frame: Any) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = frame.toArrow().sort_by("id").to_pylist()
    return rows


def paragraphs(page: Page) -> list[dict[str, Any]]:
    names = ("position", "text", "probability", "start", "end", "tag", "part")
    return [
        {name: getattr(p, name) for name in names}
        | {"label": p.label.value, "probabilities": {label.value: share for label, share in p.probabilities.items()}}
        for p in page.paragraphs
    ]


def known(page: Page) -> tuple[Any, ...]:
    return page.language, page.verdict.access, page.verdict.kind, None


PAGE = ("unpitch_language", "unpitch_access", "unpitch_kind", "unpitch_error")


def require_labelled(rows: list[dict[str, Any]], expected: list[Page | PageError | None]) -> None:
    assert [row["id"] for row in rows] == list(range(len(expected)))
    for row, outcome in zip(rows, expected):
        if isinstance(outcome, Page):
            assert row["unpitch"] == paragraphs(outcome)
            assert tuple(row[name] for name in PAGE) == known(outcome)
        else:
            assert row["unpitch"] is None
            assert tuple(row[name] for name in PAGE) == (None, None, None, outcome and str(outcome))
