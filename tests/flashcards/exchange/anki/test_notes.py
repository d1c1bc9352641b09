"""Notes as entries: Anki's own note types, people's, and what does not come over."""

import pytest

from flashcards.core.incoming import Omissions
from flashcards.exchange.anki.note_types import NoteType
from flashcards.exchange.anki.notes import Note, Notes
from flashcards.exchange.anki.reading import read_anki
from flashcards.exchange.anki.templates import Template

FRONT = "{{FrontSide}}<hr id=answer>"
REVERSED = ("Both", ["F", "B"], [("{{F}}", FRONT + "{{B}}"), ("{{B}}", FRONT + "{{F}}")], 0)
OPTIONAL = (
    "Maybe",
    ["F", "B", "Add"],
    [("{{F}}", FRONT + "{{B}}"), ("{{#Add}}{{B}}{{/Add}}", FRONT + "{{F}}")],
    0,
)
TYPED = ("Typed", ["F", "B"], [("{{F}}\n{{type:B}}", "{{F}}<hr id=answer>{{type:B}}")], 0)
CLOZE = ("Gaps", ["Text", "Extra"], [("{{cloze:Text}}", "{{cloze:Text}}<br>{{Extra}}")], 1)
COUNTRY = (
    "Country",
    ["Name", "Capital", "Flag", "Clue"],
    [
        ("Capital of <b>{{Name}}</b>?{{hint:Clue}}", FRONT + "{{Capital}}{{#Flag}} ({{Flag}}){{/Flag}}"),
        ("Whose capital is {{Capital}}?", "{{FrontSide}}{{Name}}"),
    ],
    0,
)
OCCLUSION = ("Image Occlusion", ["Occlusion", "Image"], [("{{cloze:Occlusion}}{{Image}}", "{{Image}}")], 1)


@pytest.fixture
def read(packing, tmp_path):
    """The entries' fields by deck, and what was left out, of a package with these notes."""

    def opened(notes, **more):
        database = packing.collection(tmp_path / "c.db", notes, **more)
        path = packing.package(tmp_path / "c.apkg", database)
        with read_anki(path) as collection:
            decks = {deck.name: [dict(entry.fields) for entry in deck.entries] for deck in collection.decks}
            return decks, [(left.where, left.why) for left in collection.omissions.first]

    return opened


@pytest.mark.parametrize(
    ("kind", "fields", "expected"),
    [
        (REVERSED, ["f", "b"], [{"q": "f", "a": "b", "both": True}]),
        (OPTIONAL, ["f", "b", "y"], [{"q": "f", "a": "b", "both": True}]),
        (TYPED, ["Which?", "Adam"], [{"q": "Which?", "accept": ["Adam"]}]),
        (TYPED, ["Which?", "$5 <b>bold</b>"], [{"q": "Which?", "a": "\\$5 **bold**"}]),
        (
            CLOZE,
            ["{{c1::Adam}} &amp; {{c2::x::h}}", "more"],
            [{"cloze": "{{c1::Adam}} & {{c2::x::h}}", "note": "more"}],
        ),
        (CLOZE, [r"\(a^{{c1::\frac{1}{2} }}\)", ""], [{"cloze": r"$a^{{c1::\frac{1}{2} }}$"}]),
        (
            COUNTRY,
            ["Chad", "N'Djamena", "", "Africa"],
            [
                {"q": "Capital of **Chad**?", "a": "N'Djamena", "hint": "Africa"},
                {"q": "Whose capital is N'Djamena?", "a": "Chad"},
            ],
        ),
        (
            COUNTRY,
            ["Chad", "N'Djamena", "red", ""],
            [
                {"q": "Capital of **Chad**?", "a": "N'Djamena (red)"},
                {"q": "Whose capital is N'Djamena?", "a": "Chad"},
            ],
        ),
    ],
)
def test_note_types(read, kind, fields, expected):
    """What each note type becomes; templates that are more than fields are filled in."""
    decks, left_out = read([(1, fields)], types=[kind])
    assert decks == {"deck": expected}
    assert left_out == []


