"""Whatever is given, there is an answer or an exception, and never an abort."""

import os
import pickle
import signal
import subprocess
import sys
import textwrap
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import unpitch
from unpitch import Error, Label, Model, ModelError, Page, PageError

ROOT = Path(__file__).parents[2]
HARBOUR = (ROOT / "data/html/harbour.html").read_bytes()
OLD_MODEL = ROOT / "tests/fixtures/models/format-4.unpitch"
MODEL = Model()
NOT_TEXT = [None, 7, 1.5, object(), ["<p>"], ("<p>",), {"html": "x"}, bytearray(b"<p>"), memoryview(b"<p>"), str, print]


def python(program: str, timeout: float = 60) -> subprocess.CompletedProcess[str]:
    """Runs a program in a process of its own, which may not hang or die."""
    return subprocess.run(
        [sys.executable, "-X", "faulthandler", "-W", "ignore", "-c", textwrap.dedent(program)],
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )


@pytest.mark.parametrize("value", NOT_TEXT, ids=lambda value: type(value).__name__)
def test_wrong_types_are_type_errors(value: object) -> None:
    calls: list[Callable[[], object]] = [
        lambda: MODEL.label_html(value),  # type: ignore[arg-type]
        lambda: MODEL.label_text(value),  # type: ignore[arg-type]
        lambda: unpitch.clean(value),  # type: ignore[arg-type]
    ]
    for call in calls:
        with pytest.raises(TypeError, match="expected str"):
            call()


def test_wrong_arguments_are_type_and_value_errors() -> None:
    page = MODEL.label_text("Ferries")
    wrong: list[tuple[type[Exception], Callable[[], object]]] = [
        (TypeError, lambda: MODEL.label_text(b"bytes")),  # type: ignore[arg-type]
        (TypeError, lambda: MODEL.label_html("<p>", url=3)),  # type: ignore[arg-type]
        (TypeError, lambda: MODEL.label_html("<p>", "url")),  # type: ignore[call-arg]
        (PageError, lambda: MODEL.label_html("<p>", language="English")),
        (ValueError, lambda: MODEL.label_html("<p>", language="")),
        (ValueError, lambda: MODEL.label_html("<p>", url="\udce9")),
        (TypeError, lambda: page.article(parts="body")),  # type: ignore[arg-type]
        (TypeError, lambda: page.article(parts=[1])),  # type: ignore[list-item]
        (TypeError, lambda: page.article(parts=3)),  # type: ignore[arg-type]
        (ValueError, lambda: page.article(parts=["Body"])),  # type: ignore[list-item]
        (ValueError, lambda: page.article(max_loss=1.5)),
        (ValueError, lambda: page.article(max_loss=float("nan"))),
        (TypeError, lambda: page.article(max_loss="1%")),  # type: ignore[arg-type]
        (ValueError, lambda: MODEL.explain(page, 0, "Article")),  # type: ignore[arg-type]
        (TypeError, lambda: MODEL.explain(page, 0, 3)),  # type: ignore[arg-type]
        (TypeError, lambda: MODEL.explain(page, "0")),  # type: ignore[arg-type]
        (TypeError, lambda: MODEL.explain("page", 0)),  # type: ignore[arg-type]
        (IndexError, lambda: MODEL.explain(page, -1)),
        (IndexError, lambda: MODEL.explain(page, 1 << 80)),
        (TypeError, lambda: MODEL.label_many(3)),  # type: ignore[arg-type]
        (TypeError, lambda: MODEL.label_many("<p>")),
        (TypeError, lambda: MODEL.label_many(b"<p>")),  # type: ignore[arg-type]
        (TypeError, lambda: Model("path")),  # type: ignore[call-arg]
        (TypeError, Page),
    ]
    for error, call in wrong:
        with pytest.raises(error):
            call()


