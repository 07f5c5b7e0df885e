"""Many pages: order, places of errors, how far is read ahead, and when threads end."""

import gc
import itertools
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from unpitch import Error, Model, Page, PageError

ROOT = Path(__file__).parents[2]
HARBOUR = (ROOT / "data/html/harbour.html").read_bytes()
MODEL = Model()
JOBS = [1, 2, 5]


def texts(page: Page | PageError) -> list[str]:
    assert isinstance(page, Page)
    return [paragraph.text for paragraph in page.paragraphs]


def threads() -> int:
    """Threads of this process with our name."""
    n = 0
    for task in Path("/proc/self/task").iterdir():
        try:
            n += (task / "comm").read_text().strip() == "unpitch"
        except OSError:
            pass  # It has ended meanwhile.
    return n


def eventually(what: str, holds: object) -> None:
    for _ in range(500):
        if holds():  # type: ignore[operator]
            return
        time.sleep(0.01)
    raise AssertionError(what)


@pytest.mark.parametrize("jobs", JOBS)
def test_pages_come_in_their_order(jobs: int) -> None:
    # Long ones first, so that later ones are done before.
    pages = [f"<p>Page {i}" + "<p>Ferries sail again." * (400 if i % 7 == 0 else 1) for i in range(300)]
    labelled = list(MODEL.label_many(pages, jobs=jobs))
    assert [texts(page)[0] for page in labelled] == [f"Page {i}" for i in range(300)]


@pytest.mark.parametrize("jobs", JOBS)
def test_without_order_each_page_comes_once(jobs: int) -> None:
    pages = [{"text": "Ferries\n" * (2_000 if i == 0 else 1), "url": str(i)} for i in range(100)]
    labelled = list(MODEL.label_many(pages, jobs=jobs, ordered=False))
    urls = [page.url for page in labelled]
    assert sorted(urls, key=lambda url: int(url or -1)) == [str(i) for i in range(100)]


def test_any_kind_of_page_is_labelled_as_by_itself() -> None:
    pages: list[str | bytes | dict[str, object]] = [
        HARBOUR.decode(),
        HARBOUR,
        {"html": HARBOUR, "url": "a", "language": "de"},
        {"html": None, "text": "Ferries sail <b>again</b>"},
        {"html": "", "text": "Ferries sail <b>again</b>"},
        {"html": ""},
        {"text": ""},
    ]
    first, second, third, *text, empty, blank = MODEL.label_many(pages)
    assert texts(first) == texts(second) == texts(third) == texts(MODEL.label_html(HARBOUR))
    assert isinstance(third, Page) and (third.url, third.language) == ("a", "de")
    assert [texts(page) for page in text] == [["Ferries sail <b>again</b>"]] * 2
    assert texts(empty) == texts(blank) == []


@pytest.mark.parametrize("jobs", JOBS)
def test_a_bad_page_leaves_its_error_in_its_place(jobs: int) -> None:
    class Sulking(dict):  # type: ignore[type-arg]
        def __getitem__(self, name: str) -> str:
            raise KeyError("not today")

    bad = [
        7,
        None,
        {},
        {"html": 3},
        {"text": b"bytes"},
        "lone \udce9 surrogate",
        {"text": "x", "language": "English", "url": "https://a.example/"},
        Sulking(html="x"),
        ["<p>x"],
    ]
    mixed = list(itertools.chain.from_iterable((page, f"<p>Page {i}") for i, page in enumerate(bad)))
    labelled = list(MODEL.label_many(mixed, jobs=jobs))  # type: ignore[arg-type]
    assert len(labelled) == len(mixed)
    for i, (error, page) in enumerate(zip(labelled[::2], labelled[1::2])):
        assert isinstance(error, PageError) and isinstance(error, Error), bad[i]
        assert error.index == 2 * i and str(error)
        assert texts(page) == [f"Page {i}"]
    language = labelled[12]
    assert isinstance(language, PageError) and language.url == "https://a.example/"
    assert "English" in str(language)
    assert "character 5" in str(labelled[10])


@pytest.mark.parametrize("jobs", JOBS)
def test_an_error_of_the_iterable_comes_behind_the_pages_before_it_and_ends_the_run(jobs: int) -> None:
    def pages() -> Iterator[str]:
        yield from ["<p>One", "<p>Two"]
        raise RuntimeError("the source dried up")

    labelled = MODEL.label_many(pages(), jobs=jobs)
    assert [texts(next(labelled)), texts(next(labelled))] == [["One"], ["Two"]]
    with pytest.raises(RuntimeError, match="dried up"):
        next(labelled)
    assert list(labelled) == []


