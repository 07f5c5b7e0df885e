"""Runs that are ended from outside: closed pipes, signals, kill -9."""

import signal
import time

from bench import SECONDS, begun, ended, interrupt, require, require_nothing_else, require_old, require_refused
from space import predict

PAGES = 3000


def closed_pipe(bench):
    """a reader that has enough"""
    pages = bench.pages(400)
    for command in (("predict", pages, "--format", "jsonl"), ("predict", pages, "--format", "csv"), ("clean", pages), ("verdict", pages)):
        run = bench.start(*command)
        run.stdout.read(10)
        run.stdout.close()
        said = run.stderr.read().decode()
        code = run.wait(SECONDS)
        require(code == 0 and not said.strip(), f"exit code {code} and {said[-300:]!r}, expected 0 and nothing")


def signals(bench):
    """SIGINT and SIGTERM while answers are written"""
    pages = bench.pages(PAGES)
    for which in (signal.SIGINT, signal.SIGTERM):
        for name in ("out.jsonl", "out.csv", "out.parquet"):
            (output,) = bench.old(name)
            run = bench.start(*predict(pages, output))
            begun(run, bench.folder, len(list(bench.folder.iterdir())))
            require_refused(interrupt(run, which), "interrupted", codes=(130,))
            require_old(output)
            output.unlink()
            require_nothing_else(bench.folder, "pages")


def signals_in_training(bench):
    """SIGINT and SIGTERM while a model is trained"""
    rows, model = bench.rows(4000), bench.old("model.unpitch")[0]
    for which in (signal.SIGINT, signal.SIGTERM):
        run = bench.start("train", rows, "-o", model)
        time.sleep(0.5)
        require_refused(interrupt(run, which), "nothing was written", codes=(130,))
        require_old(model)
        require_nothing_else(bench.folder, "rows.csv", "model.unpitch")


def killed(bench):
    """kill -9 while answers are written: the next run does not mind what is left"""
    pages = bench.pages(PAGES)
    output = bench.old("out.jsonl")[0]
    run = bench.start(*predict(pages, output))
    begun(run, bench.folder, len(list(bench.folder.iterdir())))
    run.send_signal(signal.SIGKILL)
    ended(run)
    require_old(output)
    left = [path for path in bench.folder.iterdir() if path.name not in ("pages", "out.jsonl")]
    require(all(path.name.endswith(".partial") and "out.jsonl" in path.name for path in left), f"left behind: {left}")
    require(bench.run(*predict(pages, output))[0] == 0, "the next run failed")
    require(len(output.read_bytes().splitlines()) == PAGES, "pages are missing")


def killed_in_shards(bench):
    """kill -9 again and again while shards are written: the run goes on, and no page is lost or there twice"""
    pages, output = bench.pages(PAGES), bench.folder / "out.jsonl"
    command = [*predict(pages, output), "--shard-size", 100, "--threads", 1]
    kills = 0
    while True:
        run = bench.start(*command)
        there = len(list(bench.folder.glob("out-*.jsonl")))
        while run.poll() is None and len(list(bench.folder.glob("out-*.jsonl"))) < there + 3:
            time.sleep(0.001)
        if run.poll() is not None:
            break
        run.send_signal(signal.SIGKILL)
        ended(run)
        kills += 1
        if "--resume" not in command:
            command.append("--resume")
    code, said, _ = ended(run)
    require(code == 0, f"exit code {code} after {kills} kills: {said[-300:]}")
    require(kills > 2, f"killed {kills} times only")
    shards = sorted(bench.folder.glob("out-*.jsonl"))
    lines = b"".join(shard.read_bytes() for shard in shards).splitlines()
    require(len(lines) == len(set(lines)) == PAGES, f"{len(lines)} records, {len(set(lines))} of them different, of {PAGES} pages")
    require_nothing_else(bench.folder, "pages", "out.jsonl.journal", *(shard.name for shard in shards))


def listening(run):
    """Waits until the address is said."""
    said = run.stderr.readline().decode()
    require("127.0.0.1" in said, f"expected an address: {said}")


def killed_label(bench):
    """kill -9 while somebody labels: the next sitting begins"""
    pages, output = bench.pages(5), bench.folder / "labels.csv"
    command = ("label", pages, "-o", output, "--port", 0)
    for _ in range(2):
        run = bench.start(*command)
        listening(run)
        run.send_signal(signal.SIGKILL)
        ended(run)
    run = bench.start(*command)
    listening(run)
    code, said, _ = interrupt(run, signal.SIGTERM)
    require(code in (0, 130) and "panicked" not in said, f"exit code {code}: {said[-300:]}")


def stopped_service(bench):
    """SIGTERM and kill -9 of the service: it ends, and its address is free"""
    for which, codes in ((signal.SIGTERM, (0,)), (signal.SIGKILL, (-signal.SIGKILL,)), (signal.SIGINT, (0, 130))):
        run = bench.start("serve", "--port", 0)
        listening(run)
        code, said, _ = interrupt(run, which)
        require(code in codes, f"exit code {code} after signal {which}, expected one of {codes}: {said[-300:]}")


FAULTS = (closed_pipe, signals, signals_in_training, killed, killed_in_shards, killed_label, stopped_service)
