"""What is known of a page as plain values, such as JSON has: dict, list, str, float, bool and None."""

from __future__ import annotations

from typing import Any

from ._unpitch import Page

METADATA = (
    "title",
    "authors",
    "published",
    "modified",
    "language",
    "site_name",
    "canonical",
    "image",
    "description",
    "tags",
    "sources",
)
"""What `metadata` gives, in its order."""

VERDICT = ("access", "kind", "pitches", "claimed_free", "paid_parts", "reasons", "shares")
"""What `verdict` gives, in its order."""

ACCESS = ("open", "metered", "gated", "unknown")
"""The names of access that a verdict may give."""

KINDS = ("article", "listing", "forum", "product", "other")
"""The kinds of page that a verdict may give."""

_PARAGRAPH = ("position", "label", "probability", "text", "start", "end", "tag", "part")


def paragraphs(page: Page) -> list[dict[str, Any]]:
    """The paragraphs, top to bottom."""
    values = [{name: getattr(paragraph, name) for name in _PARAGRAPH} for paragraph in page.paragraphs]
    for paragraph in values:
        paragraph["label"] = paragraph["label"].value
    return values


def metadata(page: Page) -> dict[str, Any]:
    """Title, authors, dates and what else is known of the page beside its text."""
    found = page.metadata
    return {name: getattr(found, name) for name in METADATA}


def verdict(page: Page) -> dict[str, Any]:
    """Whether the page may be read, what it offers, what kind of page it is, and why; the shares by names of labels."""
    found = page.verdict
    values = {name: getattr(found, name) for name in VERDICT}
    values["shares"] = {label.value: share for label, share in found.shares.items()}
    return values
