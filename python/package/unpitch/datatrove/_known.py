"""What steps know of a document and leave in its metadata, where later steps and later runs find it."""

from __future__ import annotations

from typing import Any

from .._label import Label
from .._unpitch import Page

KEY = "unpitch"
"""The key of a document's metadata."""


def known(page: Page) -> dict[str, Any]:
    """The verdict on a page, in short.

    Always the same keys with values of the same types: a Parquet writer takes its columns from the first document.
    """
    verdict = page.verdict
    return {
        "access": verdict.access,
        "kind": verdict.kind,
        "article_share": verdict.shares[Label.ARTICLE],
        "language": page.language or "",
        "error": "",
    }


def unknown(error: Exception) -> dict[str, Any]:
    """In place of the verdict, why there is none."""
    return {"access": "unknown", "kind": "other", "article_share": 0.0, "language": "", "error": str(error)}


def read(metadata: dict[str, Any]) -> dict[str, Any] | None:
    """What a step before this one, or an earlier run, has left."""
    found = metadata.get(KEY)
    return found if isinstance(found, dict) and found.keys() >= {"access", "kind", "article_share", "error"} else None
