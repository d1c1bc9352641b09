"""The fold of a whole journal at once: the same as the plain one, whatever the journal holds."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.core.grades import PASS
from flashcards.core.journal import NEW, Row, walk
from flashcards.core.memory import RULE_OF, SCHEDULERS
from flashcards.core.refold import Fold, Folded, history_of
from flashcards.core.tallies import Tallies, hours_of

DAY = 739_000
CARDS = ["d/a", "d/b", "e/c", "kind"]
PLACED = {"ease": 210, "interval_days": 30, "repetitions": 5, "due_day": DAY + 9, "lapses": 2}
KINDS = ["answer"] * 6 + ["placed", "reset", "suspend", "resume", "bury", "advance", "try", "quiz", "undo"]
ROWS = st.lists(
    st.tuples(
        st.sampled_from(KINDS),
        st.sampled_from(CARDS),
        st.integers(-1, 9),  # days since the row before
        st.integers(0, 5),
        st.none() | st.integers(0, 60_000),
    ),
    max_size=60,
)


def journal(drawn):
    """Rows in order, each undo taking back the row three before it."""
    rows, day = [], DAY
    for seq, (kind, card, days, grade, elapsed_ms) in enumerate(drawn, start=1):
        day += days
        fields = {"grade": grade} if kind == "answer" else {}
        if kind == "undo":
            fields = {"target_device": "dev", "target_seq": max(seq - 3, 1)}
        detail = json.dumps(PLACED) if kind == "placed" else "{}"
        rows.append(
            Row("dev", seq, seq, seq, day, kind, card, elapsed_ms=elapsed_ms, detail=detail, **fields)
        )
    return rows


def histories(rows):
    """The same as the store hands it on: by card, without what was taken back."""
    undone = {row.target for row in rows}
    lines = {}
    for row in rows:
        if row.key not in undone:
            line = (row.card, row.order_ms, row.day, row.kind, row.grade, row.elapsed_ms, row.detail)
            lines.setdefault(row.card, []).append(line)
    return lines.items()


@given(ROWS, st.sampled_from(sorted(SCHEDULERS)))
def test_it_is_the_plain_fold(drawn, name):
    """Standings and the sums of days are those that the rows give one after the other."""
    rows = journal(drawn)
    steps = list(walk(rows, SCHEDULERS[name]))
    tallies = Tallies()
    tallies.add_all(steps)
    fold = Fold(SCHEDULERS[name])
    for card, lines in histories(rows):
        fold.add(*history_of(card, lines))
    plain = {card: after for card, _, _, after in steps}
    assert {card: one.standing() for card, one in fold.folded.items() if one.standing() != NEW} == {
        card: standing for card, standing in plain.items() if standing != NEW
    }
    assert fold.day_sums() == by_state(tallies)


def by_state(tallies):
    """(deck, day, state) -> reviews of each grade, and their milliseconds."""
    days = {}
    for (deck, day, state, _, grade), (reviews, ms) in tallies.reviews.items():
        sums = days.setdefault((deck, day, state), [0] * 7)
        sums[grade] += reviews
        sums[6] += ms
    return days


def by_hour(tallies):
    """(deck, day, hour) -> reviews, and the passed ones."""
    hours = {}
    for (deck, day, _, hour, grade), (reviews, _) in tallies.reviews.items():
        sums = hours.setdefault((deck, day, hour), [0, 0])
        sums[0] += reviews
        sums[1] += reviews * (grade >= PASS)
    return hours


@given(ROWS)
def test_a_flat_standing_is_the_same_standing(drawn):
    """What is made flat for the table of cards comes back as it was."""
    for _, _, before, after in walk(journal(drawn), SCHEDULERS["sm2"]):
        assert (Folded.of(before).standing(), Folded.of(after).standing()) == (before, after)


def test_every_scheduler_has_its_rule():
    """What can be set as the scheduler can also fold a journal."""
    assert RULE_OF.keys() == set(SCHEDULERS.values())


@pytest.mark.parametrize(
    "detail", ['{"zone": 60}', '{"zone": -570, "x": 1}', '{"zone": 60.5}', '{"x": {"zone": 1}}']
)
def test_hours_counted_in_bulk_are_those_counted_one_by_one(detail):
    """The hour of many answers is that of each, however its row tells the zone."""
    rows = [Row("dev", n, n, n * 5_000_000, DAY, "answer", "d/a", n % 6, detail=detail) for n in range(1, 40)]
    one_by_one = Tallies()
    one_by_one.add_all(walk(rows, SCHEDULERS["sm2"]))
    in_bulk = hours_of(((row.card, row.day, row.grade, row.at_ms, row.detail) for row in rows), {})
    assert in_bulk == by_hour(one_by_one)
