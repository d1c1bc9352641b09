"""The fold: what each kind of row does, and that it does not matter how the rows come."""

import json
from dataclasses import replace
from hashlib import blake2b

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.core.journal import NEW, Row, Standing, fold, step
from flashcards.core.memory import Memory, sm2

DAY = 739_000


def row(seq, kind, day=DAY, card="d/a", **fields):
    return Row("dev", seq, order_ms=seq, at_ms=seq, day=day, kind=kind, card=card, **fields)


def answers(*pairs):
    return [row(seq, "answer", DAY + day, grade=grade) for seq, (day, grade) in enumerate(pairs, start=1)]


def standing(*rows):
    return fold(rows, sm2).get("d/a", NEW)


def test_only_the_first_answer_of_a_day_counts():
    """Later answers of the day leave memory as the first made it."""
    first, both = answers((0, 1)), answers((0, 1), (0, 5))
    assert standing(*both).memory == standing(*first).memory


def test_an_answer_on_an_earlier_day_does_not_count():
    """With the clock behind the last counted day, an answer is noted and moves nothing."""
    assert standing(*answers((5, 4), (3, 1))).memory == standing(*answers((5, 4))).memory


def test_passing_early_changes_nothing_and_failing_early_counts():
    """Before the due day a pass leaves memory as it is, a failure starts the card again."""
    base = answers((0, 4), (1, 4))  # due on day 7
    assert standing(*base, row(9, "answer", DAY + 3, grade=5)).memory == standing(*base).memory
    failed = standing(*base, row(9, "answer", DAY + 3, grade=2)).memory
    assert (failed.interval_days, failed.repetitions, failed.lapses) == (1, 0, 1)


def test_late_answers_count_from_their_own_day():
    """An overdue card is due again from the day of its answer, with the scheduled interval."""
    late = standing(*answers((0, 4), (1, 4), (60, 4))).memory
    assert (late.interval_days, late.due_day) == (15, DAY + 75)


@pytest.mark.parametrize(("grade", "repeats"), [(0, True), (2, True), (3, True), (4, False), (5, False)])
def test_below_four_the_card_comes_again_the_same_day(grade, repeats):
    """SM-2's last rule: until it gets 4 or better, and only on that day."""
    stands = standing(*answers((0, grade)))
    assert stands.repeats(DAY) is repeats
    assert not stands.repeats(DAY + 1)


def test_a_repeat_that_succeeds_ends_the_repeats():
    """A good second answer of the day ends the repeats and leaves memory with the failure."""
    stands = standing(*answers((0, 1), (0, 4)))
    assert not stands.repeats(DAY)
    assert stands.memory.repetitions == 0


def test_reset_makes_new_and_reopens_the_day():
    """After a reset the card is new, and an answer on the same day counts."""
    rows = [*answers((0, 1)), row(2, "reset")]
    assert standing(*rows) == NEW
    assert standing(*rows, row(3, "answer", grade=4)).memory == sm2(None, 4, DAY)


def test_suspend_resume_and_bury():
    """A suspended card stays so until it is resumed; burying notes its day."""
    assert standing(row(1, "suspend")).suspended
    assert not standing(row(1, "suspend"), row(2, "resume")).suspended
    assert standing(row(1, "bury")).buried_day == DAY


def test_a_placed_memory_is_taken_as_it_is():
    """An imported memory stands, and an answer on the same day counts on top of it."""
    values = {"ease": 210, "interval_days": 30, "repetitions": 5, "due_day": DAY, "lapses": 2}
    placed = row(1, "placed", detail=json.dumps(values))
    assert standing(placed).memory == Memory(**values)
    assert standing(placed, row(2, "answer", grade=4)).memory.interval_days == 63


@pytest.mark.parametrize("kind", ["try", "practice", "cram", "quiz"])
def test_what_only_tells_moves_nothing(kind):
    """Tries, practice, cramming and quizzes leave a card where it stood."""
    assert standing(*answers((0, 4)), row(5, kind, grade=0)) == standing(*answers((0, 4)))