def test_attributes_cannot_be_set() -> None:
    page = MODEL.label_text("Ferries")
    for value, name in [(page, "language"), (page.paragraphs[0], "label"), (page.verdict, "access")]:
        with pytest.raises(AttributeError):
            setattr(value, name, "x")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\0",
        "a\0b<p>\0</p>",
        "<" * 100_000,
        "<div>" * 100_000,
        "<p>" + "é" * 3_000_000,
        "word " * 600_000,
        "\n" * 500_000,
        "\ufeff\u200b\u202e",
        "🚢" * 100_000,
        "<table><tr><td>" * 20_000,
        "&#xFFFFFFFF;&#0;&#xD800;",
        "<style>*{display:none}</style><p>x",
    ],
    ids=range(13),
)
def test_any_text_is_a_page(text: str) -> None:
    for page in [MODEL.label_html(text), MODEL.label_text(text), MODEL.label_html(text.encode())]:
        assert isinstance(page.article(), str) and isinstance(page.article(markdown=True), str)
        assert page.verdict.access and page.metadata is not None and page._repr_html_()


@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"\xff" * 1_000, b"\x00" * 1_000, os.urandom(50_000)], ids=range(5))
def test_any_bytes_are_a_page(data: bytes) -> None:
    assert isinstance(MODEL.label_html(data), Page)


@pytest.mark.parametrize("text", ["\ud800", "a\udfff", "<p>\udce9</p>"])
def test_lone_surrogates_are_refused_with_their_place(text: str) -> None:
    for call in (MODEL.label_html, MODEL.label_text, unpitch.clean):
        with pytest.raises(PageError, match="lone surrogate at character") as caught:
            call(text)
        assert isinstance(caught.value.__cause__, UnicodeEncodeError)


def test_a_model_survives_pickling() -> None:
    small = pickle.dumps(MODEL)
    assert len(small) < 100 and MODEL.__reduce__() == (Model, ())
    loaded = Model.from_bytes(MODEL.to_bytes())
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        again = pickle.loads(pickle.dumps(loaded, protocol))
        page, other = again.label_html(HARBOUR), MODEL.label_html(HARBOUR)
        assert [p.probabilities for p in page.paragraphs] == [p.probabilities for p in other.paragraphs]
        assert again.to_bytes() == loaded.to_bytes()
    for label in Label:
        assert pickle.loads(pickle.dumps(label)) is label
    error = pickle.loads(pickle.dumps(PageError("no", 3, "u")))
    assert (str(error), error.index, error.url) == ("no", 3, "u")


def test_a_page_survives_pickling() -> None:
    for page in (MODEL.label_html(HARBOUR, url="u"), MODEL.label_text("Sign in 🦑\n\nTides\n"), MODEL.label_html("")):
        again = pickle.loads(pickle.dumps(page))
        assert again.to_json() == page.to_json() and (again.url, again.language) == (page.url, page.language)
        for before, after in zip(page.paragraphs, again.paragraphs, strict=True):
            assert (before.text, before.probabilities, before.start, before.end, before.part, before.tag) == (
                after.text, after.probabilities, after.start, after.end, after.part, after.tag)
        assert again.article(max_loss=0.01, markdown=True) == page.article(max_loss=0.01, markdown=True)
        assert again.verdict.reasons == page.verdict.reasons


def test_what_is_no_stored_page_is_refused() -> None:
    whole = MODEL.label_text("Tides\n\nSign in\n").to_json()
    for json in ["", "null", "{}", whole[:-1], whole.replace("Tides", "Tints"), whole.replace('"spans":[', '"spans":[{"start":0,"end":1},')]:
        with pytest.raises(ValueError, match="not a labelled page"):
            Page.from_json(json)
    with pytest.raises(TypeError):
        Page.from_json(7)  # type: ignore[arg-type]


def test_what_is_no_model_file_is_refused(tmp_path: Path) -> None:
    whole = MODEL.to_bytes()
    path = tmp_path / "m.unpitch"
    for data in [b"", b"x", b"\0" * 100, whole[:7], whole[:1_000], whole[:-1], whole + b"x", whole[::-1]]:
        with pytest.raises(ModelError):
            Model.from_bytes(data)
        path.write_bytes(data)
        with pytest.raises(ModelError, match="m.unpitch"):
            Model.load(path)
    with pytest.raises(Error):
        Model.load(OLD_MODEL.parent / "format-4.unpitch").label_text("x").article(max_loss=0.01)
    with pytest.raises(FileNotFoundError, match="missing.unpitch"):
        Model.load(tmp_path / "missing.unpitch")
    with pytest.raises(IsADirectoryError):
        Model.load(tmp_path)
    with pytest.raises(TypeError):
        Model.load(3)  # type: ignore[arg-type]
    with pytest.raises(OSError):
        MODEL.save(tmp_path / "no" / "folder")
    with pytest.raises(ValueError):
        Model.load("a\0b")


