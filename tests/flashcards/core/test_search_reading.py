"""Searches read from what people type."""

from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from flashcards.core.errors import UsageError
from flashcards.core.search import Answered, Any, Compared, Every, Named, Not, State, Words
from flashcards.core.search_reading import DEEPEST_QUERY, LONGEST_QUERY, MOST_TERMS, read_query

NAMES = {"deck": ["losses", "optimizers"], "tag": ["adam", "adamw", "shapes"]}


def read(text):
    return read_query(text, NAMES.get)


def word(text):
    return Words(text, is_whole=not text[-1].isalnum())


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("Adam", word("adam")),
        ("weight decay", Every((word("weight"), word("decay")))),
        ("weight and decay", Every((word("weight"), word("decay")))),
        ('"weight decay"', word("weight decay")),
        ('"or"', word("or")),
        ("weight-decay", word("weight - decay")),
        ("C++", word("c + +")),
        (r"\beta_1", word(r"\ beta _ 1")),
        ("12:30", word("12 : 30")),
        ('5"a"', word("5 a")),
        ("-adam", Not(word("adam"))),
        ("- adam", Not(word("adam"))),
        ("--adam", Not(Not(word("adam")))),
        ("a OR b c", Any((word("a"), Every((word("b"), word("c")))))),
        ("(a or b) c", Every((Any((word("a"), word("b"))), word("c")))),
        ("-(a b)", Not(Every((word("a"), word("b"))))),
        ("deck:losses", Named("deck", "losses", is_beginning=False)),
        ("DECK:opt*", Named("deck", "opt", is_beginning=True)),
        ("deck:*", Named("deck", "", is_beginning=True)),
        ('tag:"adam"', Words(":tag:adam", is_whole=True)),
        ("tag:adam*", Words(":tag:adam", is_whole=False)),
        ("type:true/false", Words(":type:true/false", is_whole=True)),
        ("level:2", Words(":level:2", is_whole=True)),
        ("is:Due", State("due")),
        ("is:computed", Words(":type:computed", is_whole=True)),
        ("id:losses/mse#c2", Named("id", "losses/mse#c2", is_beginning=False)),
        ("id:losses/*", Named("id", "losses/", is_beginning=True)),
        ("ivl>10", Compared("ivl", ">", 10)),
        ("ease<2.0", Compared("ease", "<", 200)),
        ("ease>=2.05", Compared("ease", ">=", 205)),
        ("ease!=2", Compared("ease", "!=", 200)),
        ("due<=-3", Compared("due", "<=", -3)),
        ("reps=0", Compared("reps", "=", 0)),
        ("rated:7", Answered("ever", 7)),
        ("rated:7:1", Answered("ever", 7, "1")),
        ("introduced:1", Answered("first", 1)),
    ],
)
def test_what_people_type(text, query):
    """Words, phrases, filters, minus, `or` and brackets mean what the help says."""
    assert read(text) == query


@pytest.mark.parametrize(
    ("text", "sentence", "hint"),
    [
        ("", "there is nothing to search for", "is:due"),
        (" \n", "there is nothing to search for", ""),
        ("a (b", "search, character 3: this bracket is never closed, at (b", '"f(x)"'),
        ("a) b", "search, character 2: this bracket was never opened, at ) b", '"f(x)"'),
        ("()", "character 2: before this a word or filter is missing", ""),
        ('a "b', 'character 3: this is never closed, at "b', "phrase"),
        ("a or", "character 5: here the search ends, and a word or filter is missing", "help search"),
        ("or a", "character 1: before this a word or filter is missing", "quotes"),
        ("a -", "character 4: here the search ends", ""),
        ('""', "character 1: here is nothing to search for", ""),
        ("is:do", "there is no state 'do'", "there is due, new"),
        ("is:suspend", "there is no state 'suspend'", "did you mean 'suspended'?"),
        ("dek:losses", "there is no filter 'dek'", "did you mean 'deck'?"),
        ("a deck:los", "character 3: there is no deck 'los'", "did you mean 'losses'?"),
        ("deck:x*", "there is no deck 'x*'", ""),
        ("tag:adma", "there is no tag 'adma'", "did you mean 'adam'?"),
        ("type:choise", "there is no type 'choise'", "did you mean 'choice'?"),
        ("level:4", "there is no level '4'", "there is 1, 2, 3"),
        ("laps>3", "there is no number 'laps'", "did you mean 'lapses'?"),
        ("loss<0.5", "there is no number 'loss'", "quotes"),
        ("ivl>1.5", "'1.5' is no number for ivl", "ivl>=21"),
        ("ivl>12345678", "is no number for ivl", ""),
        ("ivl>", "'' is no number for ivl", "ivl>=21"),
        ("Ease<=low", "'low' is no number for ease", "ivl>=21"),
        ("ivl > 10", "a comparison has no spaces", "ivl>=21"),
        ("adam due <=3", "character 6: a comparison has no spaces", "ivl>=21"),
        ("prop:ivl>10", "there is no filter 'prop'", "write it without"),
        ("rated:0", "'0' is no number of days", "rated:7"),
        ("rated:7:5", "'7:5' is no number of days", "rated:7:1"),
        ("introduced:7:1", "'7:1' is no number of days", "introduced:7"),
        ("a\x1bb", "character 2: here is a sign that cannot be shown", ""),
        ("\ud800", "here is a sign that cannot be shown", ""),
        ("http://x", "there is no filter 'http'", "quotes"),
    ],
)
def test_a_mistake_has_its_place_and_a_hint(text, sentence, hint):
    """Every mistake is one line that says where, and what to do."""
    with pytest.raises(UsageError) as raised:
        read(text)
    assert sentence in str(raised.value)
    assert hint in raised.value.hint
    assert raised.value.hint


@pytest.mark.parametrize("many", [1_000_000, LONGEST_QUERY + 1])
def test_long_searches_are_refused(many):
    """A search has a bounded length, so that none takes long to read."""
    with pytest.raises(UsageError, match=r"at most 2,000 characters"):
        read("a" * many)


@pytest.mark.parametrize("text", ["(" * 1900, "-" * 1900 + "a", "(-" * 900, "(" * 900 + "a" + ")" * 900])
def test_deep_searches_are_refused(text):
    """Brackets and minuses are bounded in number and in depth."""
    with pytest.raises(UsageError):
        read(text)


def test_the_bounds_can_be_reached():
    """What is just within the bounds is read."""
    read("(" * DEEPEST_QUERY + "a" + ")" * DEEPEST_QUERY)
    assert len(read(" ".join(["a"] * MOST_TERMS)).parts) == MOST_TERMS
    with pytest.raises(UsageError, match="at most 200 terms"):
        read(" ".join(["a"] * (MOST_TERMS + 1)))


PIECES = [
    "(",
    ")",
    "-",
    '"',
    " ",
    "or",
    "and",
    "is:due",
    "deck:",
    "tag:a*",
    "ivl",
    ">",
    "=",
    "1",
    "*",
    ":",
    "NEAR",
    "^",
    "\0",
    "é",
]


@given(st.lists(st.sampled_from(PIECES) | st.characters(), max_size=40).map("".join))
@example("-" * 300)
@example('"' * 301)
def test_no_search_is_read_wrong(text):
    """Whatever is typed is read, or refused with a sentence of ours."""
    with suppress(UsageError):
        read(text)
