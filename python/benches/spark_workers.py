"""What Spark's Python workers take for a page, beside `label_many` over the same pages.

    python benches/spark_workers.py PAGES [--pages 2000] [--least 50000] [--most 300000]

PAGES is a folder of pages, .html.gz. They are written once as Parquet, 16 files a folder. Each run labels all of them in a session
`local-cluster[1,1,2048]` that has labelled them once before, and in a process that calls `label_many(jobs=1)` on the same files and
reads all values of all paragraphs; five of each, interleaved. CPU time (user and system) is that of the Python workers alone in the
one, and of the loop alone in the other; wall time is there too, since Java works beside the workers. Medians are given.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import pages
from runs import RUNS, row

FILES = 16
TICK = os.sysconf("SC_CLK_TCK")


def write(folder: Path, bodies: list[bytes]) -> None:
    """Writes the pages as Parquet."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    for i in range(FILES):
        pq.write_table(pa.table({"html": pa.array(bodies[i::FILES], pa.binary())}), folder / f"{i:02}.parquet")


def label_here(folder: Path) -> None:
    """CPU and wall seconds of `label_many`, in a process of its own."""
    import pyarrow.parquet as pq

    import unpitch

    names = ("position", "text", "label", "probability", "start", "end", "tag", "part", "probabilities")
    model = unpitch.Model()
    model.label_html("<p>warm")
    cpu = wall = 0.0
    for path in sorted(folder.glob("*.parquet")):
        bodies = pq.read_table(path)["html"].to_pylist()
        cpu, wall = cpu - time.process_time(), wall - time.monotonic()
        for page in model.label_many(bodies, jobs=1):
            assert isinstance(page, unpitch.Page)
            [[getattr(paragraph, name) for name in names] for paragraph in page.paragraphs]
        cpu, wall = cpu + time.process_time(), wall + time.monotonic()
    print(cpu, wall, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


class Workers:
    """The Python processes of Spark's executors."""

    def __init__(self) -> None:
        self.most_resident = 0

    def cpu(self) -> float:
        """CPU seconds so far, those of processes that ended included."""
        return sum(self._seconds(folder) for folder in Path("/proc").glob("[0-9]*"))

    def _seconds(self, folder: Path) -> float:
        try:
            if b"pyspark.daemon" not in (folder / "cmdline").read_bytes():
                return 0.0
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            self.most_resident = max(self.most_resident, int((folder / "statm").read_text().split()[1]))
        except OSError:
            return 0.0
        return sum(map(int, fields[11:15])) / TICK


def spark_session() -> Any:
    from pyspark.sql import SparkSession

    os.environ.update(PYSPARK_PYTHON=sys.executable, SPARK_LOCAL_IP="127.0.0.1")
    settings = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.log.level": "ERROR",
        "spark.sql.files.minPartitionNum": str(FILES),
    }
    builder = SparkSession.builder.master("local-cluster[1,1,2048]")
    for name, value in settings.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


def tell(what: str, figures: list[float], n: int) -> float:
    each = [figure / n * 1e3 for figure in figures]
    print(row(what, "ms a page", each))
    return statistics.median(each)


def in_turns(frame: Any, folder: Path, workers: Workers) -> dict[str, list[float]]:
    """Seconds of all runs, and kilobytes of memory; the first turn warms up."""
    names = ("label_many, CPU", "label_many, wall", "memory", "Spark's Python, CPU", "Spark, wall")
    figures: dict[str, list[float]] = {name: [] for name in names}
    for turn in range(RUNS + 1):
        command = [sys.executable, __file__, str(folder), "--here"]
        here = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
        cpu, wall = workers.cpu(), time.monotonic()
        frame.write.format("noop").mode("overwrite").save()
        taken = (*map(float, here), workers.cpu() - cpu, time.monotonic() - wall)
        if turn > 0:
            for name, figure in zip(names, taken):
                figures[name].append(figure)
    return figures


def measure(folder: Path, n: int) -> None:
    from unpitch.spark import label_pages

    spark, workers = spark_session(), Workers()
    figures = in_turns(label_pages(spark.read.parquet(f"file://{folder}")), folder, workers)
    spark.stop()
    memory = max(figures.pop("memory")) / 1e3
    medians = {name: tell(name, values, n) for name, values in figures.items()}
    share = medians["label_many, CPU"] / medians["Spark's Python, CPU"]
    print(f"  Spark does {share:.2f} of the pages a CPU second")
    mb = workers.most_resident * os.sysconf("SC_PAGE_SIZE") / 1e6
    print(f"  memory: a Python worker {mb:.0f} MB after a run, the process of label_many {memory:.0f} MB at most")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    pages.add_options(parser, 2_000)
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.here:
        label_here(arguments.source)
        return
    with tempfile.TemporaryDirectory() as name:
        chosen = pages.choose(arguments)
        print(chosen)
        write(Path(name), chosen.bodies)
        measure(Path(name), len(chosen.bodies))


if __name__ == "__main__":
    main()
