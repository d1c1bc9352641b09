"""Which kind is practised next."""

from hypothesis import given
from hypothesis import strategies as st

from flashcards.core.practice import APART, LATEST, Record, next_kind, weakest_first


def record(answers, order=0):
    """A record of answers written as `r` and `w`, the first of them at the place after `order`."""
    made = Record()
    for place, letter in enumerate(answers, start=order + 1):
        made.add(is_right=letter == "r", day=1, order=place)
    return made


def test_the_weakest_kind_comes_first():
    """A failed kind comes before one never seen, and that before one that goes well."""
    records = {"good": record("rr"), "bad": record("w")}
    assert weakest_first(["good", "new", "bad"], records) == ["bad", "new", "good"]


def test_equals_keep_their_order_and_the_longest_unasked_comes_first():
    """Kinds never seen come in the order of learning; of kinds as strong, the one asked longer ago."""
    records = {"b": record("rw", order=5), "c": record("rw")}
    assert weakest_first(["a", "b", "c", "d"], records) == ["a", "d", "c", "b"]


def test_only_the_latest_answers_tell_how_it_goes():
    """Old failures are forgiven."""
    made = record("w" * 20 + "r" * LATEST)
    assert made.strength > 0.8
    assert (made.answers, made.right) == (20 + LATEST, LATEST)


@given(st.integers(1, 12), st.integers(0, 40))
def test_one_kind_does_not_come_again_at_once(count, rounds):
    """Where there are enough kinds, so many others lie between two problems of one."""
    kinds = [f"kind-{number}" for number in range(count)]
    asked = []
    for _ in range(rounds):
        kind = next_kind(kinds, {"kind-0": record("ww")}, asked)
        assert kind not in asked[-min(APART, count - 1) :] or count == 1
        asked.append(kind)
