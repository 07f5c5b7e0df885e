"""A Spark of this machine's own whose workers are processes of their own."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

# Java that starts soon is better here than Java that runs fast later.
_JAVA = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
_SETTINGS = {
    "spark.driver.extraJavaOptions": _JAVA,
    "spark.driver.memory": "2g",
    "spark.executor.extraJavaOptions": _JAVA,
    "spark.log.level": "ERROR",
    "spark.sql.catalogImplementation": "in-memory",
    "spark.sql.execution.arrow.maxRecordsPerBatch": "50",
    "spark.sql.files.minPartitionNum": "8",
    "spark.sql.shuffle.partitions": "2",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}


@contextmanager
def session(folder: Path) -> Iterator[Any]:
    """Two executors with a core and 1 GiB each, started in a folder."""
    import pyspark
    from pyspark.sql import SparkSession

    os.environ.update(PYSPARK_PYTHON=sys.executable, SPARK_LOCAL_IP="127.0.0.1")
    builder = SparkSession.builder.master("local-cluster[2,1,1024]")
    for name, value in _SETTINGS.items():
        builder = builder.config(name, value)
    here = Path.cwd()
    os.chdir(folder)
    try:
        spark = builder.getOrCreate()
    finally:
        os.chdir(here)
    app = spark.sparkContext.applicationId
    try:
        yield spark
    finally:
        spark.stop()
        # The executors' logs, which Spark writes beside its own files.
        shutil.rmtree(Path(pyspark.__file__).parent / "work" / app, ignore_errors=True)


def executors(app: str) -> list[int]:
    """The processes that run tasks of this application."""
    return [int(folder.name) for folder in Path("/proc").glob("[0-9]*") if _is_executor(folder / "cmdline", app)]


def _is_executor(cmdline: Path, app: str) -> bool:
    try:
        arguments = cmdline.read_bytes().split(b"\0")
    except OSError:
        return False
    return b"org.apache.spark.executor.CoarseGrainedExecutorBackend" in arguments and app.encode() in arguments


def kill_one(app: str) -> int:
    """Kills an executor, which has no time to say anything."""
    pid = executors(app)[0]
    os.kill(pid, signal.SIGKILL)
    return pid


def until(holds: Callable[[], Any], what: str, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, f"waited {seconds} s for {what}"
        time.sleep(0.05)
