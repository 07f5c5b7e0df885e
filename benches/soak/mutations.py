"""What may happen to a page of the web. Each mutation takes the page, another page and random numbers, and gives a page."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

Mutation = Callable[[str, str, Random], str]

# Characters; where a page is longer its end is left out, so that memory is that of many pages and not of the largest one.
MOST = 400_000

SIGNS = ["<", ">", "&", '"', "'", "\0", "\r", "\u00ad", "\u200d", "\u202e", "\u0301" * 50, "\ufffd", "\U0001f6a2", "\ud83d", "ßß", "漢字", "שלום"]

OPENINGS = [
    "<!--", "<![CDATA[", "<script>", "<style>", "<template>", "<noscript>", "<textarea>", "<title>", "<svg><title>", "<math><mi>",
    "<table><tr>", "<select><option>", "<ul><li>", "<dl><dt>", "<p hidden>", "<div style='display:none'>", "<a href=x>", "<b><i>",
    "<form>", "<iframe>", "<plaintext>", "</body></html>", "</p></div>", "<frameset>", "&#x110000;", "&notit;", "<a b='",
]  # fmt: skip

# Tags and the words between them, for what keeps no structure.
LINES = ["Subscribe now to read on", "Already a member? Sign in", "Related", "The boat sails at six.", "", "· · ·", "12:30"]


def place(page: str, random: Random) -> int:
    return random.randrange(len(page) + 1)


def part(page: str, random: Random) -> tuple[int, int]:
    """A part of at most a third of the page."""
    start = place(page, random)
    return start, min(len(page), start + random.randrange(len(page) // 3 + 1))


def inserted(page: str, what: str, random: Random) -> str:
    at = place(page, random)
    return page[:at] + what + page[at:]


def cut(page: str, _: str, random: Random) -> str:
    return page[: place(page, random)]


def beheaded(page: str, _: str, random: Random) -> str:
    return page[place(page, random) :]


def holed(page: str, _: str, random: Random) -> str:
    start, end = part(page, random)
    return page[:start] + page[end:]


def doubled(page: str, _: str, random: Random) -> str:
    start, end = part(page, random)
    return page[:end] + page[start:end] * random.randrange(1, 4) + page[end:]


def spliced(page: str, other: str, random: Random) -> str:
    start, end = part(other, random)
    return inserted(page, other[start:end], random)


def opened(page: str, _: str, random: Random) -> str:
    return inserted(page, random.choice(OPENINGS), random)


def nested(page: str, _: str, random: Random) -> str:
    start, end = part(page, random)
    tag, depth = random.choice(["div", "ul", "table", "b", "blockquote", "span", "font"]), random.randrange(1, 1_000)
    return page[:start] + f"<{tag}>" * depth + page[start:end] + f"</{tag}>" * random.randrange(depth + 1) + page[end:]


def signed(page: str, _: str, random: Random) -> str:
    for _again in range(random.randrange(1, 30)):
        page = inserted(page, random.choice(SIGNS), random)
    return page


def crowded(page: str, _: str, random: Random) -> str:
    """An attribute of thousands of characters, or thousands of attributes."""
    n = random.randrange(1, 20_000)
    return inserted(page, random.choice([f"<p class='{'x ' * n}'>", "<p " + " ".join(f"a{i}=1" for i in range(n // 8)) + ">"]), random)


def listed(page: str, _: str, random: Random) -> str:
    """Short paragraphs by the hundred."""
    return inserted(page, "".join(f"<p>{random.choice(LINES)}" for _ in range(random.randrange(1, 500))), random)


def emptied(page: str, _: str, random: Random) -> str:
    return random.choice(["", " \n", "\ufeff", "<html>", page[:1]])


MUTATIONS: list[Mutation] = [cut, beheaded, holed, doubled, spliced, opened, nested, signed, crowded, listed]


def mutated(page: str, other: str, random: Random) -> str:
    """The page after up to three mutations; one in a hundred has next to nothing left."""
    if random.randrange(100) == 0:
        return emptied(page, other, random)
    for mutation in random.choices(MUTATIONS, k=random.randrange(4)):
        page = mutation(page[:MOST], other, random)
    return page[:MOST]
