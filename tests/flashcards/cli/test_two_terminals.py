"""Two sittings at once, and a clock that moves between their answers."""

from contextlib import contextmanager

import pytest

from flashcards.cli.ask import Wish
from flashcards.cli.home import Home
from flashcards.cli.sitting import Sitting


@pytest.fixture
def sitting(flash, monkeypatch):
    """A sitting begun now, in a terminal of its own."""

    @contextmanager
    def begin(now=None):
        monkeypatch.setenv("FLASHCARDS_NOW", now or flash.now)
        with Home() as home:
            yield Sitting(home, Wish(home.selection()))

    return begin


def test_the_day_s_limit_is_counted_once(flash, sitting):
    """Two terminals that take turns get as many new cards together as one would alone."""
    flash.cards(30)
    asked = []
    with sitting() as one, sitting() as two:
        for turn in range(30):
            mine = (one, two)[turn % 2]
            ask = mine.ask()
            if ask is not None:
                asked.append(ask.card.id)
                mine.grade(ask, 4, None)
        assert one.ask() is two.ask() is None
    assert len(asked) == len(set(asked)) == 10


def test_what_one_does_the_other_sees_at_its_next_card(flash, sitting):
    """A card that was suspended, buried or answered elsewhere is not asked; one that was taken back is again."""
    flash.cards(4)
    with sitting() as one, sitting() as two:
        first = one.ask()
        one.put_off(first, "suspend")
        assert two.ask().card.id == "d/c2"
        one.put_off(one.ask(), "bury")
        assert two.ask().card.id == "d/c3"
        one.grade(one.ask(), 4, None)
        assert two.ask().card.id == "d/c4"
        one.undo()
        assert {two.ask().card.id, one.ask().card.id} == {"d/c3"}


def test_a_rollover_that_is_changed_in_between(flash, sitting):
    """Moving the hour at which days begin, with a sitting open, asks nothing twice and drops nothing."""
    flash.cards(6)
    flash.play(4, 4, now="2026-03-13T09:00")
    with sitting("2026-03-14T05:00") as one:
        answered = [one.ask().card.id]
        one.grade(one.ask(), 4, None)
        flash("config", "rollover_hour", "6", now="2026-03-14T05:01")
        with sitting("2026-03-14T05:02") as two:
            while ask := two.ask():
                answered.append(ask.card.id)
                two.grade(ask, 4, None)
        assert one.ask() is None
    assert sorted(answered) == [f"d/c{number}" for number in range(1, 7)]
    due = [flash.show(card)["memory"]["due_day"] for card in answered]
    assert all(day > "2026-03-14" for day in due)


@pytest.mark.parametrize(
    ("there", "back"),
    [
        ("2026-03-28T23:30", "2026-03-27T23:40"),  # over the date line, westwards
        ("2026-10-25T04:01", "2026-10-25T03:01"),  # the end of summer time, where it is at the rollover
        ("2026-03-14T04:10", "2026-03-13T23:00"),  # the clock set back
    ],
)
def test_no_card_comes_twice_when_the_clock_goes_back(flash, there, back):
    """What was answered before the clock went back is not asked again after."""
    flash.cards(3)
    first = [line["card"] for line in flash.play(4, 4, 4, now=there)]
    again = [line.get("card") for line in flash.play(4, 4, 4, now=back) if line.get("counted")]
    assert len(first) == 3
    assert again == []