def test_a_model_is_saved_and_loaded(tmp_path: Path) -> None:
    path = tmp_path / "saved.unpitch"
    MODEL.save(path)
    assert path.read_bytes() == MODEL.to_bytes() == Model.load(str(path)).to_bytes()


def test_ctrl_c_ends_the_run_at_once() -> None:
    def pages() -> Iterator[str]:
        for i in range(10**9):
            if i == 100:
                raise KeyboardInterrupt
            yield f"<p>Page {i}"

    for jobs in [1, 2]:
        with pytest.raises(KeyboardInterrupt):
            for _ in MODEL.label_many(pages(), jobs=jobs):
                pass


@pytest.mark.skipif(os.name != "posix", reason="sends a signal")
@pytest.mark.parametrize("jobs", [1, 2])
def test_ctrl_c_is_heard_while_pages_are_labelled(jobs: int) -> None:
    done = python(
        f"""
        import itertools, os, signal, threading, time
        from unpitch import Model
        page = "<p>Ferries sail again from Monday, the harbour master said." * 20_000
        threading.Timer(0.5, os.kill, (os.getpid(), signal.SIGINT)).start()
        start = time.monotonic()
        labelled = Model().label_many(itertools.repeat(page), jobs={jobs})
        try:
            for _ in labelled:
                pass
        except KeyboardInterrupt:
            print("heard" if time.monotonic() - start < 20 else "late")
        """
    )
    assert (done.stdout, done.returncode) == ("heard\n", 0), done.stderr


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_fork_can_label_and_its_old_iterators_say_what_is_wrong() -> None:
    done = python(
        """
        import os, threading, unpitch
        model = unpitch.Model()
        model.label_html("<p>x")
        labelled = model.label_many(["<p>Page"] * 1_000, jobs=2)
        next(labelled)

        def fork():
            child = os.fork()
            if child == 0:
                try:
                    try:
                        next(labelled)
                    except unpitch.Error as error:
                        assert "before a fork" in str(error), error
                    else:
                        os._exit(3)
                    globals().pop("labelled")
                    assert len(list(model.label_many(["<p>x"] * 50, jobs=2))) == 50
                    assert model.label_html("<p>x").paragraphs
                    assert unpitch.clean("<p>x") is not None
                    os._exit(0)
                except BaseException:
                    import traceback
                    traceback.print_exc()
                    os._exit(4)
            _, status = os.waitpid(child, 0)
            print("child", os.waitstatus_to_exitcode(status))

        thread = threading.Thread(target=fork)
        thread.start()
        thread.join()
        print("parent", 1 + len(list(labelled)))
        """
    )
    assert (done.stdout, done.returncode) == ("child 0\nparent 1000\n", 0), done.stderr


def test_a_process_ends_in_the_midst_of_a_run() -> None:
    done = python(
        """
        import itertools, unpitch
        labelled = unpitch.Model().label_many(itertools.repeat("<p>Ferries" * 5_000), jobs=2)
        next(labelled)
        print("end")
        """
    )
    assert (done.stdout, done.stderr, done.returncode) == ("end\n", "", 0)


def test_one_iterator_in_two_threads_gives_every_page_once_or_an_error() -> None:
    labelled = MODEL.label_many([f"<p>Page {i}" for i in range(300)], jobs=2)
    pages: list[object] = []

    def take() -> None:
        while True:
            try:
                pages.append(next(labelled))
            except StopIteration:
                return
            except ValueError:
                continue

    takers = [threading.Thread(target=take) for _ in range(2)]
    for taker in takers:
        taker.start()
    for taker in takers:
        taker.join(timeout=60)
    assert len(pages) == 300


@pytest.mark.skipif(os.name != "posix", reason="sends a signal")
def test_a_signal_handler_that_raises_ends_the_wait_and_the_iterator_goes_on() -> None:
    def raise_timeout(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, raise_timeout)
    try:
        labelled = MODEL.label_many(["<p>Ferries sail again." * 200_000, "<p>Two"], jobs=2)
        signal.setitimer(signal.ITIMER_REAL, 0.05)
        with pytest.raises(TimeoutError):
            list(labelled)
        rest = list(labelled)
        assert len(rest) == 2 and isinstance(rest[1], Page)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
