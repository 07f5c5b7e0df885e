"""No room: a full disk, a limit on the size of files, a full device."""

import os
import shutil
import signal
import subprocess

from bench import OLD, Skipped, require, require_nothing_else, require_old, require_refused

# Of a file, and of the file system: less than the answers take.
FEW_BYTES = 32 << 10

OUTPUTS = ("answers.jsonl", "answers.csv", "answers.parquet", "answers.jsonl.gz", "answers.jsonl.zst", "answers.warc.wet.gz")
FORMATS = {"csv": "csv", "parquet": "parquet", "wet": "wet"}


def predict(pages, output):
    """How the program is asked for such a file."""
    word = next((word for word in FORMATS if f".{word}" in output.name), "jsonl")
    subcommand = "clean" if word == "wet" else "predict"
    return subcommand, pages, "--format", FORMATS.get(word, "jsonl"), "-o", output


def small_disk(bench):
    """A file system with little room, ours until the end."""
    if os.getuid() != 0 or not shutil.which("mount"):
        raise Skipped("only root may mount a small file system")
    disk = bench.folder / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={FEW_BYTES}", "tmpfs", disk], capture_output=True, text=True)
    if mounted.returncode:
        raise Skipped(f"mount says: {mounted.stderr.strip()}")
    return bench.own(disk)


def full_disk(bench):
    """a disk that fills while answers, a model or a report are written"""
    pages, rows = bench.pages(3000), bench.rows()
    disk = small_disk(bench)
    try:
        outputs = [disk / name for name in OUTPUTS]
        commands = [predict(pages, output) for output in outputs]
        commands.append(("train", rows, "-o", disk / "model.unpitch"))
        commands.append(("evaluate", rows, "--report", disk / "report.html"))
        commands.append((*predict(pages, disk / "shards.jsonl"), "--shard-size", 1000))
        for command in commands:
            output = next(word for word in command if str(word).startswith(str(disk)))
            if "--shard-size" not in command:
                bench.old(output)
            outcome = bench.run(*command)
            require(outcome[0], f"{output.name}: there was room for all of it")
            require_refused(outcome, output.name.split(".")[0], "No space left")
            if "--shard-size" in command:
                whole = list(disk.glob("shards-*.jsonl"))
                require(all(len(shard.read_bytes().splitlines()) == 1000 for shard in whole), "a shard is not whole")
            else:
                require_old(output)
                output.unlink()
            for left in disk.iterdir():
                require(left.name.startswith("shards"), f"left behind: {left.name}")
    finally:
        subprocess.run(["umount", disk], check=True)


def limited_size(bench):
    """a limit on the size of files (`ulimit -f`), told by an error, or by a signal that kills"""
    pages, rows = bench.pages(600), bench.rows()
    outputs = bench.old(*OUTPUTS[:3], "model.unpitch")
    commands = [predict(pages, output) for output in outputs[:3]]
    commands.append(("train", rows, "-o", outputs[3]))
    for command in commands:
        for limits, codes in (("trap '' XFSZ; ulimit -f 40", (2,)), ("ulimit -f 40", (2, -signal.SIGXFSZ))):
            outcome = bench.run(*command, limits=limits)
            require(outcome[0], f"{command[-1].name}: there was room for all of it")
            require_refused(outcome, *((command[-1].name, "too large") if outcome[0] == 2 else ()), codes=codes)
            require_old(command[-1])
    left = [path for path in bench.folder.iterdir() if path.name.endswith(".partial")]
    require_nothing_else(bench.folder, "pages", "rows.csv", *(path.name for path in outputs + left))


def full_device(bench):
    """a stream into a device that is full"""
    pages, rows = bench.pages(50), bench.rows()
    for command in (("predict", pages, "--format", "jsonl"), ("clean", pages), ("evaluate", rows), ("train", rows, "-o", "-")):
        with open("/dev/full", "wb") as full:
            outcome = bench.run(*command, stdout=full)
        require_refused(outcome, "No space left")


FAULTS = (full_disk, limited_size, full_device)
