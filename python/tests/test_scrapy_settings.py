"""Settings of the pipeline: as Scrapy gives them, and what is said of those that cannot be used."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from unpitch import Model, PageError

pytest.importorskip("scrapy")

from scrapy.http import HtmlResponse, Response
from scrapy.settings import Settings

from unpitch.scrapy import SettingsError, label
from unpitch.scrapy._fields import Fields
from unpitch.scrapy._labelled import label as labelled
from unpitch.scrapy._settings import Options

ROOT = Path(__file__).parents[2]
HARBOUR = (ROOT / "data/html/harbour.html").read_bytes()
OLD_MODEL = ROOT / "tests/fixtures/models/format-4.unpitch"


def options(**settings: Any) -> Options:
    return Options.read(Settings(settings))


def test_defaults() -> None:
    found = options()
    assert (found.max_loss, found.drop, found.html_field, found.url_field) == (None, (), "html", "url")
    assert dict(found.fields.names) == {name: name for name in ("article", "metadata", "verdict")}


def test_settings_of_the_command_line_are_strings() -> None:
    found = options(UNPITCH_MAX_LOSS="0.02", UNPITCH_DROP="gated, listing", UNPITCH_FIELDS='{"article": "text"}')
    assert (found.max_loss, found.drop, dict(found.fields.names)) == (0.02, ("gated", "listing"), {"article": "text"})
    assert dict(options(UNPITCH_FIELDS="article, metadata.title").fields.names) == {
        "article": "article",
        "metadata.title": "metadata.title",
    }
    assert dict(options(UNPITCH_FIELDS={}).fields.names) == {}


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("UNPITCH_MODEL", "missing.unpitch", "missing.unpitch"),
        ("UNPITCH_MODEL", 7, "expected the path"),
        ("UNPITCH_MODEL", str(OLD_MODEL), "format"),
        ("UNPITCH_MAX_LOSS", "1%", "'1%'.*expected a share from 0 to 1"),
        ("UNPITCH_MAX_LOSS", 1.5, "1.5"),
        ("UNPITCH_DROP", ["gatd"], "found 'gatd', expected names out of open, metered, gated, unknown, article"),
        ("UNPITCH_DROP", 7, "found 7"),
        ("UNPITCH_DROP", [None], "None"),
        ("UNPITCH_FIELDS", ["artikel"], "found 'artikel', expected names out of article, verdict, paragraphs"),
        ("UNPITCH_FIELDS", ["metadata.titel"], "metadata.titel"),
        ("UNPITCH_FIELDS", ["article.text"], "article.text"),
        ("UNPITCH_FIELDS", [7], "found 7"),
        ("UNPITCH_FIELDS", 7, "found 7|int"),
        ("UNPITCH_FIELDS", {"article": 7}, "found 7 for 'article'"),
        ("UNPITCH_FIELDS", {"article": "x", "verdict": "x"}, "'x' twice"),
        ("UNPITCH_HTML_FIELD", "", "name of a field"),
        ("UNPITCH_URL_FIELD", 7, "found 7"),
    ],
)
def test_what_cannot_be_used_is_named(name: str, value: Any, said: str) -> None:
    with pytest.raises(SettingsError, match=f"^{name}: .*{said}"):
        options(**{name: value})


def test_the_first_name_that_holds_drops_the_page() -> None:
    for drop, why in [
        ([], None),
        (["open", "listing"], None),
        (["article", "gated"], "article"),
        (["no-article", "gated", "article"], "gated"),
    ]:
        assert labelled(HARBOUR, options(UNPITCH_DROP=drop)).why_dropped == why
    assert labelled("", options(UNPITCH_DROP=["no-article"])).why_dropped == "no-article"


def test_no_article_drops_a_page_whose_article_goes_into_no_field() -> None:
    chosen = options(UNPITCH_DROP=["no-article"], UNPITCH_FIELDS=["paragraphs"])
    assert [labelled(html, chosen).why_dropped for html in ("", HARBOUR)] == ["no-article", None]


def test_an_article_is_put_together_only_where_it_is_needed() -> None:
    assert not options(UNPITCH_FIELDS=["paragraphs"], UNPITCH_DROP=["gated"]).needs_article
    assert options(UNPITCH_FIELDS={"article": "text"}).needs_article


def test_values_are_plain_and_have_the_names_asked_for() -> None:
    page = Model().label_html(HARBOUR)
    names = {"metadata.title": "title", "verdict.access": "access", "paragraphs": "parts", "language": "lang"}
    values = labelled(HARBOUR, options(UNPITCH_FIELDS=names)).values
    assert list(values) == ["title", "access", "parts", "lang"]
    assert (values["title"], values["access"], values["lang"]) == (page.metadata.title, "gated", "en")
    assert [type(part["label"]) for part in values["parts"]] == [str] * len(page.paragraphs)
    assert [part["text"] for part in values["parts"]] == [paragraph.text for paragraph in page.paragraphs]


def test_a_promised_loss_reaches_the_text() -> None:
    page = Model().label_html(HARBOUR)
    values = labelled(HARBOUR, options(UNPITCH_MAX_LOSS=0.001, UNPITCH_FIELDS=["article"])).values
    assert values["article"] == page.article(max_loss=0.001) != page.article()


def test_a_field_is_missing_where_the_class_does_not_declare_it() -> None:
    @dataclass
    class Story:
        article: str = ""

    fields = Fields.of({"article": "article", "verdict.access": "access"})
    assert fields.missing(Story) == ["access"] and fields.missing(dict) == []


def test_a_response_is_decoded_by_its_header() -> None:
    body = "<p>Die Fähre fährt wieder, sagte der Hafenmeister.".encode("cp1252")
    header = {"Content-Type": "text/html; charset=windows-1252"}
    page = label(HtmlResponse("https://hafen.example/", headers=header, body=body), language="de")
    assert page.paragraphs[0].text == "Die Fähre fährt wieder, sagte der Hafenmeister."
    assert (page.url, page.language) == ("https://hafen.example/", "de")


def test_a_response_that_is_no_text_is_refused() -> None:
    with pytest.raises(PageError, match="Response of 3 bytes") as caught:
        label(Response("https://a.example/x.png", body=b"PNG"))
    assert caught.value.url == "https://a.example/x.png"
