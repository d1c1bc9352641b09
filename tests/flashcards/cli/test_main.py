"""The way in: what a signal does wherever it comes."""

import signal
import subprocess
import sys

import pytest

SWALLOWED = """
import os, signal
from flashcards.cli.main import _leave
number = {number}
signal.signal(number, _leave)
class Thrown:
    def __del__(self):
        os.kill(os.getpid(), number)
Thrown()
while True:
    signal.pause()
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_in_a_finalizer_is_not_lost(number):
    """What Python swallows while it throws an object away comes again, and ends the program in silence."""
    command = [sys.executable, "-c", SWALLOWED.format(number=int(number))]
    done = subprocess.run(command, capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (128 + number, b"", b"")