def test_undo_takes_back_its_target_only():
    """An undone answer never was; one undone in the middle lets the later ones stand on what is left."""
    rows = answers((0, 4), (1, 1), (2, 5))
    undo = row(9, "undo", target_device="dev", target_seq=2)
    assert standing(*rows, undo) == standing(rows[0], rows[2])


def test_former_ids_belong_to_the_card():
    """Rows given under a former id count for the card that has taken it over."""
    rows = [*answers((0, 4)), row(2, "answer", DAY + 1, card="d/b", grade=4)]
    folded = fold(rows, sm2, {"d/a": "d/b"})
    assert folded["d/b"].memory.repetitions == 2
    assert "d/a" not in folded


def test_checksums_tell_any_change():
    """Changing any field of a row changes its checksum."""
    one = row(1, "answer", grade=4, elapsed_ms=5, target_device="x", target_seq=3)
    others = [
        replace(one, **{name: "other" if isinstance(getattr(one, name), str) else 77})
        for name in Row.__slots__
    ]
    assert len({each.checksum() for each in (one, *others)}) == len(others) + 1


@pytest.mark.parametrize("value", [b"\xff", 1.5, None, 2**70])
def test_checksums_tell_values_that_only_damage_brings(value):
    """A row with a value of a type that none can have is told from the sound one, and nothing is raised."""
    one = row(1, "answer", grade=4)
    assert replace(one, card=value).checksum() != one.checksum()


@given(st.text(), st.none() | st.integers(), st.text())
def test_checksums_are_of_the_fields_as_json(card, elapsed_ms, detail):
    """Every journal that was ever written has such ones: BLAKE2b over the fields as a JSON list."""
    one = row(1, "answer", card=card, elapsed_ms=elapsed_ms, detail=detail)
    fields = [getattr(one, name) for name in Row.__slots__]
    canonical = json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
    assert one.checksum() == blake2b(canonical.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


KINDS = st.sampled_from(
    ["answer", "answer", "answer", "reset", "suspend", "resume", "bury", "advance", "try"]
)


@st.composite
def histories(draw):
    """Rows of two devices and three cards in journal order, with undo."""
    rows, day = [], DAY
    for seq in range(1, draw(st.integers(1, 25)) + 1):
        day += draw(st.integers(-1, 4))
        device = draw(st.sampled_from(["one", "two"]))
        if rows and draw(st.integers(0, 5)) == 0:
            target = draw(st.sampled_from(rows))
            fields = {"target_device": target.device, "target_seq": target.seq}
            rows.append(Row(device, seq, seq, seq, day, "undo", target.card, **fields))
            continue
        kind = draw(KINDS)
        grade = draw(st.integers(0, 5)) if kind == "answer" else None
        rows.append(
            Row(device, seq, seq, seq, day, kind, draw(st.sampled_from(["d/a", "d/b", "d/c"])), grade)
        )
    return rows


@given(histories(), st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_matter(rows, random):
    """Two computers' rows give the same standing in whatever order they are read."""
    shuffled = rows.copy()
    random.shuffle(shuffled)
    assert fold(shuffled, sm2) == fold(rows, sm2)


@given(histories())
def test_folding_is_stepping(rows):
    """Without undo, the fold is one step after the other: what a transaction keeps is what a rebuild finds."""
    plain = [each for each in rows if each.kind != "undo"]
    stepped: dict[str, Standing] = {}
    for each in plain:
        stepped[each.card] = step(stepped.get(each.card, NEW), each, sm2)
    assert stepped == fold(plain, sm2)


@given(histories(), st.integers(0, 5), st.integers(-3, 3))
def test_what_is_shown_before_a_key_is_what_happens(rows, grade, days):
    """Whether an answer counts, as told beforehand, is whether it moves memory."""
    day = rows[-1].day + days
    for card, before in fold(rows, sm2).items():
        after = step(before, Row("one", 99, 99, 99, day, "answer", card, grade), sm2)
        assert before.counts(grade, day) == (before.memory != after.memory)
