"""How often the disk is waited for, counted by strace."""

import json
import os
import shutil
import subprocess

import pytest

STRACE = shutil.which("strace")


@pytest.fixture
def waits(settled, run, place, tmp_path):
    """Counts the calls with which a command waits for the disk."""
    if STRACE is None:
        assert os.environ.get("FLASHCARDS_REQUIRE_ORACLES") != "1", "there is no strace"
        pytest.skip("there is no strace")

    def count(*arguments, stdin=""):
        trace = tmp_path / "trace"
        command = [STRACE, "-f", "-o", trace, "-e", "trace=fsync,fdatasync,sync,msync", *run, *arguments]
        done = subprocess.run(
            command, env=place, input=stdin, text=True, capture_output=True, check=True, timeout=60
        )
        assert not done.stderr
        return sum("sync(" in line for line in trace.read_text().splitlines())

    return count


def test_an_answer_waits_for_the_disk_once(waits):
    """Two more answers in a sitting are two more waits, one for each."""
    lines = [json.dumps({"grade": 4}) + "\n"] * 3
    first, last = (waits("review", "--cram", "--answers", "-", stdin="".join(lines[:n])) for n in (1, 3))
    assert last - first == 2


def test_looking_waits_for_nothing(waits):
    """A command that stands in a shell prompt writes nothing that must be on the disk."""
    assert waits("due") == 0
