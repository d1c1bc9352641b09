"""Which rows of two journals are the same, and under which device the others come to stand."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.core.journal import Row
from flashcards.core.merging import base_of, first_written, fork_of, placed, places_of

PC, LAPTOP = "a" * 16, "b" * 16


def chain(device, *cards, start=1):
    """Rows of a device, an answer each."""
    return [
        Row(device, seq, seq * 10, seq * 10, 739_000, "answer", f"d/{card}", grade=4)
        for seq, card in enumerate(cards, start=start)
    ]


def links(rows):
    return [(row.device, row.seq, first_written(row)) for row in rows]


def merged(here, coming):
    """The journal that comes of two, as the store does it base by base."""
    kept = {row.key: row for row in here}
    for base in sorted({base_of(row.device) for row in coming}):
        inside = [row for row in here if base_of(row.device) == base]
        outside = [row for row in coming if base_of(row.device) == base]
        places = places_of(links(inside), links(outside))
        for row in outside:
            kept.setdefault(placed(row, places).key, placed(row, places))
    return sorted(kept.values(), key=lambda row: row.key)


def told(rows):
    """What happened, whatever the devices are called."""
    return sorted((base_of(row.device), row.seq, first_written(row)) for row in rows)


def test_rows_that_are_here_are_not_taken_twice():
    """The same journal again adds nothing."""
    rows = chain(PC, "a", "b", "c")
    assert merged(rows, rows) == rows


def test_a_chain_that_has_grown_goes_on():
    """Later rows of a known device keep its id and their numbers."""
    rows = chain(PC, "a", "b", "c")
    assert merged(rows[:1], rows) == rows


def test_an_unknown_device_comes_whole():
    """Rows of a device that was never met keep their keys."""
    assert merged(chain(PC, "a"), chain(LAPTOP, "x", "y")) == chain(PC, "a") + chain(LAPTOP, "x", "y")


def test_the_tail_of_a_fork_gets_a_derived_id():
    """From the first row that differs on, the other's rows stand under an id made of that row's checksum."""
    here, coming = chain(PC, "a", "b"), chain(PC, "a", "x", "y")
    derived = fork_of(PC, coming[1].checksum())
    tail = [replace(row, device=derived) for row in coming[1:]]
    assert merged(here, coming) == here + tail


def test_a_fork_taken_in_twice_is_one():
    """The same fork again adds nothing, and when it has grown, only what is new of it."""
    here, coming = chain(PC, "a", "b"), chain(PC, "a", "x", "y", "z")
    once = merged(here, coming[:3])
    assert merged(once, coming[:3]) == once
    assert merged(once, coming) == merged(here, coming)


def test_a_fork_is_known_where_it_was_written():
    """What comes back under a derived id to the one that wrote it is not counted twice."""
    one, two = chain(PC, "a", "b", "c"), chain(PC, "a", "x", "y")
    both = merged(one, two)
    assert told(merged(two, both)) == told(both)
    assert merged(both, merged(two, both)) == both


def test_an_undo_in_a_fork_takes_back_its_own_row():
    """A target among the tail's rows is named by the derived id, one before the fork by the old one."""
    here = chain(PC, "a", "b", "c")
    coming = chain(PC, "a", "x")
    for seq, target in ((3, 2), (4, 1)):
        card = coming[target - 1].card
        undo = replace(
            coming[0], seq=seq, kind="undo", card=card, grade=None, target_device=PC, target_seq=target
        )
        coming.append(undo)
    derived = fork_of(PC, coming[1].checksum())
    targets = [row.target for row in merged(here, coming) if row.kind == "undo"]
    assert targets == [(derived, 2), (PC, 1)]


@pytest.mark.parametrize("device", [PC, fork_of(PC, "0" * 16)])
def test_the_first_writing_is_that_of_the_base(device):
    """A row has the same first checksum under its own device and under any derived id."""
    row = chain(PC, "a")[0]
    assert first_written(replace(row, device=device)) == row.checksum()


HISTORIES = st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 3)), min_size=1, max_size=6)


@given(HISTORIES, st.integers(0, 8), st.data())
def test_copies_that_went_on_by_themselves_all_come_together(history, shared, data):
    """Three copies of one database each go on and take each other in, in any order: each ends with every row, once."""
    common = chain(PC, *(f"{card}{number}" for card, number in history))[:shared]
    copies = [
        common
        + chain(PC, *data.draw(st.lists(st.sampled_from(["x", "y", "z"]), max_size=4)), start=len(common) + 1)
        for _ in range(3)
    ]
    every = {link for copy in copies for link in told(copy)}
    pairs = data.draw(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), max_size=6))
    for left, right in [*pairs, (0, 1), (0, 2), (1, 0), (2, 0)]:
        copies[left] = merged(copies[left], copies[right])
    for copy in copies:
        assert told(copy) == sorted(every)
        assert len({row.key for row in copy}) == len(copy)
