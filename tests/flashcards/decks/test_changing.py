"""Changes to a deck's text: what it says is held against another reader of YAML, and comments and layout stay."""

import difflib
from collections import Counter

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from flashcards.core.errors import UsageError
from flashcards.decks.changing import appended
from flashcards.decks.layout import CannotChange, DeckLayout
from flashcards.decks.renaming import renamed

ENTRY = "  - id: new-one\n    q: A new question?\n    a: |\n      Two\n\n      lines\n"

#: The same entry in the ways in which people write it; NAME, MORE (a further key in braces) and REFS are filled in.
STYLES = (
    "- id: NAME\n  q: Q\n  a: A   # remark on NAME\nREFS",
    "- id: 'NAME'   # its id\n  q: Q\n  a: |\n    text\n    # no comment\n\n    more\nREFS",
    "# about NAME\n- q: Q\n  a: >-\n    folded\n    text\n  id: NAME\nREFS",
    "- {id: NAME, q: Q, a: 'A # b'FLOW}\n",
    '-   id: "NAME"\n    q: Q\n    a: plain\n      goes on\n    was:\n    - before-NAME\n',
    "- id: NAME\n  was: [before-NAME]  # once\n  claim: C\n  truth: true\n  # a last word\nREFS",
)


def said(content):
    """What another reader takes a deck to say, all of it text without outer spaces."""
    return stripped(yaml.load(content, yaml.BaseLoader))


def stripped(value):
    if isinstance(value, dict):
        return {key: stripped(one) for key, one in value.items()}
    return [stripped(one) for one in value] if isinstance(value, list) else value.strip()


@st.composite
def deck_texts(draw, name, others=()):
    """A deck of two to four entries `NAME-0`, `NAME-1` and so on, in any mix of styles, indents and line ends."""
    indent = draw(st.sampled_from(("", "  ", "    ")))
    gap = draw(st.sampled_from(("", "\n", "\n\n")))
    count = draw(st.integers(2, 4))
    entries = []
    for number in range(count):
        known = [f"{name}-{other}" for other in range(number)] + list(others)
        refs = draw(st.lists(st.sampled_from(known), unique=True, max_size=2)) if known else []
        style = draw(st.sampled_from(STYLES))
        block = (
            f"  see:\n  - {refs[0]}\n"
            if len(refs) == 1
            else f"  needs: [{', '.join(refs)}]\n"
            if refs
            else ""
        )
        flow = f", see: [{', '.join(refs)}]" if refs else ""
        text = style.replace("REFS", block).replace("FLOW", flow).replace("NAME", f"{name}-{number}")
        lines = text.splitlines()
        entries.append("".join(f"{indent}{line}\n" if line else "\n" for line in lines))
    text = f"# a deck\ndeck: {name}\ntitle: T\ncards:   # all of them\n" + gap.join(entries)
    text += draw(st.sampled_from(("", "\n# the end\n", "about: more\n")))
    if draw(st.booleans()):
        text = text.removesuffix("\n")
    if draw(st.booleans()):
        text = text.replace("\n", "\r\n")
    return (b"\xef\xbb\xbf" if draw(st.booleans()) else b"") + text.encode()


def lost_lines(before, after):
    """The lines that are gone or changed, without their ends."""
    old, new = (content.decode("utf-8-sig").splitlines() for content in (before, after))
    return [line[2:] for line in difflib.ndiff(old, new) if line.startswith("- ")]


def comments(*contents):
    return Counter(
        part.strip()
        for content in contents
        for line in content.decode("utf-8-sig").splitlines()
        for part in [line.partition("#")[2]]
        if part and "no comment" not in part and "# b'" not in line
    )


@given(deck_texts("d"))
def test_an_entry_is_added_and_nothing_else_changes(content):
    """The deck says what it said and the new entry; no line of it is gone, and its line ends and mark stay."""
    deck = DeckLayout(content, "d.yaml")
    after = deck.encoded(appended(deck, ENTRY))
    before_said, after_said = said(content), said(after)
    new = after_said["cards"].pop()
    assert after_said == before_said
    assert new == said(f"cards:\n{ENTRY}")["cards"][0]
    assert lost_lines(content, after) == []
    assert after.startswith(b"\xef\xbb\xbf") == content.startswith(b"\xef\xbb\xbf")
    assert (b"\r\n" in after) == (b"\r\n" in content)
    assert after.count(b"\n") == after.count(b"\r\n") or b"\r\n" not in content


