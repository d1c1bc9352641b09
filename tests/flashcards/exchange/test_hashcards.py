"""Markdown with questions, answers and gaps in brackets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.core.cloze import parse
from flashcards.core.errors import BrokenStore
from flashcards.exchange.gaps import gaps_of
from flashcards.exchange.hashcards import Hashcards
from flashcards.exchange.text_files import TextFile


def cards(folder, text):
    """The fields of the cards, the source, and the deck."""
    path = folder / "notes.md"
    path.write_text(text, "utf-8")
    with TextFile(path) as file:
        source = Hashcards(file, "notes")
        (deck,) = source.decks
        return [dict(entry.fields) for entry in deck.entries], source, deck


def test_cards_go_on_until_the_next(tmp_path):
    """Sides have as many lines as they like; a rule or the next card ends them, and what is before a card is no card."""
    found, source, deck = cards(
        tmp_path,
        '---\nname = "Biology"\n---\n# Title\n\nQ: Two\nlines?\nA: Yes.\n\n- a list\n---\nnothing\nC: A [gap].\nQ: x\nA: y\n',
    )
    assert found == [
        {"q": "Two\nlines?", "a": "Yes.\n\n- a list"},
        {"cloze": "A {{c1::gap}}."},
        {"q": "x", "a": "y"},
    ]
    assert (deck.title, source.omissions.count) == ("Biology", 0)


def test_torn_cards_are_named(tmp_path):
    """A question or answer alone, also where the file is cut short, is named with its line."""
    found, source, _ = cards(tmp_path, "A: x\nQ: y\nC: [z]\nQ: cut")
    assert found == [{"cloze": "{{c1::z}}"}]
    assert [(one.where, one.why) for one in source.omissions.first] == [
        ("line 1", "an answer without a question"),
        ("line 2", "a question without an answer"),
        ("line 4", "a question without an answer"),
    ]


@pytest.mark.parametrize(
    "text", ["---\nname = \n---\nQ: x\nA: y", "---\nname = 'x'\nQ: x\nA: y", "---\n" + "x\n" * 9000]
)
def test_a_header_that_is_none_is_refused(tmp_path, text):
    """Lines after a first --- that are no TOML, or do not end, are refused."""
    with pytest.raises(BrokenStore):
        cards(tmp_path, text)


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("A [b] and [c d].", "A {{c1::b}} and {{c2::c d}}."),
        ("$x[i]$, `a[0]` and [gap]", "$x[i]$, `a[0]` and {{c1::gap}}"),
        ("$x = [y]$", "$x = {{c1::y}}$"),
        (
            "![image](a.png) of [a link](http://x.org) [gap]",
            "![image](a.png) of [a link](http://x.org) {{c1::gap}}",
        ),
        (r"\[not\] [a \] gap]", r"[not] {{c1::a \] gap}}"),
        ("[std::vector] {{x}}", r"{{c1::std:\:vector}} \{\{x}}"),
        ("[$x_{i}$ or [j]]", "{{c1::$x_{i}$ or [j]}}"),
        ("none", "none"),
        ("[]", "[]"),
    ],
)
def test_brackets_become_gaps(text, made):
    """Each bracket is a gap of its own, but not in formulas, code, images and links."""
    assert gaps_of(text) == made


@given(st.lists(st.text(alphabet="ab é日", min_size=1).filter(str.strip), min_size=1, max_size=5))
def test_gaps_are_read_as_they_were_meant(words):
    """Texts in brackets come out as the gaps of the cloze, in their order."""
    parts = parse(gaps_of("x ".join(f"[{word}]" for word in words)))
    assert [part.answer for part in parts if not isinstance(part, str)] == [word.strip() for word in words]


@pytest.mark.parametrize(
    "text", ["[" * 50_000, "`" * 50_000, "`a" * 25_000, "[a" * 25_000, "$" * 50_000, "[a]" * 20_000]
)
def test_gaps_are_found_in_no_time(text):
    """Texts made to make the search long do not."""
    assert len(gaps_of(text)) >= len(text)
