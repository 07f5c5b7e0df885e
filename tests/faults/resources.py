"""Nothing left of what processes share: open files, threads, memory."""

from bench import OLD, require, require_nothing_else, require_old, require_refused
from space import predict

NO_THREAD = """
#include <errno.h>
#include <pthread.h>
int pthread_create(pthread_t *a, const pthread_attr_t *b, void *(*c)(void *), void *d) { return EAGAIN; }
"""


def file_table(bench):
    """a table of open files that is full"""
    pages, rows = bench.pages(20), bench.rows(60)
    output, model = bench.old("out.jsonl", "model.unpitch")
    for command, path in ((predict(pages, output), output), (("train", rows, "-o", model), model)):
        # Three are open, and the system needs one to load the program.
        for files in (4, 5, 6, 8):
            outcome = bench.run(*command, limits=f"ulimit -n {files}")
            require(outcome[0] in (0, 2) and "panicked" not in outcome[1], f"exit code {outcome[0]} with {files} files: {outcome[1][-300:]}")
            if outcome[0] == 2:
                require_refused(outcome, "open files")
                require_old(path)
            else:
                require(path.read_bytes() != OLD, "exit code 0, and nothing was written")
                path.write_bytes(OLD)
    require_nothing_else(bench.folder, "pages", "rows.csv", "out.jsonl", "model.unpitch")


def threads(bench):
    """threads that cannot be started"""
    library = bench.compiled("shim.so", NO_THREAD, "-shared", "-fPIC")
    pages, rows = bench.pages(20), bench.rows(60)
    output, model = bench.old("out.jsonl", "model.unpitch")
    for command, path in ((predict(pages, output), output), (("train", rows, "-o", model), model), (("serve",), None)):
        outcome = bench.run(*command, environment={"LD_PRELOAD": str(library)})
        require(outcome[0] in (0, 2) and "panicked" not in outcome[1], f"exit code {outcome[0]}: {outcome[1][-400:]}")
        if outcome[0] == 2 and path:
            require_old(path)
    require_nothing_else(bench.folder, "pages", "rows.csv", "out.jsonl", "model.unpitch", "shim.so")


def memory(bench):
    """memory that runs out (`ulimit -v`)"""
    pages, rows = bench.pages(50), bench.rows()
    output, model = bench.old("out.jsonl", "model.unpitch")
    for command, path in ((predict(pages, output), output), (("train", rows, "-o", model), model)):
        # Its own bytes are mapped too: with less it is not even loaded.
        own = bench.program.stat().st_size >> 20
        for megabytes in (own + 25, own + 40, own + 60, own + 100):
            code, said, _ = bench.run(*command, limits=f"ulimit -v {megabytes << 10}")
            if code == 0:
                path.write_bytes(OLD)
            else:
                require(said.strip(), f"exit code {code} with {megabytes} MB, and nothing said")
                require_old(path)


FAULTS = (file_table, threads, memory)
