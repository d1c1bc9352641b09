"""What no program of this kind can be faster than: an append that is on the disk, and a Python that does nothing."""

import os
import subprocess
import time
from pathlib import Path


def appends(folder, times):
    """Milliseconds of appending a row's bytes to a file and having them on the disk."""
    taken = []
    with Path(folder, "floor").open("ab", buffering=0) as file:
        for _ in range(times):
            begun = time.perf_counter()
            file.write(b"x" * 100)
            os.fsync(file.fileno())
            taken.append((time.perf_counter() - begun) * 1000)
    return taken


def process(command, **environment):
    """Milliseconds and peak memory (MB) of a whole process; its failure ends everything."""
    begun = time.perf_counter()
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=os.environ | environment
    ) as child:
        told = child.stderr.read()
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"{' '.join(map(str, command))} failed: {told.decode()}")
    return (time.perf_counter() - begun) * 1000, used.ru_maxrss / 1024
