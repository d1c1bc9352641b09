"""The program on a terminal of its own, forked from this process; and a signal at any of its calls."""

import fcntl
import gc
import mmap
import os
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Sequence
from pathlib import Path

import process

_ESCAPES = re.compile(r"\x1b(?:\[[0-9;?>]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[()][A-Z0-9]|[=>78cM])")
_WHERE_IS_THE_CURSOR, _THERE = b"\x1b[6n", b"\x1b[1;1R"
#: Modes that a program turns on, and how it turns them off again.
_MODES = {"the cursor is hidden": ("?25l", "?25h")} | {
    f"mode {number} is left on": (f"?{number}h", f"?{number}l") for number in (1049, 47, 2004, 1000, 1006)
}


class Terminal:
    """A program, and the terminal that it has for itself; `calls` is how many it has made when `at` is given.

    At that call it sends itself the signal; a call that never comes only counts.
    """

    def __init__(
        self, home: Path, words: Sequence[str], at: int = 0, number: int = 0,
        sabotage: process.Sabotage | None = None,
    ) -> None:  # fmt: skip
        self._counted = mmap.mmap(-1, 8)
        self._ours, theirs = os.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.modes = termios.tcgetattr(theirs)
        self._theirs = theirs
        self.out = b""
        gc.collect()  # a database that is still open here is not one that a child could open
        sys.stdout.flush()
        sys.stderr.flush()
        unblocked = signal.pthread_sigmask(signal.SIG_BLOCK, process.SIGNALS)  # until the program has begun
        self.pid = os.fork()
        if self.pid:
            signal.pthread_sigmask(signal.SIG_SETMASK, unblocked)
        else:
            try:
                os.setsid()
                fcntl.ioctl(theirs, termios.TIOCSCTTY, 0)
                for stream in (0, 1, 2):
                    os.dup2(theirs, stream)
                os.closerange(3, 1024)
                process.become(home, words, lambda: self._prepare(at, number, sabotage))
            finally:
                os._exit(99)

    def _prepare(self, at: int, number: int, sabotage: process.Sabotage | None) -> None:
        os.environ["TERM"] = "xterm-256color"
        signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background has it ignored
        if sabotage is not None:
            sabotage()
        if not at:
            return
        calls = 0

        def called(frame: object, event: str, _what: object) -> None:
            nonlocal calls
            if event != "call" or not _is_ours(frame.f_code.co_filename):
                return
            calls += 1
            self._counted[:8] = struct.pack("q", calls)
            if calls == at:
                sys.setprofile(None)
                os.kill(os.getpid(), number)

        sys.setprofile(called)

    @property
    def calls(self) -> int:
        """How many calls the program has made."""
        return struct.unpack("q", self._counted[:8])[0]

    @property
    def text(self) -> str:
        """What was written, without escapes."""
        return _ESCAPES.sub("", self.out.decode(errors="replace"))

    def type(self, keys: str) -> None:
        """Type keys, whether they are wanted now or later."""
        os.write(self._ours, keys.encode())

    def until(self, text: str, seconds: float = 20) -> bool:
        """Whether this was written."""
        end = time.monotonic() + seconds
        while text not in self.text:
            if not self._read() or time.monotonic() > end:
                return text in self.text
        return True

    def hang_up(self) -> None:
        """Close the window."""
        os.close(self._ours)
        os.close(self._theirs)
        self._ours = -1

    def code(self, seconds: float = 20) -> int:
        """Its exit code, as a shell has it: a signal that killed it is 128 and its number; -1 if it went on."""
        end, nudged = time.monotonic() + seconds, time.monotonic() + 2
        while True:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                break
            if time.monotonic() > end:
                os.kill(self.pid, signal.SIGKILL)
                os.waitpid(self.pid, 0)
                return -1
            if self._ours >= 0:
                self._read()
                if time.monotonic() > nudged:  # all keys are typed: whoever waits on gets the end of input
                    nudged += 1
                    self.type("\x04")
            else:
                time.sleep(0.005)
        while self._ours >= 0 and self._read():
            pass
        code = os.waitstatus_to_exitcode(status)
        return 128 - code if code < 0 else code

    def _read(self) -> bool:
        """Take in what is written; False when nothing is for now."""
        if not select.select([self._ours], [], [], 0.01)[0]:
            return self._is_running()
        some = os.read(self._ours, 65536)
        self.out += some
        for _ in range(some.count(_WHERE_IS_THE_CURSOR)):
            os.write(self._ours, _THERE)
        return True

    def _is_running(self) -> bool:
        try:
            return os.waitid(os.P_PID, self.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None
        except ChildProcessError:
            return False

    def wrongs(self) -> list[str]:
        """How the terminal is not as it was found; then it is closed."""
        wrong = []
        if self._ours >= 0:
            if termios.tcgetattr(self._theirs) != self.modes:
                wrong.append("the terminal has other modes")
            for what, (on, off) in _MODES.items():
                if self.out.rfind(f"\x1b[{on}".encode()) > self.out.rfind(f"\x1b[{off}".encode()):
                    wrong.append(what)
            self.hang_up()
        signs = ("Traceback", "Exception ignored", "Warning", "WARNING", "unexpected")
        said = [self.text.find(sign) for sign in signs]
        return wrong + [f"it said {self.text[max(0, at - 100) :]!r}" for at in said if at >= 0]


def _is_ours(path: str) -> bool:
    return "/flashcards/" in path or "/prompt_toolkit/" in path
