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


WRAPPED = """
import os, signal
from flashcards.cli import due, main
def run(_flags):
    try:
        signal.signal({number}, main._leave)
        os.kill(os.getpid(), {number})
    except BaseException as left:
        raise RuntimeError("Error calling __set_name__") from left
due.run = run
main.main()
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_that_was_made_an_error_of_is_a_signal(number):
    """Where Python wraps what a signal raises in an error of its own, the program ends as on any signal."""
    command = [sys.executable, "-c", WRAPPED.format(number=int(number)), "due"]
    done = subprocess.run(command, capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (128 + number, b"", b"")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_in_a_finalizer_is_not_lost(number):
    """What Python swallows while it throws an object away comes again, and ends the program in silence."""
    command = [sys.executable, "-c", SWALLOWED.format(number=int(number))]
    done = subprocess.run(command, capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (128 + number, b"", b"")