@given(deck_texts("d"), deck_texts("e", ("d/d-0", "d/d-1")), st.integers(0, 1))
def test_a_renamed_entry_keeps_everything(content, other, number):
    """Its id changes and its old one is noted, whoever names it names it anew, and no other value or comment changes."""
    decks = {"d": content, "e": other}
    old = f"d-{number}"
    result = renamed({name: DeckLayout(each, name) for name, each in decks.items()}, f"d/{old}", "d/other")
    after = {**decks, **result}
    expected = {name: said(each) for name, each in decks.items()}
    entry = expected["d"]["cards"][number]
    entry["id"] = "other"
    entry["was"] = [old, *entry.get("was", [])]
    for each in (*expected["d"]["cards"], *expected["e"]["cards"]):
        for key in {"needs", "see"} & each.keys():
            each[key] = [
                "other" if one == old else "d/other" if one == f"d/{old}" else one for one in each[key]
            ]
    assert {name: said(each) for name, each in after.items()} == expected
    assert comments(*after.values()) == comments(*decks.values())
    for name, each in result.items():
        assert all(old in line for line in lost_lines(decks[name], each) if name == "d" or line.strip())


@given(deck_texts("d"), deck_texts("e"), st.data())
def test_a_moved_entry_is_in_one_deck(content, other, data):
    """It stands at the end of the other deck as it stood, and what it names of its old deck it names in full."""
    decks = {"d": content, "e": other}
    before = {name: said(each) for name, each in decks.items()}
    number = data.draw(st.integers(0, len(before["d"]["cards"]) - 1))
    old = f"d-{number}"
    result = renamed({name: DeckLayout(each, name) for name, each in decks.items()}, f"d/{old}", "e/came")
    after = {name: said(each) for name, each in result.items()}
    moved = after["e"]["cards"].pop()
    assert after["e"] == before["e"]
    entry = before["d"]["cards"].pop(number)
    assert moved["was"][0] == f"d/{old}"
    assert moved["id"] == "came"
    same = entry.keys() - {"id", "was", "needs", "see"}
    assert {key: moved[key] for key in same} == {key: entry[key] for key in same}
    for key in {"needs", "see", "was"} & entry.keys():
        assert [one.removeprefix("d/") for one in moved[key] if one != f"d/{old}"] == entry[key]
    for each in before["d"]["cards"]:
        for key in {"needs", "see"} & each.keys():
            each[key] = ["e/came" if one == old else one for one in each[key]]
    assert after["d"] == before["d"]
    assert comments(*result.values()) == comments(*decks.values())


def only(*lines, name="d"):
    return DeckLayout("\n".join((f"deck: {name}", "title: T", *lines, "")).encode(), f"{name}.yaml")


def test_the_last_entry_leaves_an_empty_list_behind():
    """A deck whose only entry moves is still a deck, and takes entries again."""
    result = renamed(
        {"d": only("cards:  # all", "  - {id: a, q: Q, a: A}"), "e": only("cards: []  # none", name="e")},
        "d/a",
        "e/a",
    )
    assert result["d"] == b"deck: d\ntitle: T\ncards: []  # all\n"
    assert result["e"] == b"deck: e\ntitle: T\ncards:  # none\n  - {id: a, was: [d/a], q: Q, a: A}\n"


@pytest.mark.parametrize(
    ("lines", "place"),
    [
        (("cards: [{id: a, q: Q, a: A}]",), "d.yaml:3:8"),
        (("cards:", "  -", "    id: a", "    q: Q", "    a: A"), "d.yaml:5:5"),
    ],
)
def test_unusual_layouts_are_refused_with_their_place(lines, place):
    """Where an entry cannot be added safely, the line is named."""
    deck = only(*lines)
    with pytest.raises(CannotChange, match=place):
        appended(deck, ENTRY)


@pytest.mark.parametrize(
    "lines",
    [
        ("  - id: |-", "      a", "    q: Q", "    a: A"),
        ("  - id: a", "    q: Q", "    a: A", "    was:", "      -", "        b"),
    ],
)
def test_unusual_ids_are_refused(lines):
    """An id that is written as a block, or a former one below its hyphen, is not changed by guesswork."""
    with pytest.raises(CannotChange, match="unusual"):
        renamed({"d": only("cards:", *lines)}, "d/a", "d/b")


def test_a_moved_entry_keeps_its_source():
    """A work that the other deck does not have, or has otherwise, is not lost by moving."""
    source = only(
        "sources: {gb: Book}",
        "cards:",
        "  - {id: a, q: Q, a: A, source: gb ch. 1}",
        "  - {id: b, q: Q, a: A}",
    )
    for works in ("{}", "{gb: Other}"):
        with pytest.raises(UsageError, match="'gb'"):
            renamed({"d": source, "e": only(f"sources: {works}", "cards: []", name="e")}, "d/a", "e/a")
    assert renamed({"d": source, "e": only("sources: {gb: Book}", "cards: []", name="e")}, "d/a", "e/a")


@pytest.mark.parametrize("text", ["", "deck: d", "- a", "cards: x"])
def test_what_is_no_deck_is_refused(text):
    """Text without a list of cards has no layout."""
    with pytest.raises(CannotChange):
        DeckLayout(text.encode(), "x.yaml")
