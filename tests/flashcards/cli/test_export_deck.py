"""`flashcards export deck`: the forms of a deck, and what is said when one cannot be had."""

import csv
import io
import json
import re
import sqlite3

import pytest

from flashcards.cli import export_apkg
from flashcards.decks.reading import Deck, read_deck
from flashcards.exchange.for_anki import package

EVERYTHING = r"""
    deck: d
    title: All "kinds"
    about: Each once.
    sources:
      k: {title: A Work, author: Somebody, year: '2001'}
    cards:
      - {id: plain, q: '=1+1', a: 'So $x < y$.', tags: [one, two], hint: small, why: It is., note: Mind., source: k ch. 2, level: 2}
      - {id: both, q: front, a: back, both: true, wrong: [{text: other, why: No.}], needs: [plain], was: [old]}
      - {id: gaps, cloze: '{{c1::warm-up}} has x[i] and {{c3::small::size?}}', why: Because.}
      - {id: bare, cloze: '{{one}} and {{two}}'}
      - {id: claim, claim: Water is wet., truth: true, allow: [no-source]}
      - {id: choice, q: Which?, right: [this, that], wrong: [{text: those, why: No.}, these], see: [claim]}
      - {id: typed, q: Which word?, accept: [AdamW, adam w], reject: {Adam: Not quite.}}
      - {id: steps, q: In order., steps: [first, second]}
      - {id: items, q: Name some., items: [[cosine, cosine annealing], step], at_least: 1}
      - {id: drawn, problem: adam-step, params: {t: 2}}
"""

#: Lines that mean something in the Markdown of hashcards.
MARKS = """
    deck: d
    title: T
    cards:
      - id: marks
        q: |
          One
          A: two
          # three
          ---
          C: four
        a: |
          Q: five
          six
"""


@pytest.fixture
def everything(flash):
    """The program with a deck that has a card of each type."""
    flash.deck(EVERYTHING)
    return flash


def read_hashcards(text):
    """A deck as hashcards' own parser takes it apart: cards as lists of a mark and its text."""
    head, body = re.fullmatch(r"---\n(.*?)\n---\n(.*)", text, re.DOTALL).groups()
    cards = []
    for line in body.splitlines():
        if line.strip() == "---":
            raise AssertionError("a card ends here")
        if line.startswith("#"):
            raise AssertionError("a line is passed over")
        if line.startswith(("Q:", "C:")):
            cards.append([(line[0], line[2:].strip())])
        elif line.startswith("A:"):
            assert [mark for mark, _ in cards[-1]] == ["Q"]
            cards[-1].append(("A", line[2:].strip()))
        elif cards:
            mark, before = cards[-1][-1]
            cards[-1][-1] = (mark, f"{before}\n{line}")
    return head, [[text.strip() for _, text in card] for card in cards]


# ---- the forms


def test_json_holds_all_that_the_deck_says(everything):
    """What is exported as JSON and read as a deck again makes the same cards."""
    (deck,) = everything("export", "deck", "d", "--format", "json").json["decks"]
    entries = [
        {key: value for key, value in entry.items() if key not in {"type", "cards"}}
        | {"id": entry["id"].partition("/")[2]}
        for entry in deck["entries"]
    ]
    again = {"deck": deck["deck"], "title": deck["title"], "about": deck["about"], "cards": entries}
    result = read_deck(json.dumps(again, ensure_ascii=False).encode(), "again.yaml")
    assert isinstance(result, Deck), result
    path = everything.home / "decks" / "d.yaml"
    first = read_deck(path.read_bytes(), "again.yaml")
    assert [
        (one.body, one.id, one.tags, one.why, one.needs, one.source, one.was) for one in result.cards
    ] == [(one.body, one.id, one.tags, one.why, one.needs, one.source, one.was) for one in first.cards]


