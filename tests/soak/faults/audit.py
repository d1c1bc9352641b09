"""An audit hook over all hostile decks: nothing is run, no other file is opened, no connection is made.

Everything is loaded and used once before, on a sound deck and one with slips; the hook listens from then on. What it lets pass:

- files below the home; reading what is installed (packages, the standard library, the program with its data), the
  clock's zones, the place of bundled decks, and the machine's null device;
- `exec` of code objects whose file is installed: a module that this deck is the first to need;
- `compile` of our own templates, and of arithmetic: typed numbers become a syntax tree, which is walked, never run.
"""

import os
import re
import sys
import sysconfig
import tempfile
from collections.abc import Callable
from pathlib import Path
from types import CodeType

import process
from fault import Fault, Outcome, Trial

sys.path.insert(0, str(Path(__file__).parents[2] / "hostile"))

from outcomes import ASKED, THREATS, outcome

_ROOT = Path(__file__).parents[3]
#: Of what is installed nothing is written.
_INSTALLED = tuple(
    {str(_ROOT), sys.prefix, sys.base_prefix, *(sysconfig.get_paths()[name] for name in ("stdlib", "purelib", "platlib"))}
)  # fmt: skip
#: Where bundled decks would be, and their schema beside them: there are none here.
_BUNDLED = (process.NO_DECKS, os.path.join(os.path.dirname(process.NO_DECKS), "deck.schema.json"))
_ZONES = ("/usr/share/zoneinfo", "/etc/localtime", "/etc/timezone", os.devnull)
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_ARITHMETIC = re.compile(r"[0-9a-z.+*/() -]*")