@pytest.mark.parametrize("jobs", JOBS)
def test_nothing_gives_nothing_again_and_again(jobs: int) -> None:
    labelled = MODEL.label_many([], jobs=jobs)
    assert [list(labelled), list(labelled), next(labelled, None)] == [[], [], None]


def test_with_one_job_a_page_is_answered_before_the_next_is_asked_for() -> None:
    asked = []

    def pages() -> Iterator[str]:
        for i in range(5):
            asked.append(i)
            yield f"<p>Page {i}"

    for i, _ in enumerate(MODEL.label_many(pages(), jobs=1)):
        assert asked == list(range(i + 1))


def test_reading_ahead_is_bounded_in_pages_and_in_bytes() -> None:
    def pages(size: int) -> Iterator[str]:
        while True:
            asked.append(size)
            yield "<p>" + " " * size

    asked: list[int] = []
    labelled = MODEL.label_many(pages(10), jobs=2)
    for n in range(1, 200):
        next(labelled)
        assert n <= len(asked) <= n + 32
    labelled.close()
    # Five pages of 4 MiB and no sixth: the fourth reaches 16 MiB.
    asked.clear()
    labelled = MODEL.label_many(pages(4 << 20), jobs=2)
    for n in range(1, 10):
        next(labelled)
        assert n <= len(asked) <= n + 4
    labelled.close()


def test_reading_ahead_goes_on_while_pages_are_labelled() -> None:
    seen = []

    def pages() -> Iterator[str]:
        for i in range(64):
            seen.append(threading.get_ident())
            yield f"<p>Page {i}"

    assert len(list(MODEL.label_many(pages(), jobs=2))) == 64
    # The iterable runs in the thread that asks, and nowhere else.
    assert set(seen) == {threading.get_ident()}


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="counts threads by /proc")
def test_threads_start_with_the_first_page_and_end_with_the_iterator() -> None:
    gc.collect()
    eventually("threads of other tests end", lambda: threads() == 0)
    labelled = MODEL.label_many([HARBOUR] * 50, jobs=3)
    assert threads() == 0
    next(labelled)
    assert 1 <= threads() <= 3
    del labelled
    eventually("threads end with the last reference", lambda: threads() == 0)
    labelled = MODEL.label_many([HARBOUR] * 50, jobs=3)
    assert len(list(labelled)) == 50
    eventually("threads end with the last page", lambda: threads() == 0)
    labelled = MODEL.label_many([HARBOUR] * 50, jobs=3)
    next(labelled)
    labelled.close()
    eventually("threads end when closed", lambda: threads() == 0)
    assert list(labelled) == []


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="counts threads by /proc")
def test_an_iterator_that_its_own_pages_refer_to_is_collected() -> None:
    class Crawl:
        def pages(self) -> Iterator[bytes]:
            while True:
                yield HARBOUR

        def run(self) -> None:
            self.labelled = MODEL.label_many(self.pages(), jobs=2)
            next(self.labelled)

    Crawl().run()
    gc.collect()
    eventually("threads end", lambda: threads() == 0)


def test_an_iterable_that_asks_for_its_own_pages_is_refused() -> None:
    def pages() -> Iterator[str]:
        yield "<p>One"
        next(labelled)

    labelled = MODEL.label_many(pages(), jobs=1)
    next(labelled)
    with pytest.raises(ValueError, match="asked for already"):
        next(labelled)


def test_other_python_threads_run_meanwhile() -> None:
    ticks = 0
    done = threading.Event()

    def tick() -> None:
        nonlocal ticks
        while not done.is_set():
            ticks += 1
            time.sleep(0.001)

    thread = threading.Thread(target=tick)
    thread.start()
    long = "<p>Ferries sail again from Monday." * 20_000
    for _ in MODEL.label_many([long] * 2, jobs=2):
        pass
    MODEL.label_html(long)
    done.set()
    thread.join()
    assert ticks > 20


def test_several_threads_label_with_one_model() -> None:
    alone = [(p.text, p.probability) for p in MODEL.label_html(HARBOUR).paragraphs]
    wrong = []

    def label() -> None:
        for _ in range(20):
            page = MODEL.label_html(HARBOUR)
            if [(p.text, p.probability) for p in page.paragraphs] != alone:
                wrong.append(page)

    workers = [threading.Thread(target=label) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert not wrong


def test_jobs_are_a_number_of_threads() -> None:
    for jobs in [-1, 1_025, 1 << 70]:
        with pytest.raises((ValueError, OverflowError)):
            MODEL.label_many([], jobs=jobs)
    assert len(list(MODEL.label_many(["<p>x"] * (os.cpu_count() or 1), jobs=0))) == (os.cpu_count() or 1)
