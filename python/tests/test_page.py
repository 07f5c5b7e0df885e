"""Pages, paragraphs and what they come to."""

from pathlib import Path

import pytest

import unpitch
from unpitch import Label, Model

ROOT = Path(__file__).parents[2]
HARBOUR = (ROOT / "data/html/harbour.html").read_bytes()
MODEL = Model()


def test_every_paragraph_has_a_label_and_its_probabilities() -> None:
    page = MODEL.label_html(HARBOUR)
    assert {paragraph.label for paragraph in page.paragraphs} == set(Label)
    for position, paragraph in enumerate(page.paragraphs):
        assert paragraph.position == position
        assert list(paragraph.probabilities) == list(Label)
        assert paragraph.probability == max(paragraph.probabilities.values())
        assert paragraph.probabilities[paragraph.label] == paragraph.probability
        assert sum(paragraph.probabilities.values()) == pytest.approx(1, abs=1e-5)


def test_labels_are_strings() -> None:
    paragraph = MODEL.label_text("Already a subscriber? Sign in").paragraphs[0]
    assert paragraph.label is Label.SUBSCRIPTION_PITCH
    assert paragraph.label in ["subscription-pitch"]
    assert f"{paragraph.label:>20}" == "  subscription-pitch"
    assert paragraph.probabilities["subscription-pitch"] == paragraph.probability  # type: ignore[index]


def test_offsets_of_text_count_code_points() -> None:
    text = "\ufeff🚢 Ferries sail   again 👩\u200d🚀 from Monday.\r\n\r\n  Größe – 日本\nAlready a member?\tSign in  \n"
    page = MODEL.label_text(text)
    assert len(page.paragraphs) == 3
    for paragraph in page.paragraphs:
        assert " ".join(text[paragraph.start : paragraph.end].split()) == paragraph.text
        assert (paragraph.tag, page.url) == (None, None)


def test_offsets_of_html_count_in_the_joined_paragraphs() -> None:
    page = MODEL.label_html("<h1>🚢 Harbour reopens</h1><p>Ferries <b>sail</b> again 🚀.<p>News")
    text = "\n".join(paragraph.text for paragraph in page.paragraphs)
    assert [text[p.start : p.end] for p in page.paragraphs] == [p.text for p in page.paragraphs]
    assert [p.tag for p in page.paragraphs] == ["h1", "p", "p"]


def test_bytes_may_be_in_any_encoding() -> None:
    html = "<meta charset=windows-1252><p>Die Fähre fährt wieder, sagte der Hafenmeister."
    page = MODEL.label_html(html.encode("cp1252"), url="https://hafen.example/", language="de-AT")
    assert page.paragraphs[0].text == "Die Fähre fährt wieder, sagte der Hafenmeister."
    assert (page.language, page.url) == ("de", "https://hafen.example/")


def test_the_article_as_text_by_parts_and_as_markdown() -> None:
    page = MODEL.label_html(HARBOUR)
    text = page.article()
    assert text.startswith("Night ferry returns after nine years\n\nThe last boat")
    assert "Subscribe" not in text
    markdown = page.article(markdown=True)
    assert markdown.startswith("# Night ferry returns after nine years\n")
    body = page.article(parts=["body"])
    assert 0 < len(body) < len(text)
    assert "Night ferry returns" not in body
    assert page.article(parts=()) == ""
    assert len(page.article(max_loss=0.001)) >= len(page.article(max_loss=0.05))
    assert unpitch.clean(HARBOUR, markdown=True) == markdown
    assert unpitch.clean(HARBOUR, parts=["body"], model=MODEL) == body


def test_parts_are_those_of_the_article() -> None:
    page = MODEL.label_html(HARBOUR)
    parts = {p.part for p in page.paragraphs if p.label == Label.ARTICLE}
    assert {"title", "byline", "body"} <= parts and None not in parts
    assert all(p.part is None for p in page.paragraphs if p.label != Label.ARTICLE)


def test_metadata_and_where_they_are_from() -> None:
    metadata = MODEL.label_html(HARBOUR).metadata
    assert metadata.title == "Night ferry returns after nine years"
    assert metadata.authors == ["Ada Quill"]
    assert metadata.published is not None and metadata.published.startswith("2025-03-14")
    assert metadata.modified is None or metadata.sources["modified"]
    assert metadata.sources["title"] in {"json-ld", "open-graph", "meta", "microdata", "text", "title"}
    assert MODEL.label_text("").metadata.sources == {}


def test_the_verdict_says_what_and_why() -> None:
    verdict = MODEL.label_html(HARBOUR).verdict
    assert (verdict.access, verdict.kind) == ("gated", "article")
    assert verdict.pitches[:1] == ["paywall"]
    assert any("offer to read on" in reason for reason in verdict.reasons)
    assert list(verdict.shares) == list(Label)
    assert sum(verdict.shares.values()) == pytest.approx(1, abs=1e-5)


def test_an_explanation_is_of_a_paragraph_and_a_label() -> None:
    page = MODEL.label_text("Ferries sail again from Monday.\n\nAlready a subscriber? Sign in\n")
    why = MODEL.explain(page, 1)
    same = MODEL.explain(page, page.paragraphs[1], "subscription-pitch")
    assert [(t.words, t.amount) for t in why.strongest] == [(t.words, t.amount) for t in same.strongest]
    assert MODEL.explain(page, 1, Label.ARTICLE).strongest[0].amount != why.strongest[0].amount
    amounts = [abs(term.amount) for term in why.strongest]
    assert amounts == sorted(amounts, reverse=True) and amounts[0] > 0
    assert all(term.offset in range(-2, 3) for term in why.features)
    assert "itself" in [term.surrounding for term in why.surroundings]
    assert "below: 'sign in'" in [term.words for term in MODEL.explain(page, 0).features]
    with pytest.raises(IndexError):
        MODEL.explain(page, 2)
    with pytest.raises(ValueError, match="another page"):
        MODEL.explain(MODEL.label_text("News"), page.paragraphs[0])


def test_a_notebook_gets_the_page_escaped() -> None:
    page = MODEL.label_text("<script>alert('x')</script> & \"more\" $x$\n\nSign in")
    html = page._repr_html_()
    assert "<script" not in html and "alert('" not in html and "$" not in html
    assert "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;more&quot;" in html
    assert html.count("border-left") == len(page.paragraphs)
    long = MODEL.label_text("News\n" * 1_500)._repr_html_()
    assert long.count("border-left") == 1_000 and "500 more paragraphs" in long


def test_everything_has_a_readable_repr() -> None:
    page = MODEL.label_html(HARBOUR)
    for value in [MODEL, page, page.paragraphs[0], page.metadata, page.verdict, MODEL.explain(page, 0), MODEL.explain(page, 0).features[0]]:
        assert repr(value).startswith("<unpitch.") and len(repr(value)) < 300