#: Never, whatever they are told.
_NEVER = (
    *("subprocess.", "socket.", "ctypes.", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.startfile"),
    *("pty.spawn", "urllib.", "webbrowser.", "http.", "smtplib.", "ftplib.", "imaplib.", "code.__new__"),
    *("marshal.loads", "pickle.find_class", "sqlite3.enable_load_extension", "sqlite3.load_extension", "sys.settrace"),
)  # fmt: skip
#: Those that name paths, each of which must lie in the home.
_PATHS = frozenset(
    {"os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate", "os.chmod", "os.utime"}
)  # fmt: skip

_WARM = """deck: warm
title: Warm
cards:
  - {id: a, q: 'What is $\\frac{a}{b}$ and **b**?', a: '- x'}
  - {id: b, cloze: '{{c1::a::h}} b'}
  - {id: c, q: q, right: r, wrong: [w]}
  - {id: d, q: q, accept: gradient descent}
  - {id: e, q: q, steps: [a, b, c]}
  - {id: f, q: q, items: [a, b]}
  - {id: g, claim: c, truth: true}
  - {id: h, problem: sigmoid}
"""
_WARM_MISTAKES = (
    "deck: mistakes\ntitle: M\ncards:\n  - {id: a, q: q, zzz: 1}\n  - {id: a, cloze: x}\n  - {zzz: 1}\n"
)
_REVIEW = ("review", "--plain")
_TYPED = ":hint\n:info\nx\n4\n1\n\n1+1\n:show\n\n" * 6
_CHECK = ("check",)
_ALL = (
    _CHECK,
    _REVIEW,
    ("review", "--cram", "--answers", "-"),
    ("quiz", "--practice", "--answers", "-"),
    ("decks",),
    ("card", "search", "a"),
    ("export", "cards", "--format", "csv"),
    ("stats", "--html", "page.html", "--force"),
)


class Watch:
    """The hook: what it hears while it `listens` and may not be is `heard`."""

    def __init__(self) -> None:
        self.listens = False
        self.home = ""
        self.heard: list[str] = []

    def hook(self, event: str, values: tuple[object, ...]) -> None:
        """Called by the interpreter."""
        if self.listens and not self._may_be(event, values):
            self.heard.append(f"{event} {values!r}"[:300])

    def _may_be(self, event: str, values: tuple[object, ...]) -> bool:
        if event.startswith(_NEVER):
            return False
        if event == "open":
            return self._may_open(*values)
        if event == "exec":
            return isinstance(values[0], CodeType) and values[0].co_filename.startswith(_INSTALLED)
        if event == "compile":
            return _may_compile(*values)
        if event in _PATHS:
            return all(self._is_ours(path) for path in values if isinstance(path, str | bytes | os.PathLike))
        return event != "sqlite3.connect" or self._is_ours(values[0])

    def _may_open(self, path: object, mode: object, flags: object) -> bool:
        if isinstance(path, int) or self._is_ours(path):
            return True
        is_read = not (isinstance(flags, int) and flags & _WRITING) and (
            mode is None or set(str(mode)) <= set("rbtU")
        )
        return os.path.abspath(_text(path)).startswith((*_INSTALLED, *_ZONES, *_BUNDLED)) and is_read

    def _is_ours(self, path: object) -> bool:
        return f"{os.path.abspath(_text(path))}/".startswith(f"{self.home}/")


def _text(path: object) -> str:
    return os.fsdecode(path) if isinstance(path, str | bytes | os.PathLike) else "/nowhere"


def _may_compile(source: object, name: object) -> bool:
    if isinstance(source, bytes | str) and _ARITHMETIC.fullmatch(
        source if isinstance(source, str) else source.decode()
    ):
        return True
    return isinstance(name, str) and name.startswith(_INSTALLED)


def audit(trial: Trial, sabotage: Callable[[], None] | None = None, only: str = "") -> Outcome:
    """Let a child that has everything loaded fork once for each hostile deck, with the hook listening."""
    found = Outcome()
    with tempfile.TemporaryFile("w+") as said:
        child = os.fork()
        if child == 0:
            try:
                _watch_all(trial, said.fileno(), sabotage, [only] if only else list(THREATS))
            finally:
                os._exit(0)
        os.waitpid(child, 0)
        said.seek(0)
        lines = said.read().splitlines()
    found.tried = lines.count("tried")
    found.broken = [line for line in lines if line != "tried"]
    found.notes = f"{found.tried} decks, each with {len(_ALL)} commands where it is asked"
    return found


def _watch_all(trial: Trial, said: int, sabotage: Callable[[], None] | None, names: list[str]) -> None:
    watch = Watch()
    _be_quiet(trial.place / "output")
    for way in _ALL:
        _do(_home(trial.place / "warm", ""), way)
    if sabotage is not None:
        sabotage()
    sys.addaudithook(watch.hook)
    for name in names:
        home = _home(trial.place / f"of-{name}", name)
        child = os.fork()
        if child == 0:
            watch.home = os.path.realpath(home)
            try:
                for way in _ALL if outcome(name) == ASKED else (_CHECK, _REVIEW):
                    watch.listens = True
                    _do(home, way)
                    watch.listens = False
            except BaseException as error:  # noqa: BLE001 - whatever it is, it is told
                watch.heard.append(repr(error))
            lines = ["tried", *(f"{name}: {what}" for what in dict.fromkeys(watch.heard))]
            os.write(said, ("\n".join(" ".join(line.split()) for line in lines) + "\n").encode())
            os._exit(0)
        os.waitpid(child, 0)


def _be_quiet(path: Path) -> None:
    file = os.open(path, os.O_RDWR | os.O_CREAT)
    for number in (1, 2):
        os.dup2(file, number)


def _home(home: Path, threat: str) -> Path:
    (home / "decks").mkdir(parents=True, exist_ok=True)
    (home / "decks" / "warm.yaml").write_text(_WARM, "utf-8")
    (home / "decks" / "mistakes.yaml").write_text(_WARM_MISTAKES, "utf-8")
    (home / "typed").write_text(_TYPED, "utf-8")
    if threat:
        THREATS[threat](home / "decks" / "hostile.yaml")
    return home


def _do(home: Path, way: tuple[str, ...]) -> None:
    os.chdir(home)
    typed = os.open(home / "typed", os.O_RDONLY)
    os.dup2(typed, 0)
    os.close(typed)
    process.in_place(home, way)


FAULTS = [
    Fault("audit", "0 events of exec, compile, subprocess, socket, or open elsewhere", 0, 0, audit),
]
