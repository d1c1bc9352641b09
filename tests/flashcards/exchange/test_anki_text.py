"""Anki's text export."""

import pytest

from flashcards.core.errors import BrokenStore
from flashcards.exchange import anki_text
from flashcards.exchange.anki_text import AnkiText
from flashcards.exchange.text_files import TextFile


def export(folder, text):
    """The decks' entries by the decks' titles, and the source."""
    path = folder / "notes.txt"
    path.write_text(text, "utf-8")
    with TextFile(path) as file:
        source = AnkiText(file, "notes")
        return {deck.title: list(deck.entries) for deck in source.decks}, source


def fields(text, folder):
    """The fields of the only entry."""
    (((entry,),), _) = ([*export(folder, text)[0].values()], None)
    return dict(entry.fields)


def test_columns_are_where_the_headers_say(tmp_path):
    """GUID, note type, deck and tags are found by number; each deck comes whole, and keys are the GUIDs."""
    decks, source = export(
        tmp_path,
        "#separator:Tab\n#html:false\n#tags:all\n#guid column:1\n#notetype column:2\n#deck column:3\n#tags column:6\n"
        "g1\tBasic\tDL::Optim\tq1\ta1\tt one\ng2\tBasic\tDL\tq2\ta2\t\ng3\tBasic\tDL::Optim\tq3\ta3\t\n",
    )
    assert {title: [entry.key for entry in entries] for title, entries in decks.items()} == {
        "DL::Optim": ["g1", "g3"],
        "DL": ["g2"],
    }
    first = decks["DL::Optim"][0]
    assert first.keeps_key
    assert first.fields == {"q": "q1", "a": "a1", "tags": ("t", "one", "all")}
    assert source.omissions.count == 0


@pytest.mark.parametrize(
    ("kind", "row", "made"),
    [
        ("Cloze", "{{c1::a}} b,more", {"cloze": "{{c1::a}} b", "note": "more"}),
        ("Basic", "q,a,b,c", {"q": "q", "a": "a", "note": "b\n\nc"}),
        ("Basic (and reversed card)", "q,a", {"q": "q", "a": "a", "both": True}),
        ("Basic (optional reversed card)", "q,a,y", {"q": "q", "a": "a", "both": True}),
        ("Basic (optional reversed card)", "q,a,", {"q": "q", "a": "a"}),
        ("", "{{c2::a}},", {"cloze": "{{c2::a}}"}),
    ],
)
def test_note_types_make_types_of_cards(tmp_path, kind, row, made):
    """The note type's name tells a cloze and a reversed card; further fields become the note."""
    assert fields(f"#separator:comma\n#notetype:{kind}\n{row}\n", tmp_path) == made


@pytest.mark.parametrize(
    ("header", "made"),
    [("#html:true\n", "**x** < \\\ny"), ("", "**x** < \\\ny"), ("#html:false\n", "<b>x</b> &lt; <br>y")],
)
def test_html_becomes_markdown(tmp_path, header, made):
    """HTML is read where the headers say so, or say nothing and it looks like it."""
    found = fields(f"#separator:tab\n{header}<b>x</b> &lt; <br>y\ta\n", tmp_path)["q"]
    assert found.replace(" \\\n", "\\\n") == made.replace(" \\\n", "\\\n")


def test_what_does_not_come_over_is_named(tmp_path):
    """Empty sides, sides of media alone, and media that stay behind are named with their line."""
    decks, source = export(
        tmp_path,
        '#separator:tab\n#html:true\n<img src="a.png">\tx\n\tx\nq\ta\nsee <img src="b.png">\tz\n',
    )
    assert [entry.name for entry in decks["notes"]] == ["q", "see (image: b.png)"]
    assert [(one.where, one.why.partition(":")[0]) for one in source.omissions.first] == [
        ("line 3", "a side of it is nothing but media"),
        ("line 4", "a side of it is empty"),
        ("line 6", "its media stay behind, and are only named in the card"),
    ]


@pytest.mark.parametrize(
    "header",
    [
        "#separator:whatever\n",
        '#separator:"\n',
        "#deck column:0\n",
        "#guid column:x\n",
        "#guid column:99999\n",
    ],
)
def test_headers_without_sense_are_refused(tmp_path, header):
    """A separator or a column that cannot be is refused by name."""
    with pytest.raises(BrokenStore):
        export(tmp_path, f"{header}a\tb\n")


def test_mixed_decks_fill_no_memory(tmp_path, monkeypatch):
    """Decks that must be held to be told apart are held up to a bound."""
    monkeypatch.setattr(anki_text, "_MOST_CHARACTERS", 100)
    with pytest.raises(BrokenStore, match="too large"):
        export(tmp_path, "#separator:tab\n#deck column:1\n" + "".join(f"d\tq{n}\ta\n" for n in range(99)))
