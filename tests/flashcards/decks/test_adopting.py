"""Decks made from what comes in, and brought up to date in place."""

from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.core.errors import BrokenStore
from flashcards.core.incoming import IncomingEntry
from flashcards.decks import room
from flashcards.decks.adopting import Adoption
from flashcards.decks.naming import hash_of, slug_of
from flashcards.decks.patching import DeckText
from flashcards.decks.reading import Deck, read_deck
from flashcards.decks.writing import clean_text

TEXTS = st.text(alphabet="ab# -:'\n\t\\$é日\0", min_size=1, max_size=30).filter(clean_text)
CARDS = st.dictionaries(
    st.text("abcdef", min_size=1, max_size=4), st.tuples(TEXTS, TEXTS), min_size=1, max_size=6
)
ENDS = ["\n", "\n\n# The end.\n", "\nsources: {x: A book}\n", "\n  # not an entry\n\n", ""]


def basic(key, q, a, *, keeps_key=False, **more):
    """A card that comes in, known by its key or by its question."""
    return IncomingEntry(key, q, {"q": q, "a": a, **more}, keeps_key=keeps_key)


def adopt(entries, *old, name="d"):
    """What comes of it: the texts by the number of the deck, and the counts."""
    adoption = Adoption(name, "Title", "", [DeckText(content, "d.yaml") for content in old])
    texts = {}
    for number, piece in adoption.pieces(entries):
        texts[number] = texts.get(number, b"") + piece
    return texts, adoption


def deck_of(content):
    """The deck in the bytes, which must have no mistake."""
    deck = read_deck(content, "d.yaml")
    assert isinstance(deck, Deck), [mistake.render() for mistake in deck]
    assert deck.mistakes == ()
    return deck


def counts(adoption):
    """Added, changed, unchanged, kept."""
    return adoption.added, adoption.changed, adoption.unchanged, adoption.kept


def keyed(cards):
    """The cards of a mapping from key to question and answer, as entries that keep their key."""
    return [basic(key, q, a, keeps_key=True) for key, (q, a) in cards.items()]


@given(CARDS, CARDS, st.sampled_from(ENDS), st.booleans())
def test_a_second_import_is_a_union(first, second, end, crlf):
    """After both, each entry is as the last source that has it says, in the place where it came first."""
    texts, adoption = adopt(keyed(first))
    content = texts[1].rstrip(b"\n") + end.encode()
    content = content.replace(b"\n", b"\r\n") if crlf else content
    ids = dict(adoption.ids)
    texts, adoption = adopt(keyed(second), content)
    after = texts.get(1, content)
    both = first | second
    cards = deck_of(after).cards
    assert [(card.body.q, card.body.a) for card in cards] == [
        (clean_text(q), clean_text(a)) for q, a in both.values()
    ]
    assert {key: adoption.ids[key] for key in ids.keys() & second.keys()} == {
        key: ids[key] for key in ids.keys() & second.keys()
    }
    assert sum(counts(adoption)) == len(both)
    assert adoption.kept == len(first.keys() - second.keys())
    for line in content.splitlines():
        assert line in after or first.keys() & second.keys()
    assert after.count(b"\r\n") == (after.count(b"\n") if crlf else 0)
    for words in (b"# The end.", b"sources: {x: A book}", b"# not an entry"):
        assert (words in content) == (words in after)


@given(CARDS)
def test_the_same_again_changes_nothing(cards):
    """A second import of the same writes no deck at all."""
    texts, _ = adopt(keyed(cards))
    again, adoption = adopt(keyed(cards), texts[1])
    assert again == {}
    assert counts(adoption) == (0, 0, len(cards), 0)


@given(st.lists(st.tuples(TEXTS, TEXTS), unique=True, max_size=8))
def test_names_that_clash_get_a_hash(pairs):
    """Without a key, ids are made from names and differ all the same; whatever the order, each keeps its own."""
    entries = [basic(q, q, a) for q, a in pairs]
    texts, _ = adopt(entries)
    if not pairs:
        assert texts == {}
        return
    before = {card.id: (card.body.q, card.body.a) for card in deck_of(texts[1]).cards}
    assert len(before) == len(pairs)
    again, adoption = adopt(entries, texts[1])
    assert (again, adoption.unchanged) == ({}, len(pairs))


def test_a_new_row_does_not_take_anothers_id():
    """A new question before one with the same slug does not get its id, and so not its progress."""
    texts, _ = adopt([basic("What is X?", "What is X?", "1")])
    texts, adoption = adopt(
        [basic("what is x", "what is x", "2"), basic("What is X?", "What is X?", "1")], texts[1]
    )
    assert counts(adoption) == (1, 0, 1, 0)
    assert [card.id for card in deck_of(texts[1]).cards] == [
        "d/what-is-x",
        f"d/what-is-x-{hash_of('what is x')}",
    ]


def test_a_change_of_wording_keeps_the_id():
    """A question that is worded anew, but makes the same slug, is the same card."""
    texts, _ = adopt([basic("What is X", "What is X", "1")])
    texts, adoption = adopt([basic("What is X?", "What is X?", "1")], texts[1])
    assert counts(adoption) == (0, 1, 0, 0)
    assert deck_of(texts[1]).cards[0].id == "d/what-is-x"


