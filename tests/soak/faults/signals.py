"""Signals, the end of input, a closed terminal and being stopped, at any moment of anything that asks or writes."""

import os
import re
import shutil
import signal
import time
from dataclasses import dataclass
from pathlib import Path

import process
import program
from fault import Fault, Outcome, Trial
from terminal import Terminal

#: What says that an answer was saved.
_SAVED = re.compile(r"(?:Again|Hard|Good|Easy): ")


@dataclass(frozen=True)
class Play:
    """A command, keys that lead to its end, and after which keys (with what they bring) it waits for more."""

    words: tuple[str, ...]
    keys: str
    waits: tuple[tuple[str, str], ...] = ()


PLAYS = {
    "key mode": Play(
        ("review",),
        " 3 1 4q",
        (("", "Question 1?"), (" ", "Answer 1"), (" 3", "Question 2?"), (" 3 ", "Answer 2")),
    ),
    "line mode": Play(
        ("review", "typed"),
        "word1\r\rnothing like it\r\r\x04",
        (("", "Type 1"), ("wor", "wor"), ("word1\r", "Right")),
    ),
    "plain lines": Play(("review", "--plain"), "\r3\r\r4\r:quit\r", (("", "Enter shows"), ("\r", "Grade"))),
    "quiz": Play(("quiz", "--questions", "2", "--seed", "1"), "1\r\rword1\r\r\x04", (("", "1"),)),
    "practice": Play(("practice", "sigmoid"), "1\r\r\x04", (("", "sigmoid"), ("0.", "0."))),
    "export": Play(("export", "all", "--force", "--output", "{home}/out.zip"), ""),
    "import": Play(("import", "{home}/other.zip"), ""),
    "undo": Play(("undo",), ""),
}


def signals(
    trial: Trial, sabotage: process.Sabotage | None = None, plays: tuple[str, ...] = tuple(PLAYS)
) -> Outcome:
    """Each signal at some calls of each play, and whatever may happen while it waits."""
    outcome = Outcome()
    before = _home(trial.place / "before")
    points = 20 if trial.is_long else 2
    for name in trial.each(plays):
        play = PLAYS[name]
        calls = _calls(before, play, trial.place / "counted")
        for number in process.SIGNALS:
            for at in sorted(trial.rng.sample(range(1, calls), min(points, calls - 1))):
                home = program.copy_home(before, trial.place / "home")
                terminal = Terminal(home, _words(play, home), at, number, sabotage)
                terminal.type(play.keys)
                codes = {128 + number}
                _hold(outcome, f"{name}, {number.name} at call {at} of {calls}", terminal, home, codes, at)
        for _ in range(10 if trial.is_long else 1):
            _while_it_waits(outcome, trial, name, before, sabotage)
    return outcome


def _while_it_waits(
    outcome: Outcome, trial: Trial, name: str, before: Path, sabotage: process.Sabotage | None
) -> None:
    play = PLAYS[name]
    happenings = [*process.SIGNALS, "end of input", "closed", "stopped"]
    for keys, shown in play.waits:
        for what in happenings:
            if what == "end of input" and keys and name in {"line mode", "practice"}:
                continue  # Ctrl-D in a line that has something in it deletes what is under the cursor
            home = program.copy_home(before, trial.place / "home")
            terminal = Terminal(home, _words(play, home), sabotage=sabotage)
            terminal.type(keys)
            said = f"{name}, {getattr(what, 'name', what)} after {keys!r}"
            if not terminal.until(shown):
                outcome.broken.append(f"{said}: {shown} never came: {terminal.text!r}")
            time.sleep(trial.rng.uniform(0, 0.03))
            codes = _do(terminal, what, play, keys)
            _hold(outcome, said, terminal, home, codes)


def _do(terminal: Terminal, what: object, play: Play, keys: str) -> set[int]:
    """Have it happen; the exit codes that are right then."""
    match what:
        case signal.Signals():
            os.kill(terminal.pid, what)
            return {128 + what}
        case "end of input":
            terminal.type("\x04")
            return {0, 1} if play.words[0] == "quiz" else {0}
        case "closed":
            terminal.hang_up()
            return {128 + signal.SIGHUP}
        case _:
            os.kill(terminal.pid, signal.SIGSTOP)
            os.kill(terminal.pid, signal.SIGCONT)
            terminal.type(play.keys.removeprefix(keys))
            return {0, 1} if play.words[0] == "quiz" else {0}


def _hold(outcome: Outcome, said: str, terminal: Terminal, home: Path, codes: set[int], at: int = 0) -> None:
    """The terminal, the exit code, the journal and the next sitting.

    A clock that ticks while it is typed to makes more calls one time than another: the call `at` may never have come,
    and no signal with it.
    """
    code = terminal.code()
    wrong = terminal.wrongs()
    if at > terminal.calls:
        shutil.rmtree(home)
        return
    outcome.tried += 1
    if code not in codes:
        wrong.append(f"left with {code}: {terminal.text[-300:]!r}")
    rows, complaints = program.look(home)
    wrong += complaints
    saved = sum(row[5] == "answer" for row in rows)
    told = len(_SAVED.findall(terminal.text))
    if told > saved and not said.startswith("plain"):  # plain lines name all grades in front
        wrong.append(f"{told} answers were said to be saved, and {saved} are")
    again = process.run(home, "review", "--answers", "-", stdin='{"grade": 4}\n')
    if again.code or again.err or len(again.acknowledged) != 1:
        wrong.append(f"the next sitting: {again}")
    outcome.broken += [f"{said}: {one}" for one in wrong]
    shutil.rmtree(home)


def _home(place: Path) -> Path:
    """Some cards to turn, and some to type."""
    home = program.new_home(place, 6)
    entries = "".join(f"  - {{id: t{n}, q: Type {n}, accept: [word{n}]}}\n" for n in range(1, 4))
    typed = home / "decks" / "typed.yaml"
    typed.write_text(f"deck: typed\ntitle: Typed\ncards:\n{entries}", "utf-8")
    os.utime(typed, (1_700_000_000, 1_700_000_000))
    other = program.played_home(place.with_name("other"), 9, cards=12)
    assert process.run(other, "export", "all", "--output", str(home / "other.zip")).code == 0
    assert process.run(home, "review", "--answers", "-", stdin='{"grade": 4, "card": "d/c6"}\n').code == 0
    return home


def _words(play: Play, home: Path) -> list[str]:
    return [word.format(home=home) for word in play.words]


def _calls(before: Path, play: Play, place: Path) -> int:
    """How many calls the play makes to its end."""
    home = program.copy_home(before, place)
    terminal = Terminal(home, _words(play, home), 2**62)
    terminal.type(play.keys)
    terminal.code()
    terminal.wrongs()
    shutil.rmtree(home)
    return terminal.calls


FAULTS = [
    Fault(
        "signals", "terminal restored, exit code right, nothing lost, the next sitting goes on", 0, 0, signals
    )
]
