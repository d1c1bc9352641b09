"""Anki's own text export beside its package: both ways bring the same cards under the same keys."""

from flashcards.exchange.anki.reading import read_anki
from flashcards.exchange.anki_text import AnkiText
from flashcards.exchange.text_files import TextFile

NOTES = [
    ("Basic", ["What is <b>Adam</b>?", "An \\(x^2\\) <i>rule</i><br>in two lines"], "DL::Optim", ["optim"]),
    ("Basic (and reversed card)", ['a "quoted" cell', "b\tc"], "DL", []),
    ("Cloze", ["{{c1::Paris}} is in {{c2::France}}"], "DL", ["geo", "x::y"]),
]


def read(decks):
    """Keys and fields by the decks' names."""
    return {
        deck.name: [
            (entry.key, entry.name, {key: list(v) if key == "tags" else v for key, v in entry.fields.items()})
            for entry in deck.entries
        ]
        for deck in decks
    }


def test_text_and_package_bring_the_same(anki, tmp_path):
    """Notes that Anki writes as text come as those of its package do: key, name and fields, deck by deck."""
    collection = anki.Collection(str(tmp_path / "c.anki2"))
    for kind, fields, deck, tags in NOTES:
        note = collection.new_note(collection.models.by_name(kind))
        note.fields = [*fields, *[""] * (len(note.fields) - len(fields))]
        note.tags = tags
        collection.add_note(note, collection.decks.id(deck))
    text, package = tmp_path / "notes.txt", tmp_path / "c.apkg"
    collection.export_note_csv(
        out_path=str(text),
        limit=None,
        with_html=True,
        with_tags=True,
        with_deck=True,
        with_notetype=True,
        with_guid=True,
    )
    options = anki.ExportAnkiPackageOptions(with_media=False, legacy=True)
    collection.export_anki_package(out_path=str(package), options=options, limit=None)
    collection.close()
    with TextFile(text) as file, read_anki(package) as packed:
        assert read(AnkiText(file, "notes").decks) == read(packed.decks)
