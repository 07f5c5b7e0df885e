"""A process that labels pages: numbered pages go in, lines with their numbers come out, and none may be missing."""

from __future__ import annotations

import json
import re
import subprocess
import threading
from collections.abc import Callable

# Enough to keep the threads of any machine busy; the rest would wait in pipes.
MOST_WAITING = 300
# A line in so many is read as JSON; of the others only the number, which the program repeats before the paragraphs.
READ_WHOLE = 50
# How the package's answer begins where a page could not be labelled.
REFUSED = b'{"id":%d,"error":'
NUMBER = re.compile(rb'"id":(\d+)')


class Labeller:
    """Asks for page after page until `finish`, and counts what comes of it."""

    def __init__(self, command: list[str], line: Callable[[int], str]) -> None:
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.line = line
        self.waiting: set[int] = set()
        self.answered = self.refused = 0
        self.faults: list[str] = []
        self.said: list[str] = []
        self.over = threading.Event()
        self.changed = threading.Condition()
        self.threads = [threading.Thread(target=task, daemon=True) for task in (self.ask, self.hear, self.listen)]
        for thread in self.threads:
            thread.start()

    def ask(self) -> None:
        number = 0
        assert self.process.stdin
        try:
            while not self.over.is_set():
                line = self.line(number).encode() + b"\n"
                with self.changed:
                    self.changed.wait_for(lambda: len(self.waiting) < MOST_WAITING or self.over.is_set())
                    self.waiting.add(number)
                self.process.stdin.write(line)
                self.process.stdin.flush()
                number += 1
            self.process.stdin.close()
        except BrokenPipeError:
            self.faults.append(f"no more pages were taken after page {number}")

    def hear(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            with self.changed:
                self.answer(line)
                self.changed.notify_all()

    def answer(self, line: bytes) -> None:
        found = NUMBER.search(line)
        number = int(found[1]) if found else -1
        if number not in self.waiting:
            self.faults.append(f"an answer that nobody waits for: {line[:200]!r}")
            return
        self.waiting.remove(number)
        self.answered += 1
        self.refused += line.startswith(REFUSED % number)
        if number % READ_WHOLE == 0:
            try:
                json.loads(line)
            except ValueError as error:
                self.faults.append(f"page {number} is answered with what is no JSON: {error}")

    def listen(self) -> None:
        """Keeps the first and the last of what is said on standard error."""
        assert self.process.stderr
        for line in self.process.stderr:
            self.said.append(line.decode(errors="replace").rstrip())
            if "panicked" in self.said[-1]:
                self.faults.append(f"a panic: {self.said[-1]}")
            if len(self.said) > 100:
                del self.said[50]

    def finish(self, seconds: float) -> None:
        """Asks for no more, waits for what is under way, and says what went wrong."""
        self.over.set()
        with self.changed:
            self.changed.notify_all()
        for thread in self.threads:
            thread.join(seconds)
        if self.process.poll() is None:
            try:
                self.process.wait(seconds)
            except subprocess.TimeoutExpired:
                self.faults.append(f"it did not end within {seconds:.0f} s")
                self.process.kill()
        if self.process.returncode:
            self.faults.append(f"it ended with exit code {self.process.returncode}: {' | '.join(self.said[-3:])}")
        if self.waiting:
            self.faults.append(f"{len(self.waiting)} pages without an answer, among them {sorted(self.waiting)[:5]}")
        for pipe in (self.process.stdout, self.process.stderr):
            assert pipe
            pipe.close()
