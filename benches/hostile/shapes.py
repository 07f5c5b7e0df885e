"""Hostile pages by name: what makes one of size n (its bytes; its paragraphs or elements), the largest n, and the file's ending."""

import json
import random

TEXT = "Ferries to the islands sail at nine, and the last one comes back at ten in the evening. "
WORDS = TEXT.lower().replace(",", "").replace(".", "").split()


def html(body, head=""):
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode()


def varied(n, seed=1):
    """n paragraphs of ten words each, no two alike."""
    draw = random.Random(seed)
    return [" ".join(draw.choices(WORDS, k=9)) + f" {i}" for i in range(n)]


def each(n, element, around="{}"):
    return html(around.format("".join(element(i) for i in range(n)))), n


def page(n):
    """Paragraphs of n bytes in all."""
    body = "".join(f"<p>{text}.</p>" for text in varied(n // 60))
    return html(body), n // 60


def one_paragraph(n):
    return html("<p>" + TEXT * (n // len(TEXT))), 1


def one_word(n):
    return html("<p>" + "a" * n), 1


def one_line(n):
    return (TEXT * (n // len(TEXT))).encode(), 1


def letters(n):
    return html("<p>a" * n), n


def lines(n):
    return b"a\n" * n, n


def nested(n):
    return html("<div>" * n + TEXT), n


def nested_formatting(n):
    return html("<b><i>" * (n // 2) + TEXT), n


def crossed(n):
    return html("<b><p><i>x</b>" * n), 3 * n


def attribute(n):
    return html(f'<p class="{"a" * n}">{TEXT}'), 1


def attributes(n):
    return html(f"<p {' '.join(f'a{i}=1' for i in range(n))}>{TEXT}"), n


def rules(n):
    css = "".join(f".c{i} {{ display: none }}\n" for i in range(n))
    return html(f'<p class="c1">{TEXT}', f"<style>{css}</style>"), n


def classes(n):
    css = "".join(f".c{i} {{ display: none }}\n" for i in range(4_000))
    return html("".join(f'<p class="c{i + 4_000} d">x' for i in range(n)), f"<style>{css}</style>"), n


def nulls(n):
    # Behind what a file is told by: it would be taken for a binary one.
    return html("<p>" + TEXT * 500 + "\0" * n + TEXT), 1


def surrogates(n):
    return b'{"text":"' + rb"a\ud800 \udfff " * (n // 14) + b'"}\n', 1


def surrogate_bytes(n):
    return b"<!doctype html><p>" + b"a\xed\xa0\x80 " * (n // 5), 1


def planes(n):
    draw = random.Random(2)
    one = "".join(chr(draw.randrange(plane << 16, (plane << 16) + 0xD000)) + " " for plane in range(17))
    return html("<p>" + (one * (n // len(one.encode()))).replace("<", " ")), 1


def right_to_left(n):
    one = "\u202eالعبارات تبحر في التاسعة \u202c"
    return html("<p>" + one * (n // len(one.encode()))), 1


def combining(n):
    return html("<p>" + ("a" + "\u0301" * 4_000 + " ") * (n // 8_002)), 1


def json_ld(n):
    return html(f"<p>{TEXT}", f'<script type="application/ld+json">{"[" * n}{"]" * n}</script>'), 1


def json_lds(n):
    one = '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Ferries","author":{"name":"A B"}}</script>'
    return html(f"<p>{TEXT}", one * n), n


def links(n):
    return each(n, lambda i: f'<a href="/{i}">read {i}</a> ')


def link_lines(n):
    return each(n, lambda i: f'<li><a href="/{i}">read {i}</a>', "<ul>{}</ul>")


def table(n):
    return each(n, lambda i: f"<tr><td>{i}<td>nine", "<table>{}</table>")


def options(n):
    return each(n, lambda i: f"<option>Isle {i}", "<form><select>{}</select></form>")


def inputs(n):
    return each(n, lambda i: f'<label>Isle {i}</label><input name="f{i}">', "<form>{}</form>")


def offers(n):
    """What a verdict reads with care: pitches, buttons, prices."""
    return each(n, lambda i: f"<div><p>Subscribe now for {i % 90} € a month to read on.</p><button>Subscribe</button></div>")


def bylines(n):
    return each(n, lambda i: f"<p class=byline>By Ann Lee{i}, 3 May 2024, 10:{i % 60:02}</p>")


def references(n):
    return html("<p>" + "&amp;&notit; " * (n // 13)), 1


def comments(n):
    return html("<p>a<!-- b -->" * n), n


def unclosed(n):
    return html("<a <b " * n), n


def json_pages(n):
    return json.dumps({"html": "<p>" + "a<br>" * n}).encode() + b"\n", n


SHAPES = {
    "page": (page, 100 << 20, "html"),
    "one_paragraph": (one_paragraph, 50 << 20, "html"),
    "one_word": (one_word, 50 << 20, "html"),
    "one_line": (one_line, 50 << 20, "txt"),
    "letters": (letters, 1_000_000, "html"),
    "lines": (lines, 1_000_000, "txt"),
    "nested": (nested, 100_000, "html"),
    "nested_formatting": (nested_formatting, 100_000, "html"),
    "crossed": (crossed, 100_000, "html"),
    "attribute": (attribute, 10 << 20, "html"),
    "attributes": (attributes, 1_000_000, "html"),
    "rules": (rules, 1_000_000, "html"),
    "classes": (classes, 500_000, "html"),
    "nulls": (nulls, 10 << 20, "html"),
    "surrogates": (surrogates, 10 << 20, "jsonl"),
    "surrogate_bytes": (surrogate_bytes, 10 << 20, "html"),
    "planes": (planes, 10 << 20, "html"),
    "right_to_left": (right_to_left, 10 << 20, "html"),
    "combining": (combining, 10 << 20, "html"),
    "json_ld": (json_ld, 1_000_000, "html"),
    "json_lds": (json_lds, 100_000, "html"),
    "links": (links, 1_000_000, "html"),
    "link_lines": (link_lines, 500_000, "html"),
    "table": (table, 500_000, "html"),
    "options": (options, 1_000_000, "html"),
    "inputs": (inputs, 500_000, "html"),
    "offers": (offers, 200_000, "html"),
    "bylines": (bylines, 200_000, "html"),
    "references": (references, 10 << 20, "html"),
    "comments": (comments, 500_000, "html"),
    "unclosed": (unclosed, 500_000, "html"),
    "json_pages": (json_pages, 500_000, "jsonl"),
}
