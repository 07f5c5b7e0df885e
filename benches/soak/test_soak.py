"""The harness finds what it is there to find: python -m unittest discover benches/soak."""

from __future__ import annotations

import random
import sys
import unittest
from pathlib import Path

import judge
from labeller import Labeller
from mutations import MOST, MUTATIONS, mutated
from pages import OWN, Pages
from series import Row, watch

# Answers each page but those of `lost`, says `said` and ends with `code`.
STAND_IN = """
import sys
lost, code, said = {lost}, {code}, {said!r}
for line in sys.stdin:
    if int(line) not in lost:
        print('{{"id":%d,"paragraphs":[]}}' % int(line), flush=True)
sys.stderr.write(said)
sys.exit(code)
"""


def series(resident: list[float], cpu: list[float]) -> list[Row]:
    return [Row(30.0 * (i + 1), 100 * (i + 1), 3.3, c, r, r) for i, (r, c) in enumerate(zip(resident, cpu, strict=True))]


def soaked(lost: str = "()", code: int = 0, said: str = "") -> list[str]:
    """What is found of a stand-in after half a second."""
    program = STAND_IN.format(lost=lost, code=code, said=said)
    labelled = Labeller([sys.executable, "-c", program], str)
    rows = list(watch(labelled.process.pid, lambda: labelled.answered, 0.5, 0.1))
    labelled.finish(20.0)
    assert rows and rows[-1].pages > 0 and rows[-1].resident_mb > 1, rows
    return labelled.faults


class Judge(unittest.TestCase):
    flat, steady = [100.0 + i % 3 for i in range(30)], [3.0 + 0.1 * (i % 4) for i in range(30)]

    def test_a_steady_run_passes(self) -> None:
        self.assertEqual(judge.faults(series(self.flat, self.steady)), [])

    def test_a_start_and_single_peaks_are_no_leak(self) -> None:
        resident = [50.0, 60.0, 80.0, *self.flat[3:]]
        resident[17] = 400.0
        self.assertEqual(judge.faults(series(resident, self.steady)), [])

    def test_a_leak_is_found(self) -> None:
        found = judge.faults(series([100.0 + i for i in range(30)], self.steady))
        self.assertEqual(len(found), 1)
        # 30 rows, 7 of them warm-up: 22 steps of 1 MB.
        self.assertIn("memory grew by 22.0 MB", found[0])

    def test_a_slowdown_is_found(self) -> None:
        found = judge.faults(series(self.flat, [3.0] * 20 + [4.0] * 10))
        self.assertEqual(len(found), 1)
        self.assertIn("33% more CPU time", found[0])

    def test_a_silence_is_found(self) -> None:
        rows = series(self.flat, self.steady)
        rows[10:13] = [Row(row.seconds, 1000, 0.0, float("inf"), 100.0, 100.0) for row in rows[10:13]]
        self.assertEqual(judge.silence(rows), 90.0)
        self.assertTrue(any("no answer for 90 s" in fault for fault in judge.faults(rows)))

    def test_a_short_run_is_all_warm_up(self) -> None:
        self.assertEqual(judge.faults(series([100.0 + 9 * i for i in range(19)], self.steady[:19])), [])
        self.assertNotEqual(judge.faults(series([100.0 + 9 * i for i in range(20)], self.steady[:20])), [])

    def test_a_run_without_a_row_is_found(self) -> None:
        self.assertEqual(judge.faults([]), ["it ended before it had labelled anything"])


class Counts(unittest.TestCase):
    def test_a_sound_process_has_no_faults(self) -> None:
        self.assertEqual(soaked(), [])

    def test_a_lost_page_is_found(self) -> None:
        self.assertEqual(soaked("(7,)"), ["1 pages without an answer, among them [7]"])

    def test_a_panic_and_its_exit_code_are_found(self) -> None:
        found = soaked(code=101, said="thread 'main' panicked at src/page.rs:1:1")
        self.assertEqual(len(found), 2)
        self.assertIn("a panic", found[0])
        self.assertIn("exit code 101", found[1])


class Mutations(unittest.TestCase):
    def test_a_number_is_always_the_same_page(self) -> None:
        one, again, other = Pages([OWN], 1), Pages([OWN], 1), Pages([OWN], 2)
        self.assertEqual([one.page(i) for i in range(20)], [again.page(i) for i in range(20)])
        self.assertNotEqual([one.page(i) for i in range(20)], [other.page(i) for i in range(20)])

    def test_the_first_page_comes_again(self) -> None:
        pages = Pages([OWN], 1, 7)
        self.assertEqual(pages.page(2), pages.page(9))
        self.assertEqual(pages.page(2), Pages([OWN], 1).page(2))
        self.assertNotEqual(pages.page(2), Pages([OWN], 1).page(9))

    def test_each_changes_pages_and_bounds_hold(self) -> None:
        page, other = "<p>The boat sails at six.</p>" * 50, "<h1>Sign in</h1>" * 50
        for mutation in MUTATIONS:
            results = {mutation(page, other, random.Random(i)) for i in range(10)}
            self.assertGreater(len(results - {page}), 3, mutation.__name__)
            mutation("", "", random.Random(1))
        self.assertLessEqual(len(mutated("x" * 10 * MOST, other, random.Random(1))), MOST)

    def test_pages_are_found(self) -> None:
        with self.assertRaisesRegex(SystemExit, "found no page"):
            Pages([Path(__file__).parent], 1)


if __name__ == "__main__":
    unittest.main()