def test_an_optional_second_card_is_asked_only_where_it_is(read, packing):
    """Anki makes no second card where its field is empty, and both directions are asked only with it."""
    decks, _ = read([(1, ["f", "b", ""])], types=[OPTIONAL], cards=[(1, 1, 0)])
    assert decks == {"deck": [{"q": "f", "a": "b"}]}


@pytest.mark.parametrize(
    ("kind", "fields", "why"),
    [
        (OCCLUSION, ["{{c1::rect}}", "<img src=a.png>"], "image occlusion"),
        (
            ("Basic", ["Front", "Back"], [("{{Front}}", FRONT + "{{Back}}")], 0),
            ["<img src='brain.png'>", "brain"],
            "question is nothing but media",
        ),
        (
            ("Basic", ["Front", "Back"], [("{{Front}}", FRONT + "{{Back}}")], 0),
            ["front", "<br>"],
            "answer is empty",
        ),
        (CLOZE, ["", ""], "text is empty"),
    ],
)
def test_what_cannot_be_asked_is_named(read, kind, fields, why):
    """It is left out with the reason, and the others come."""
    decks, ((where, told),) = (
        read([(1, fields), (1, ["{{c1::sound}} one", "x"])], types=[kind])
        if kind != OCCLUSION
        else ({"deck": [1]}, (read([(1, fields)], types=[kind])[1][0],))
    )
    assert why in told
    assert where.startswith("note '")
    assert len(decks["deck"]) == 1


def test_media_are_named_and_stay_behind(read):
    """The card comes with the name of what it lacks."""
    decks, left_out = read([(1, ["What is it? <img src='brain_1.png'>", "a brain [sound:brain.mp3]"])])
    assert decks["deck"] == [{"q": "What is it? (image: brain_1.png)", "a": "a brain (sound: brain.mp3)"}]
    assert left_out == [
        (
            "note 'What is it?'",
            "its media stay behind, and are only named in the card: brain_1.png, brain.mp3",
        )
    ]


def test_tags_and_decks_become_slugs(read):
    """Levels are joined by hyphens; decks whose names become the same are told apart."""
    decks, _ = read(
        [(1, ["a", "b"], "ML::Loss_fn", "naïve", "深層"), (1, ["c", "d"]), (1, ["e", "f"])],
        decks=["A::B", "a b", "深層"],
        cards=[(1, 1, 0), (2, 2, 0, 0, 0, 0, 0, 0, 0, 0, 2), (3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 3)],
    )
    (first, second, third) = decks
    assert (first, second) == ("a-b", "a-b-2")
    assert third.startswith("deck-")
    assert decks["a-b"][0]["tags"][:2] == ["ml-loss-fn", "naive"]
    assert decks["a-b"][0]["tags"][2].startswith("tag-")


def test_a_note_belongs_to_its_first_card_s_own_deck(read):
    """A filtered deck is only where a card stays for a while."""
    decks, _ = read(
        [(1, ["a", "b"])],
        types=[REVERSED],
        decks=["Own", "Filtered", "Other"],
        cards=[(1, 1, 0, 2, 2, -5, 3, 2500, 2, 0, 2, 10, 1), (2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 3)],
    )
    assert list(decks) == ["own"]


@pytest.mark.parametrize(
    "fields",
    [["What?", "That."], ["A  b", "c"], ["é ", "b"], ["<b>a", "b"], ["a_b", "b"], ["a", "b", "c"], ["a"]],
)
@pytest.mark.parametrize("tags", ["", "One::two  one"])
def test_plain_notes_come_as_if_they_were_looked_at_closely(fields, tags):
    """The quick way for notes of plain words gives what reading them as HTML gives."""
    template = Template("{{Front}}", FRONT + "{{Back}}")
    types = {1: NoteType("Basic", ("Front", "Back"), (template,), is_cloze=False, is_occlusion=False)}
    notes = Notes(types, Omissions())
    note = Note("guid", 1, "\x1f".join(fields), tags, 1)
    if (plain := notes.plain(*note)) is not None:
        (closely,) = notes.entries(note)
        trimmed = {key: text.strip() if key in "qa" else text for key, text in plain.fields.items()}
        assert plain._replace(fields=trimmed, name=plain.name.strip()) == closely
    assert (plain is not None) == (fields in (["What?", "That."], ["é ", "b"], ["a", "b", "c"]))
