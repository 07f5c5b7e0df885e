"""Folders that take no file, or do not let one be renamed."""

from bench import require, require_nothing_else, require_old, require_refused
from space import OUTPUTS, predict

# Runs a program whose system calls that rename or link are refused, as by file systems that have none.
WITHOUT_RENAME = """
#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>
#define NO(call) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, call, 0, 1), BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM)
int main(int n, char **words) {
    struct sock_filter filter[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
#ifdef SYS_rename
        NO(SYS_rename), NO(SYS_link),
#endif
        NO(SYS_renameat), NO(SYS_renameat2), NO(SYS_linkat),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = {sizeof filter / sizeof filter[0], filter};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program)) return 99;
    execv(words[1], words + 1);
    return 98;
}
"""


def commands(bench):
    pages, rows = bench.pages(20), bench.rows(60)
    folder = bench.folder / "out"
    folder.mkdir()
    bench.own(folder)
    found = [predict(pages, folder / name) for name in OUTPUTS]
    found.append(("train", rows, "-o", folder / "model.unpitch"))
    found.append(("evaluate", rows, "--report", folder / "report.html"))
    return folder, found


def read_only(bench):
    """a folder that is read-only"""
    folder, found = commands(bench)
    bench.old(*(command[-1] for command in found))
    found.append(("predict", bench.folder / "pages", "--output-dir", folder, "--format", "jsonl"))
    found.append((*predict(bench.folder / "pages", folder / "shards.jsonl"), "--shard-size", 5))
    folder.chmod(0o555)
    for command in found:
        require_refused(bench.run(*command), "out", "denied")
    folder.chmod(0o755)
    for command in found[:-2]:
        require_old(command[-1])
    require_nothing_else(folder, *(command[-1].name for command in found[:-2]))


def no_rename(bench):
    """a file system without rename"""
    through = [bench.compiled("without-rename", WITHOUT_RENAME)]
    folder, found = commands(bench)
    bench.old(*(command[-1] for command in found))
    for command in found:
        require_refused(bench.run(*command, through=through), command[-1].name)
        require_old(command[-1])
    shards = (*predict(bench.folder / "pages", folder / "shards.jsonl"), "--shard-size", 5)
    require_refused(bench.run(*shards, through=through), "shards")
    require(not list(folder.glob("shards-*")), "a shard was put there without a rename")
    require_nothing_else(folder, "shards.jsonl.journal", *(command[-1].name for command in found))


FAULTS = (read_only, no_rename)
