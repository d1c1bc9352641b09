"""What a process did to its files, call by call, recorded by strace."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

STRACE = shutil.which("strace")

#: Calls that change files, or say that they are on the disk.
CHANGING = (
    *("openat", "close", "lseek", "read", "write", "pwrite64", "ftruncate", "fsync", "fdatasync"),
    *("rename", "link", "linkat", "unlink", "mkdir", "rmdir"),
)
#: Calls that would change files in ways that nobody here follows.
UNKNOWN = (
    *("writev", "pwritev", "pwritev2", "fallocate", "sendfile", "copy_file_range", "dup", "dup2", "dup3"),
    *("renameat", "renameat2", "unlinkat", "mkdirat", "symlink", "symlinkat", "truncate", "creat", "open"),
    *("sync", "syncfs", "sync_file_range", "msync"),
)

_LINE = re.compile(r"^\d+ +(\w+)\((.*)\) += (-?\d+|0x[0-9a-f]+)")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"(\.\.\.)?')


@dataclass(frozen=True)
class Call:
    """A system call that succeeded: its texts (paths, or what was written), its other arguments, its result."""

    name: str
    texts: tuple[bytes, ...]
    arguments: tuple[str, ...]
    result: int

    @property
    def path(self) -> str:
        """Its first path."""
        return os.fsdecode(self.texts[0])


def strace(
    command: Sequence[str],
    trace: Path,
    options: Sequence[str],
    env: Mapping[str, str],
    stdin: str = "",
) -> subprocess.CompletedProcess[str]:
    """Run a command under strace."""
    assert STRACE is not None
    return subprocess.run(
        [STRACE, "-f", "--seccomp-bpf", "-o", str(trace), *options, *command],
        env=env,
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def recorded(command: Sequence[str], trace: Path, env: Mapping[str, str]) -> list[Call]:
    """Run a command, which must end well; all that it did to files."""
    options = ["-xx", "-s", str(2**24), "-e", f"trace={','.join(CHANGING + UNKNOWN)}"]
    done = strace(command, trace, options, env)
    if done.returncode:
        raise RuntimeError(f"{done.returncode}: {done.stdout}{done.stderr}")
    with trace.open(encoding="ascii") as lines:
        return list(_calls(lines))


def _calls(lines: Iterator[str]) -> Iterator[Call]:
    for line in lines:
        found = _LINE.match(line)
        if found is None or found[3].startswith("-"):
            continue
        texts = tuple(bytes.fromhex(text[1].replace("\\x", "")) for text in _TEXT.finditer(found[2]))
        arguments = tuple(part.strip() for part in _TEXT.sub("", found[2]).split(","))
        yield Call(found[1], texts, arguments, int(found[3], 0))
