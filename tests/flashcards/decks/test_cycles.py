"""Cycles of needs."""

from hypothesis import given
from hypothesis import strategies as st

from flashcards.decks.cycles import cut_cycles


def test_a_cycle_is_cut_at_its_latest_entry():
    """Each cycle is given from its latest entry on."""
    assert cut_cycles({"a": ["b"], "b": ["a"]}) == [["b", "a"]]
    assert cut_cycles({"a": ["c"], "b": ["a"], "c": ["b"]}) == [["c", "b", "a"]]
    assert cut_cycles({"a": ["a"]}) == [["a"]]
    assert cut_cycles({"a": ["b", "x"], "b": []}) == []


@given(st.dictionaries(st.integers(0, 7), st.lists(st.integers(0, 9), max_size=4, unique=True), max_size=8))
def test_after_the_cuts_there_is_an_order(graph):
    """Without the first need of each cycle no entry needs itself, and only real needs are cut."""
    needs = {str(entry): [str(need) for need in needed] for entry, needed in graph.items()}
    order = list(needs)
    for cycle in cut_cycles(needs):
        assert order.index(cycle[0]) == max(order.index(entry) for entry in cycle)
        needs[cycle[0]].remove((cycle * 2)[1])
    assert cut_cycles(needs) == []


def test_long_chains_take_linear_time():
    """A hundred thousand entries that need each other in a row are no burden, forwards and backwards."""
    names = [str(number) for number in range(100_000)]
    chain = {name: [following] for name, following in zip(names, [*names[1:], "0"], strict=True)}
    assert len(cut_cycles(chain)) == 1
    assert len(cut_cycles(dict(reversed(chain.items())))) == 1