def test_json_names_types_and_cards(everything):
    """Every entry has its id, its type and the ids of its cards; the whole has a version of its form."""
    whole = everything("export", "deck", "d", "--format", "json").json
    assert (whole["format"], whole["version"]) == ("flashcards-decks", 1)
    entries = {entry["id"]: entry for entry in whole["decks"][0]["entries"]}
    assert entries["d/both"]["cards"] == ["d/both", "d/both#back"]
    assert entries["d/gaps"]["cards"] == ["d/gaps#c1", "d/gaps#c3"]
    assert entries["d/drawn"]["type"] == "computed"
    assert entries["d/drawn"]["params"] == {"t": "2"}


def test_several_decks_make_one_file(everything):
    """Several names are one export, each deck once, in the order of the names."""
    everything.cards(2, "e")
    whole = everything("export", "deck", "e", "d", "e", "--format", "json").json
    assert [(deck["deck"], len(deck["entries"])) for deck in whole["decks"]] == [("e", 2), ("d", 10)]
    rows = list(csv.DictReader(io.StringIO(everything("export", "deck", "e", "d").out)))
    assert [row["id"] for row in rows[:3]] == ["e/c1", "e/c2", "d/plain"]


def test_csv_is_plain_and_runs_nothing(everything):
    """A row an entry, plain text, formulas of spreadsheets with a ' before them; problems are drawn."""
    result = everything("export", "deck", "d", "--variants", 2)
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(result.out))}
    assert rows["d/plain"]["question"] == "'=1+1"
    assert rows["d/plain"]["answer"] == "So $x < y$."
    assert rows["d/plain"]["source"] == "Somebody (2001), A Work, ch. 2"
    assert rows["d/both"]["type"] == "basic, both ways"
    assert rows["d/gaps"]["question"] == "[...] has x[i] and [size?]"
    assert rows["d/gaps"]["answer"] == "warm-up\nsmall"
    assert rows["d/items"]["answer"] == "cosine (cosine annealing)\nstep"
    assert rows["d/typed"]["answer"] == "AdamW\nadam w"
    assert [name for name in rows if "drawn" in name] == ["d/drawn-seed-1", "d/drawn-seed-2"]


def test_markdown_is_read_by_hashcards(everything):
    """Each card is one there, brackets that are no gaps escaped, both directions asked; what is lost is said."""
    result = everything("export", "deck", "d", "--format", "md", "--variants", 1)
    head, cards = read_hashcards(result.out)
    assert head == 'name = "All  kinds "'
    texts = {card[0].partition("\n")[0]: card[-1] for card in cards}
    assert texts["=1+1"].startswith("So $x < y$.\n\nIt is.")
    assert (texts["front"].partition("\n")[0], texts["back"].partition("\n")[0]) == ("back", "front")
    assert r"[warm-up] has x\[i\] and [small]" in texts
    assert "Which?" in texts
    assert len(cards) == 11
    assert result.err.splitlines() == [
        "left out: hints (d/plain)",
        "left out: hints of gaps (d/gaps)",
        "left out: what is told after a cloze (d/gaps)",
        "left out: that gaps are asked together (d/bare)",
    ]


def test_lines_that_look_like_marks_are_text(flash):
    """A line of a card that begins like a card, a remark or an end of one begins and ends nothing."""
    flash.deck(MARKS)
    _, cards = read_hashcards(flash("export", "deck", "d", "--format", "md").out)
    assert cards == [["One\n A: two\n # three\n***\n C: four", "Q: five\nsix"]]


def test_the_ending_names_the_form(everything, tmp_path):
    """A file's ending chooses the form, a txt being Anki's."""
    for name, begins in (
        ("a.tsv", "#sep"),
        ("a.txt", "#sep"),
        ("a.csv", "id,"),
        ("a.md", "---"),
        ("a.json", "{"),
    ):
        assert everything("export", "deck", "d", "--output", tmp_path / name).code == 0
        assert (tmp_path / name).read_text("utf-8").startswith(begins)
    result = everything("export", "deck", "d", "--output", tmp_path / "a.apkg")
    assert (result.code, result.out) == (0, "")
    assert result.err.endswith("a.apkg is written\n")
    assert (tmp_path / "a.apkg").read_bytes().startswith(b"PK")


