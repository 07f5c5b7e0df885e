"""Which values are put into an item, and under which names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from itemadapter import ItemAdapter

from .. import _plain
from .._unpitch import Page

_READ: dict[str, Callable[[Page], Any]] = {
    "paragraphs": _plain.paragraphs,
    "metadata": _plain.metadata,
    "language": lambda page: page.language,
}
_WHOLES = ("article", "verdict", *_READ)
_PARTS = {"metadata": _plain.METADATA, "verdict": _plain.VERDICT}


@dataclass(frozen=True)
class Fields:
    """The item's field of each of our values, whose name may be of a part: `metadata.title`."""

    names: Mapping[str, str]

    @staticmethod
    def of(names: Iterable[str] | Mapping[str, str]) -> Fields:
        """From a mapping of our names to the item's, or a list of ours, which are the item's too.

        Raises ValueError for a name that is none of ours, and for two values of one field.
        """
        pairs = dict(names) if isinstance(names, Mapping) else {name: name for name in map(_stripped, names)}
        for ours, theirs in pairs.items():
            _check(ours, theirs)
        twice = [theirs for theirs in pairs.values() if list(pairs.values()).count(theirs) > 1]
        if twice:
            raise ValueError(f"found the field {twice[0]!r} twice, expected a field for each value")
        return Fields(pairs)

    def values(self, page: Page, article: str, verdict: dict[str, Any]) -> dict[str, Any]:
        """What an item gets of a page, with the text of its article and its plain verdict, by the item's names."""
        wholes = {name.partition(".")[0] for name in self.names}
        known = {name: read(page) for name, read in _READ.items() if name in wholes}
        known |= {"article": article, "verdict": verdict}
        values = {}
        for ours, theirs in self.names.items():
            whole, _, part = ours.partition(".")
            values[theirs] = known[whole][part] if part else known[whole]
        return values

    def missing(self, item_class: type) -> list[str]:
        """The fields that items of this class cannot have."""
        declared = ItemAdapter.get_field_names_from_class(item_class)
        return [] if declared is None else [name for name in self.names.values() if name not in declared]


def _stripped(name: Any) -> Any:
    return name.strip() if isinstance(name, str) else name


def _check(ours: Any, theirs: Any) -> None:
    whole, dot, part = ours.partition(".") if isinstance(ours, str) else (ours, "", "")
    if whole not in _WHOLES or (dot and part not in _PARTS.get(whole, ())):
        known = ", ".join(_WHOLES)
        raise ValueError(f"found {ours!r}, expected names out of {known}, or of a part, such as metadata.title")
    if not isinstance(theirs, str) or not theirs:
        raise ValueError(f"found {theirs!r} for {ours!r}, expected the name of a field")