def test_what_was_added_by_hand_stays():
    """Comments, keys that the source does not bring and entries of one's own survive a changed text."""
    old = dedent(
        f"""\
        deck: d
        title: Mine
        cards:
        # above
        - id: old-name-{hash_of("k1")}
          q: Old?  # this line is replaced
          a: |
            Text
            # a heading
          level: 2
          needs: [other]
          wrong: [W]
        # between

        - {{id: other, q: Q, a: A}}   # beside
        # below
        """
    )
    entries = [basic("k1", "New?", "# Text", keeps_key=True), basic("k2", "More?", "A", keeps_key=True)]
    texts, adoption = adopt(entries, old.encode())
    assert counts(adoption) == (1, 1, 0, 1)
    assert texts[1].decode() == dedent(
        f"""\
        deck: d
        title: Mine
        cards:
        # above
        - id: old-name-{hash_of("k1")}
          q: New?
          a: '# Text'
          level: 2
          needs: [other]
          wrong: [W]
        # between

        - {{id: other, q: Q, a: A}}   # beside

        - id: more-{hash_of("k2")}
          q: More?
          a: A
        # below
        """
    )


def test_a_card_that_becomes_a_cloze_drops_its_old_answer():
    """Where the type is another one, the keys of the old answer go and those of every type stay."""
    texts, _ = adopt([basic("k", "Q", "A", keeps_key=True, both=True, hint="H")])
    texts, _ = adopt([IncomingEntry("k", "Q", {"cloze": "{{x}}"}, keeps_key=True)], texts[1])
    card = deck_of(texts[1]).cards[0]
    assert (card.body.text, card.hint) == ("{{x}}", "H")


def test_what_would_break_the_deck_is_left_out():
    """An entry that is no card, or fits no longer with what a person added to it, is named, and the rest comes."""
    texts, _ = adopt([basic("k", "Q", "A", keeps_key=True)])
    old = texts[1].replace(b"a: A", b"a: A\n    wrong: [B]")
    entries = [
        basic("e", "\0", "A"),
        basic("l", "L", "x" * 70_000),
        IncomingEntry("c", "C", {"cloze": "no gap"}, where="line 7"),
        basic("t", "T", "A", tags=["Not a slug"]),
        basic("k", "Q", "B", keeps_key=True),
        basic("g", "good", "A"),
        basic("g", "good", "A"),
    ]
    texts, adoption = adopt(entries, old)
    assert [card.id for card in deck_of(texts[1]).cards[1:]] == ["d/good"]
    assert [one.where for one in adoption.omissions.first] == ["\0", "L", "line 7", "T", "Q", "good"]


def test_a_full_deck_goes_on_in_a_second_one(monkeypatch):
    """Past the reader's bounds a second deck is begun; a second import finds each card in the deck that has it."""
    monkeypatch.setattr(room, "MOST_CARDS", 3)
    monkeypatch.setattr(room, "_NEARLY", 0.5)
    entries = [basic(f"{n}", f"Question {n}", "A") for n in range(7)]
    texts, _ = adopt(entries)
    assert [len(deck_of(text).cards) for text in texts.values()] == [3, 3, 1]
    assert [deck_of(text).name for text in texts.values()] == ["d", "d-2", "d-3"]
    changed = [basic(entry.key, entry.name, "B") for entry in entries[4:]]
    new = [basic(f"{n}", f"Question {n}", "A") for n in range(7, 11)]
    texts, adoption = adopt([*entries[:4], *changed, *new], *texts.values())
    assert counts(adoption) == (4, 3, 4, 0)
    assert {number: len(deck_of(text).cards) for number, text in texts.items()} == {2: 3, 3: 3, 4: 2}


@pytest.mark.parametrize(
    "content",
    [
        b"deck: d\ntitle: D\ncards: [{id: a, q: Q, a: A}]\n",
        b"deck: d\ntitle: D\ncards:\n  -\n    id: a\n    q: Q\n",
        b"deck: d\ntitle: D\ncards:\n  - a: [\n",
        b"deck: d\ncards: x",
        b"\xff\xfe",
        b"",
    ],
)
def test_a_deck_that_cannot_take_more_is_left_alone(content):
    """A deck with mistakes, or in a layout in which nothing can be put, is refused in one line."""
    with pytest.raises(BrokenStore):
        DeckText(content, "d.yaml")


def test_an_empty_deck_takes_entries():
    """`cards: []` becomes a list."""
    texts, _ = adopt([basic("k", "Q", "A")], b"deck: d\ntitle: D\ncards: []\nabout: X\n")
    assert deck_of(texts[1]).about == "X"


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("What is $\\beta_1$ in Adam?", "what-is-beta-1-in-adam"),
        ("Café Über", "cafe-uber"),
        ("日本", ""),
        ("a" * 90, "a" * 40),
        ("word " * 20, "word-word-word-word-word-word-word-word"),
        ("C++ / --", "c"),
    ],
)
def test_slugs_are_readable(name, slug):
    """A slug has the name's letters and digits, without accents, and ends with a word."""
    assert slug_of(name) == slug
