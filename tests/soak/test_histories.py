"""Random histories: they notice a program that forgets a rule."""

import sys
from pathlib import Path
from random import Random

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from faults import histories
from ledger import moved

from flashcards.core.memory import sm2
from flashcards.store import journal, merging


def breaks(place, often=()):
    """What the first history that breaks had wrong, of some; the happenings named come more often."""
    weights = {
        one: weight * (20 if one.__name__ in often else 1) for one, weight in histories.HAPPENINGS.items()
    }
    for number in range(12):
        rng = Random(number)
        plan = [(one, rng.random()) for one in rng.choices(list(weights), list(weights.values()), k=150)]
        _, wrong = histories.lived(plan, place / str(number))
        if wrong:
            return plan, wrong
    return [], ""


def believes_the_clock(monkeypatch):
    """A clock that is a little behind begins an earlier day."""
    monkeypatch.setattr("flashcards.cli.home.current_day", lambda real, _last: real)


def forgets_former_ids(monkeypatch):
    """What is taken back of a renamed card is looked for under its former id."""
    monkeypatch.setattr(journal, "current_id", lambda _connection, card: card)


def keeps_taken_back(monkeypatch):
    """An answer that was taken back still counts."""
    monkeypatch.setattr(
        journal, "standing_before", lambda connection, ids, *_: journal.read_standing(connection, ids[0])
    )


def follows_the_clock(monkeypatch):
    """A row's place in the order is its time, also when the clock was set back."""
    monkeypatch.setattr(journal, "max", lambda at_ms, _after: at_ms, raising=False)


def keeps_its_device(monkeypatch):
    """Whoever is filled by an import goes on under the id that another has as well."""
    monkeypatch.setattr(merging, "token_hex", lambda _bytes: "always-the-same")


def keeps_its_scheduler(monkeypatch):
    """A sitting goes on with the scheduler that it began with."""
    monkeypatch.setattr(journal, "SCHEDULERS", dict.fromkeys(("sm2", "sm2-1990"), sm2))


@pytest.mark.parametrize(
    ("sabotage", "often"),
    [
        (believes_the_clock, ("clock_jumps",)),
        (forgets_former_ids, ("deck_edited", "undo")),
        (keeps_taken_back, ()),
        (follows_the_clock, ("clock_jumps",)),
        (keeps_its_device, ("copy", "merge")),
        (keeps_its_scheduler, ("settings_change",)),
    ],
)
def test_a_rule_that_is_broken_is_noticed(tmp_path, monkeypatch, sabotage, often):
    """Each history is compared with what it should have led to, and differs."""
    sabotage(monkeypatch)
    _, wrong = breaks(tmp_path, often)
    assert wrong


def test_a_history_is_made_shorter(tmp_path, monkeypatch):
    """What is left of a history that breaks still breaks, and nothing in it could be left out."""
    keeps_taken_back(monkeypatch)
    plan, _ = breaks(tmp_path)
    short = histories.shrunk(plan, tmp_path / "short")
    assert len(short) < 5
    for number in range(len(short)):
        assert not histories.lived(short[:number] + short[number + 1 :], tmp_path / "less")[1]


def test_sound_histories_are_equal(tmp_path):
    """A history of everything ends without a difference."""
    assert histories.lived(histories.drawn(Random(5), 200), tmp_path / "home") == (
        pytest.approx(200, abs=60),
        "",
    )


def test_the_ledger_knows_the_published_examples():
    """Its SM-2 gives the intervals that SuperMemo's source and page give."""
    for scheduler, days, grades in (
        ("sm2", [1, 6, 16, 45], [5, 5, 5, 5]),
        ("sm2-1990", [1, 6, 17, 48], [5, 5, 5, 5]),
        ("sm2", [1, 6, 13, 27], [3, 3, 3, 3]),
        ("sm2-1990", [1, 6, 14, 30], [3, 3, 3, 3]),
    ):
        memory, found = None, []
        for grade in grades:
            memory = moved(memory, grade, memory[3] if memory else 0, scheduler)
            found.append(memory[1])
        assert found == days
