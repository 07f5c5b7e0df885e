"""Two runs that write the same output at once."""

import json

from bench import ended, require, require_nothing_else
from space import predict


def same_output(bench):
    """two runs write the same file: it is that of one of them"""
    pages, output = bench.pages(300), bench.folder / "out.jsonl"
    alone = {}
    for word in ("predict", "clean"):
        require(bench.run(word, pages, "--format", "jsonl", "-o", output)[0] == 0, "a run alone failed")
        alone[word] = output.read_bytes()
    for _ in range(3):
        runs = [bench.start(word, pages, "--format", "jsonl", "-o", output) for word in alone]
        codes = [ended(run)[0] for run in runs]
        require(codes == [0, 0], f"exit codes {codes}")
        require(output.read_bytes() in alone.values(), "the file is a mixture")
    require_nothing_else(bench.folder, "pages", "out.jsonl")


def same_model(bench):
    """two trainings write the same model: it loads"""
    rows, model, pages = bench.rows(100), bench.folder / "model.unpitch", bench.pages(1)
    runs = [bench.start("train", rows, "-o", model) for _ in range(2)]
    codes = [ended(run)[0] for run in runs]
    require(codes == [0, 0], f"exit codes {codes}")
    require(bench.run("predict", pages, "-m", model)[0] == 0, "the model does not load")
    require_nothing_else(bench.folder, "pages", "rows.csv", "model.unpitch")


def same_journal(bench):
    """two runs in shards have the same output: each page is there, or the second one is refused"""
    pages, output = bench.pages(500), bench.folder / "out.jsonl"
    runs = [bench.start(*predict(pages, output), "--shard-size", 50) for _ in range(2)]
    outcomes = [ended(run) for run in runs]
    codes = sorted(code for code, _, _ in outcomes)
    require(codes in ([0, 2], [0, 0]), f"exit codes {codes}: {[said[-200:] for _, said, _ in outcomes]}")
    lines = b"".join(shard.read_bytes() for shard in sorted(bench.folder.glob("out-*.jsonl"))).splitlines()
    ids = {json.loads(record)["page"] for record in lines}
    require(len(lines) == len(ids) == 500, f"{len(lines)} records of {len(ids)} pages, of 500")


FAULTS = (same_output, same_model, same_journal)
