"""What the HTTP service takes beside the program, and what it does under more load than it takes on.

    python benches/service.py PAGES --program unpitch [--pages 2000] [--runs 5] [--least 50000] [--most 300000] [--load 20]

PAGES is a folder of pages, .html.gz. First the CPU time (user and system, all threads) of `unpitch serve` for these pages, sent one
by one and as batches by as many clients as it has threads, beside that of `unpitch predict --format jsonl`: what either takes from its
first page to its last, starting included in the program's alone. Then, for --load seconds each, wrk (Debian's package) asks with as many
connections as requests are taken on, and with four times as many: answers by status, errors of the connections, and the memory that
the service holds, every second.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import re
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pages
from runs import RUNS, Run, interleaved, machine, tell

CLIENTS = os.cpu_count() or 1
TAKEN_ON = 32
BATCH = 50
LUA = """
wrk.method = "POST"
wrk.headers["Content-Type"] = "text/html"
local file = io.open("PAGE", "rb")
wrk.body = file:read("*a")
local threads = {}
function setup(thread) table.insert(threads, thread) end
function init(args) answered, refused, other = 0, 0, 0 end
function response(status)
  if status == 200 then answered = answered + 1 elseif status == 503 then refused = refused + 1 else other = other + 1 end
end
function done(summary)
  local answered, refused, other = 0, 0, 0
  for _, thread in ipairs(threads) do
    answered = answered + thread:get("answered")
    refused = refused + thread:get("refused")
    other = other + thread:get("other")
  end
  local e = summary.errors
  print(string.format("answered %d, refused with 503 %d, otherwise %d; connections: %d not made, %d not read, %d not written, %d timed out",
    answered, refused, other, e.connect, e.read, e.write, e.timeout))
end
"""


class Service:
    """A service on a free port."""

    def __init__(self, program: str) -> None:
        command = [program, "serve", "--port", "0", "--max-requests", str(TAKEN_ON)]
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        assert self.process.stderr is not None
        said = self.process.stderr.readline()
        found = re.search(r"http://([0-9.]+:[0-9]+)", said)
        if found is None:
            raise SystemExit(f"the service did not start: {said}")
        self.address = found[1]

    def cpu(self) -> float:
        """Seconds so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory(self) -> float:
        """MB that it holds now."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        found = re.search(r"VmRSS:\s+(\d+)", status)
        assert found is not None
        return int(found[1]) / 1e3


@contextmanager
def service(program: str) -> Iterator[Service]:
    """A service that is stopped in the end, and has to end in order."""
    running = Service(program)
    try:
        yield running
    finally:
        running.process.terminate()
        code = running.process.wait(timeout=60)
    assert code == 0, code


def send(address: str, media: str, bodies: Iterator[bytes]) -> None:
    """Sends one body after the other and reads the answers, each of which has to be one."""
    connection = http.client.HTTPConnection(address, timeout=60)
    for body in bodies:
        connection.request("POST", "/label", body, {"Content-Type": media})
        answer = connection.getresponse()
        text = answer.read()
        assert answer.status == 200 and text.startswith(b'{"page":') and b'"error":' not in text[:100], text[:200]


def ask(running: Service, media: str, bodies: list[bytes]) -> float:
    """CPU seconds that the service takes for all bodies, sent by several clients."""
    before = running.cpu()
    shares = [iter(bodies[i::CLIENTS]) for i in range(CLIENTS)]
    with ThreadPoolExecutor(CLIENTS) as clients:
        for sent in [clients.submit(send, running.address, media, share) for share in shares]:
            sent.result()
    return running.cpu() - before


def lines(bodies: list[bytes]) -> list[bytes]:
    """The same pages as batches."""
    objects = [json.dumps({"id": i, "html": body.decode(errors="replace")}) for i, body in enumerate(bodies)]
    return ["\n".join(objects[i : i + BATCH]).encode() for i in range(0, len(objects), BATCH)]


def load(running: Service, connections: int, seconds: int, lua: Path) -> None:
    """Asks with so many connections, and tells what came of it."""
    command = ["wrk", "-t", "1", "-c", str(connections), "-d", str(seconds), "--timeout", "60s", "-s", str(lua)]
    with subprocess.Popen([*command, f"http://{running.address}/label"], stdout=subprocess.PIPE, text=True) as asking:
        held = []
        while asking.poll() is None:
            time.sleep(1)
            held.append(running.memory())
        assert asking.stdout is not None
        said = asking.stdout.read().splitlines()
    print(f"  {connections} connections: {said[-1]}")
    print(f"    MB, every second: {' '.join(f'{mb:.0f}' for mb in held)}")


def measure(arguments: argparse.Namespace, chosen: pages.Pages, folder: Path) -> None:
    paths = [str(path) for path in chosen.write(folder)]
    command = [arguments.program, "predict", "--format", "jsonl", "--quiet", *paths]
    batches = lines(chosen.bodies)
    with service(arguments.program) as running:
        measures: dict[str, Callable[[], float]] = {
            "predict": lambda: Run(command).cpu,
            "serve, a page a request": lambda: ask(running, "text/html", chosen.bodies),
            f"serve, batches of {BATCH}": lambda: ask(running, "application/x-ndjson", batches),
        }
        tell("CPU time for these pages", "s", interleaved(measures, arguments.runs))
        page, lua = folder / "000000.html", folder / "load.lua"
        lua.write_text(LUA.replace("PAGE", str(page)))
        print(f"Load: the first page ({page.stat().st_size} bytes), {TAKEN_ON} requests taken on at a time")
        for connections in (TAKEN_ON, 4 * TAKEN_ON):
            load(running, connections, arguments.load, lua)


def main() -> None:
    parser = argparse.ArgumentParser(description="what the service takes beside the program, and under load")
    pages.add_options(parser, 2_000)
    parser.add_argument("--program", default="unpitch", help="the command line (default %(default)s)")
    parser.add_argument("--runs", type=int, default=RUNS, help="(default %(default)s)")
    parser.add_argument("--load", type=int, default=20, help="seconds (default %(default)s)")
    arguments = parser.parse_args()
    chosen = pages.choose(arguments)
    print(f"{chosen}; {machine()}")
    with tempfile.TemporaryDirectory() as folder:
        measure(arguments, chosen, Path(folder))


if __name__ == "__main__":
    main()
