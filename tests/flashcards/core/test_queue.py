"""The day's queue: order, siblings, needs, limits, spreading."""

import heapq

from hypothesis import given
from hypothesis import strategies as st

from flashcards.core.queue import Allowance, Waiting, due_today, new_today, spread


def due(name, due_day, position, *, deck="d", advanced=False):
    return not advanced, due_day, position, f"{deck}/{name}"


def new(name, position, *needs):
    return Waiting(f"d/{name}", position, needs=entries(*needs))


def entries(*names):
    return tuple(f"d/{name}" for name in names)


def ids(cards):
    return [card.id.partition("/")[2] for card in cards]


def test_due_cards_come_by_due_day_then_place():
    """The longest overdue comes first; on one day the library's order decides."""
    asked, _, _ = due_today([due("a", 5, 3), due("b", 4, 9), due("c", 5, 1)], (), Allowance(10))
    assert ids(asked) == ["b", "c", "a"]


def test_what_was_put_in_front_comes_first():
    """A card that was asked for in front precedes the overdue ones."""
    asked, _, _ = due_today([due("a", 1, 1), due("b", 9, 2, advanced=True)], (), Allowance(10))
    assert ids(asked) == ["b", "a"]


def test_one_sibling_a_day():
    """Of siblings the longest overdue is asked, and none when one was asked today."""
    cards = [due("e", 5, 1), due("e#back", 3, 2), due("f", 1, 3)]
    asked, taken, held_back = due_today(cards, {"d/f"}, Allowance(10))
    assert (ids(asked), taken, held_back) == (["e#back"], {"d/e", "d/f"}, 0)


def test_the_due_limit_holds_back_the_least_overdue():
    """What does not fit into the day is counted, and its entry still keeps new siblings waiting."""
    asked, taken, held_back = due_today([due("a", 1, 1), due("b", 2, 2)], (), Allowance(1))
    assert (ids(asked), taken, held_back) == (["a"], {"d/a", "d/b"}, 1)


def test_a_named_deck_has_a_limit_of_its_own():
    """With a limit for each deck one deck's cards do not use up another's."""
    cards = [due("a", 1, 1, deck="x"), due("b", 1, 2, deck="x"), due("c", 1, 3, deck="y")]
    asked, _, held_back = due_today(cards, (), Allowance({"x": 1, "y": 1}))
    assert (ids(asked), held_back) == (["a", "c"], 1)


def test_needed_cards_come_first():
    """A new card waits for the new cards that it needs, also over several steps, and then takes its place."""
    cards = [new("a", 1, "c"), new("b", 2), new("c", 3, "d"), new("d", 4), new("e", 5)]
    unseen = set(entries("a", "b", "c", "d", "e"))
    asked, more = new_today(cards, (), Allowance(10), unseen.__contains__)
    assert (ids(asked), more) == (["b", "d", "c", "a", "e"], False)


def test_a_needed_card_that_the_day_does_not_ask_keeps_its_dependants_waiting():
    """Something needed that is new but buried is not in the list, and what needs it is left out."""
    asked, _ = new_today([new("a", 1, "buried"), new("b", 2)], (), Allowance(10), {"d/buried"}.__contains__)
    assert ids(asked) == ["b"]


def test_what_is_no_longer_new_holds_nothing_back():
    """A needed entry that was seen, suspended or is unknown does not hold a card back."""
    asked, _ = new_today([new("a", 1, "seen")], (), Allowance(10), lambda _: False)
    assert ids(asked) == ["a"]


def test_the_new_limit_stops_reading():
    """Unseen cards are read only until the day is full, and the queue knows that there are more."""
    read = []

    def unseen():
        for number in range(1000):
            read.append(number)
            yield new(str(number), number)

    asked, more = new_today(unseen(), (), Allowance(3), lambda _: False)
    assert (len(asked), more, len(read)) == (3, True, 4)


def test_new_cards_are_spread_evenly():
    """New cards stand in equal distances among the due ones."""
    order = spread([new(str(n), n) for n in range(6)], [new("x", 9), new("y", 10)])
    assert ids(order) == ["0", "1", "x", "2", "3", "y", "4", "5"]


@given(st.integers(0, 30), st.integers(0, 30))
def test_spreading_loses_nothing_and_keeps_order(due_count, new_count):
    """Spreading gives every card once, both sorts in their own order."""
    cards = [new(f"d{n}", n) for n in range(due_count)], [new(f"n{n}", n) for n in range(new_count)]
    order = ids(spread(*cards))
    assert [name for name in order if name[0] == "d"] == ids(cards[0])
    assert [name for name in order if name[0] == "n"] == ids(cards[1])


@given(st.data())
def test_new_cards_come_in_topological_order_with_ties_in_deck_order(data):
    """For any needs without cycles the order is that of Kahn's algorithm, always taking the first free card."""
    count = data.draw(st.integers(1, 12))
    rank = data.draw(st.permutations(range(count)))
    needs = {
        card: {other for other in range(count) if rank[other] < rank[card] and data.draw(st.booleans())}
        for card in range(count)
    }
    cards = [new(str(card), card, *map(str, sorted(needs[card]))) for card in range(count)]
    asked, _ = new_today(cards, (), Allowance(count), lambda _: True)
    assert ids(asked) == [str(card) for card in kahn(needs)]


def kahn(needs):
    """The textbook algorithm, over the whole graph at once."""
    free = [card for card, needed in needs.items() if not needed]
    heapq.heapify(free)
    order = []
    while free:
        card = heapq.heappop(free)
        order.append(card)
        for other, needed in needs.items():
            if card in needed and needed <= set(order):
                heapq.heappush(free, other)
    return order
