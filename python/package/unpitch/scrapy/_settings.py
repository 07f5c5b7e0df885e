"""The pipeline's settings, read and checked before the first request."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from scrapy.settings import BaseSettings

from .._errors import Error
from .._plain import ACCESS, KINDS
from .._unpitch import Model
from ._fields import Fields

NO_ARTICLE = "no-article"


class SettingsError(Error, ValueError):
    """A setting that cannot be used, or that does not fit the items of the crawl."""


@dataclass(frozen=True)
class Options:
    """What the settings come to."""

    model: Model
    max_loss: float | None
    drop: tuple[str, ...]
    fields: Fields
    html_field: str
    url_field: str

    @property
    def needs_article(self) -> bool:
        """Whether the article's text goes into items, or decides whether they stay."""
        return NO_ARTICLE in self.drop or "article" in self.fields.names

    @staticmethod
    def read(settings: BaseSettings) -> Options:
        """Reads what begins with `UNPITCH_`.

        Raises SettingsError that names the setting, what was found and what was expected.
        """
        model = _model(settings.get("UNPITCH_MODEL"))
        return Options(
            model=model,
            max_loss=_max_loss(settings.get("UNPITCH_MAX_LOSS"), model),
            drop=_drop(settings),
            fields=_fields(settings),
            html_field=_name(settings, "UNPITCH_HTML_FIELD", "html"),
            url_field=_name(settings, "UNPITCH_URL_FIELD", "url"),
        )


def _model(path: Any) -> Model:
    if path is None:
        return Model()
    try:
        return Model.load(path)
    except (OSError, TypeError, ValueError) as error:
        raise SettingsError(f"UNPITCH_MODEL: {error}: expected the path of a model file") from error


def _max_loss(value: Any, model: Model) -> float | None:
    if value is None:
        return None
    try:
        share = float(value)
        # The model knows whether it can promise that.
        model.label_text("").article(max_loss=share)
    except (Error, TypeError, ValueError) as error:
        raise SettingsError(f"UNPITCH_MAX_LOSS: {value!r}: {error}: expected a share from 0 to 1, or None") from error
    return share


def _drop(settings: BaseSettings) -> tuple[str, ...]:
    known = (*ACCESS, *KINDS, NO_ARTICLE)
    try:
        names = [name.strip() for name in settings.getlist("UNPITCH_DROP")]
    except (AttributeError, TypeError) as error:
        found = settings.get("UNPITCH_DROP")
        raise SettingsError(f"UNPITCH_DROP: found {found!r}, expected a list of names") from error
    for name in names:
        if name not in known:
            raise SettingsError(f"UNPITCH_DROP: found {name!r}, expected names out of {', '.join(known)}")
    return tuple(names)


def _fields(settings: BaseSettings) -> Fields:
    try:
        if settings.get("UNPITCH_FIELDS") is None:
            return Fields.of(["article", "metadata", "verdict"])
        return Fields.of(settings.getdictorlist("UNPITCH_FIELDS"))
    except (TypeError, ValueError) as error:
        raise SettingsError(f"UNPITCH_FIELDS: {error}") from error


def _name(settings: BaseSettings, setting: str, default: str) -> str:
    name = settings.get(setting, default)
    if not isinstance(name, str) or not name:
        raise SettingsError(f"{setting}: found {name!r}, expected the name of a field")
    return name