def test_every_bundled_deck_goes_out(flash, checkout, monkeypatch):
    """All bundled decks have every form, with nothing left out but what a form does not know."""
    monkeypatch.setattr("flashcards.cli.places.bundled_decks", lambda: str(checkout / "data" / "decks"))
    names = [path.stem for path in (checkout / "data" / "decks").glob("*.yaml")]
    for form in ("tsv", "csv", "json"):
        result = flash("export", "deck", *names, "--format", form, "--variants", 1)
        assert (result.code, result.err) == (0, "")
    for name in names:
        read_hashcards(flash("export", "deck", name, "--format", "md", "--variants", 1).out)


# ---- what cannot be


@pytest.mark.parametrize(
    ("arguments", "sentence", "hint"),
    [
        (["deck"], "which deck?", "there is d"),
        (["deck", "b"], "there is no deck 'b'", "lists them"),
        (["deck", "d", "--format", "pdf"], "there is no format 'pdf'", "apkg, tsv, csv, md, json"),
        (["deck", "d", "--format", "apkg"], "a package is a file for Anki", "--output FILE.apkg"),
        (["deck", "d", "--format", "csv", "--progress"], "only an .apkg holds progress", "export reviews"),
        (["deck", "d", "--variants", "0"], "--variants", "--help"),
        (["reviews", "d"], "`export reviews` is of all decks", "export deck NAME"),
        (["all", "d"], "`export all` is of all decks", "export deck NAME"),
        (["reviews", "--format", "apkg"], "there is no format 'apkg'", "csv, json, jsonl"),
    ],
)
def test_what_cannot_be_is_said_in_a_line(everything, arguments, sentence, hint):
    """A wrong command line is one line and a hint, and nothing is printed."""
    result = everything("export", *arguments)
    assert (result.code, result.out) == (2, "")
    first, second = result.err.splitlines()
    assert sentence in first
    assert hint in second


def test_one_deck_is_a_file_of_markdown(everything):
    """Several decks are no deck of hashcards."""
    everything.cards(1, "e")
    result = everything("export", "deck", "d", "e", "--format", "md")
    assert (result.code, result.out) == (2, "")
    assert "one by one" in result.err


def test_a_file_that_is_there_stays(everything, tmp_path):
    """Nothing is replaced without --force, and a failure leaves no trace."""
    target = tmp_path / "d.apkg"
    target.write_bytes(b"mine")
    assert everything("export", "deck", "d", "--output", target).code == 2
    assert target.read_bytes() == b"mine"
    assert everything("export", "deck", "d", "--output", target, "--force").code == 0
    assert everything("export", "deck", "d", "--output", tmp_path / "no" / "d.apkg").code == 2
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == ["d.apkg"]


def test_a_failure_half_way_leaves_nothing(everything, tmp_path, monkeypatch):
    """What breaks while a package is written leaves the old file, and no other."""
    target = tmp_path / "d.apkg"
    target.write_bytes(b"mine")

    def broken(*_):
        yield from ()
        raise KeyboardInterrupt

    monkeypatch.setattr(export_apkg, "_notes", lambda *_, **__: broken())
    assert everything("export", "deck", "d", "--output", target, "--force").code == 130
    assert target.read_bytes() == b"mine"
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["d.apkg"]


def test_a_full_disk_is_said_in_a_line(everything, tmp_path, monkeypatch):
    """Where there is no room to build a package, the old one stays, and one line says so."""
    target = tmp_path / "d.apkg"
    target.write_bytes(b"mine")

    def full(*_):
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(package, "make_collection", full)
    result = everything("export", "deck", "d", "--output", target, "--force")
    assert result.code == 4
    assert "disk is full" in result.err
    assert result.err.count("\n") == 2
    assert target.read_bytes() == b"mine"


def test_a_deck_with_mistakes_is_named(everything):
    """A deck that was left out is no deck to export, and the reason is told."""
    everything.deck("deck: broken\ntitle: T\ncards: 3\n")
    result = everything("export", "deck", "broken")
    assert result.code == 4
    assert "has mistakes" in result.err
