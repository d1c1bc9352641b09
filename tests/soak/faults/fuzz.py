"""Decks, answers and arithmetic that nobody would write: read, or refused with a named error, in no time."""

import contextlib
import importlib.util
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random

from fault import Fault, Outcome, Trial, is_stopped
from mutating import Mutator

from flashcards.core.answers import check, options
from flashcards.core.cards import Body, Choice, Claim, Listing, Steps, Typed, Wrong
from flashcards.core.questions import question
from flashcards.decks.advice import advise
from flashcards.decks.reading import Deck, read_deck
from flashcards.problems.answers import Answer, Integer, Label, Matrix, Real, Shape, ShapeOrError, Vector
from flashcards.problems.arithmetic import read_number
from flashcards.problems.errors import CannotRead
from flashcards.screens.passages import Typesetter

_ROOT = Path(__file__).parents[3]
_HOSTILE = _ROOT / "tests" / "hostile" / "decks"
_GUIDED = Path(__file__).parents[1] / "guided.py"

#: Of the processor.
MOST_SECONDS = 0.25

_TYPED = (
    *("0.235", "3/4", "1e-3", "-2", "(3, 4)", "3x4", "[1, 2]", "1 2 3", "[1 2; 3 4]", "[[1,2],[3,4]]", "exp(-2)"),
    *("ln(3)*2", "sqrt(2)/pi", "9**9**9", "2^-(3+4)", "tanh(1e9)", "((1))", "error", "up", "1", "t", "true", "2 1 3"),
    *("gradient descent", "gradiant descent", "C++", "1e-8", "one, two", "one\ntwo; three", "a,b", "Straße", "n-1"),
)  # fmt: skip
_ANSWERS: tuple[Answer, ...] = (
    Real(), Vector(), Matrix(), Integer(), Shape(), ShapeOrError(), Label(options=("up", "down")),
)  # fmt: skip
_BODIES: tuple[Body, ...] = (
    Claim("c", truth=True),
    Choice("q", ("one",), (Wrong("two"), Wrong("three, four"))),
    Choice("q", ("one", "C++"), (Wrong("two", "why"), Wrong("a,b;c"))),
    Typed("q", ("gradient descent", "C++", "1e-8", "Straße"), (("momentum", "no"),)),
    Steps("q", ("first", "second, then", "third")),
    Listing("q", (("one", "1"), ("two",), ("three, four", "x" * 300)), 2),
    Listing("q", (("a," * 200 + "b",), ("b",)), 1),
)
_KNOWN = ("momentum", "gradient", "descent", "one", "AdamW", "ü" * 40)


@dataclass(frozen=True)
class Reader:
    """One kind of input: where its texts begin, and how one is read.

    `read` gives in what way a text was answered, and raises nothing.
    """

    name: str
    seeds: Sequence[str]
    read: Callable[[str, Random], object]


def fuzz(trial: Trial, reader: Reader) -> Outcome:
    """Let a reader read strange texts: for the long count those that lead to new branches of the program."""
    return _guided(trial, reader) if trial.is_long else _shuffled(trial, reader)


def _shuffled(trial: Trial, reader: Reader) -> Outcome:
    outcome = Outcome()
    mutator = Mutator(reader.seeds, trial.rng)
    worst, of = 0.0, ""
    for _ in trial.each(range(trial.count)):
        text = mutator.text()
        begun = time.process_time()
        try:
            mutator.learn(text, reader.read(text, trial.rng))
        except Exception as error:  # noqa: BLE001 - none may come, whatever it is
            outcome.broken.append(f"{error!r} from {text[:500]!r}")
        seconds = time.process_time() - begun
        worst, of = max((worst, of), (seconds, text))
        outcome.tried += 1
        if seconds > MOST_SECONDS:
            outcome.broken.append(f"{seconds:.2f} s for {len(text)} signs: {text[:300]!r}")
    outcome.notes = f"slowest {worst * 1000:.0f} ms ({of[:40]!r})"
    return outcome


def _guided(trial: Trial, reader: Reader) -> Outcome:
    """By atheris, which is led by the branches that a text reaches."""
    if importlib.util.find_spec("atheris") is None:
        return Outcome(skipped="there is no atheris")
    wanted = [reader.name, str(trial.count), str(trial.rng.randrange(1, 2**31)), str(trial.place)]
    told = trial.place / "told"
    with told.open("wb") as file:
        running = subprocess.Popen([sys.executable, _GUIDED, *wanted], stdout=file, stderr=file)
        while running.poll() is None:
            if is_stopped():
                running.send_signal(signal.SIGINT)
            with contextlib.suppress(subprocess.TimeoutExpired):
                running.wait(1)
    text = told.read_text("utf-8", "replace")
    done = re.findall(r"^#(\d+)\s", text, re.MULTILINE)
    broken = (
        (trial.place / "broken").read_text("ascii").splitlines() if (trial.place / "broken").exists() else []
    )
    if running.returncode and not is_stopped():
        broken.append(f"it ended with {running.returncode}: {text[-500:]}")
    reached = re.findall(r"cov: (\d+)", text)
    notes = ""
    if reached:
        notes = f"slowest {(trial.place / 'slowest').read_text('ascii')}; {reached[-1]} branches reached"
    return Outcome(int(done[-1]) if done else 0, broken, notes)


def _number(text: str, _rng: Random) -> object:
    try:
        read_number(text)
    except CannotRead as error:
        return str(error)[:20]
    return "read"


def _value(text: str, rng: Random) -> object:
    answer = rng.choice(_ANSWERS)
    try:
        value = answer.read(text)
    except CannotRead as error:
        return type(answer), str(error)[:20]
    answer.text(value)
    return type(answer), "read"


def _answer(text: str, rng: Random) -> object:
    body = rng.choice(_BODIES)
    verdict = check(body, text, options(body, Random(1)), lambda: _KNOWN)
    return type(body), verdict.kind, len(verdict.marks)


def _deck(text: str, rng: Random) -> object:
    found = read_deck(text.encode("utf-8", "surrogatepass"), "d.yaml")
    if not isinstance(found, Deck):
        return tuple(sorted({re.sub("'.*'|[0-9]+", "", mistake.message)[:40] for mistake in found}))[:3]
    advise(found.cards)
    for card in rng.sample(found.cards, min(2, len(found.cards))):
        Typesetter().passage(question(card.body))
    return len(found.cards)


def _deck_seeds() -> list[str]:
    """The hostile decks, and some entries of each bundled one: small, so that many are read."""
    seeds = [path.read_bytes().decode("utf-8", "replace") for path in sorted(_HOSTILE.glob("*.yaml"))]
    for path in sorted((_ROOT / "data" / "decks").glob("*.yaml")):
        head, _, cards = path.read_text("utf-8").partition("\ncards:")
        entries = re.split(r"\n(?=  - )", cards)
        seeds += [f"{head}\ncards:\n" + "\n".join(entries[at : at + 3]) for at in range(1, 30, 3)]
    return [seed for seed in seeds if len(seed) < 8000]


READERS = (
    Reader("arithmetic", _TYPED, _number),
    Reader("values", _TYPED, _value),
    Reader("answers", _TYPED, _answer),
    Reader("decks", _deck_seeds(), _deck),
)

FAULTS = [
    Fault(
        f"fuzz-{reader.name}",
        "only the named errors, none over 250 ms",
        50_000,
        10_000_000,
        partial(fuzz, reader=reader),
    )
    for reader in READERS
]
