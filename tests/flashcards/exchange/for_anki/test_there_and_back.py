"""A deck that goes to Anki and comes back: what both sides know is as it was."""

import re
import shutil
from datetime import datetime, timedelta

import pytest

from flashcards.decks.reading import read_deck
from flashcards.exchange.anki.reading import read_anki
from flashcards.exchange.entry_fields import entry_fields
from flashcards.exchange.for_anki.markup import block_html, cloze_html

DECK = r"""
    deck: d
    title: Signs
    cards:
      - {id: plain, q: 'What is $x_1 < 2$?', a: 'A **number**, `a < b`.', hint: small, why: So $$y$$ is., note: Mind it., source: A book}
      - {id: both, q: front & back, a: back, both: true, wrong: [other, {text: third, why: No.}]}
      - {id: back-too, q: lone, a: sides, tags: [one, two]}
      - id: gaps
        cloze: '{{c1::warm-up}} has a {{c3::small::size?}} {{c1::step}} of {{c2::$\frac{1}{x^{2}}$}} in $\frac{{{c1::a_{b}}}}{c}$'
      - {id: claim, claim: Water is wet., truth: true}
      - {id: false-claim, claim: Water is dry., truth: false}
      - {id: choice, q: Which?, right: this, wrong: [{text: 'those $x$', why: 'No <them>.'}, these]}
      - {id: several, q: Which two?, right: [this, that], wrong: [these]}
      - {id: typed, q: Which word?, accept: [AdamW, adam w], reject: {Adam: Not quite.}}
      - {id: steps, q: In order., steps: [first, second, 'third *one*']}
      - {id: items, q: Name some., items: [[cosine, cosine annealing], step], at_least: 1}
      - {id: all-items, q: Name all., items: [one, two]}
      - id: code
        q: |
          Two paragraphs.

          And a list:

          - one
          - two
        a: |
          ```
          if a < b:
              pass
          ```
      - {id: drawn, problem: adam-step, params: {t: 2}}
"""


@pytest.fixture
def there(flash, collection, tmp_path):
    """Export the deck, have Anki take it, and give what Anki then exports."""

    def go(*options, change=lambda _: None, legacy=False):
        package = tmp_path / "there.apkg"
        result = flash("export", "deck", "d", "--output", package, "--force", *options)
        assert result.code == 0, result.err
        collection.take(package, with_scheduling=True)
        change(collection)
        return collection.give(tmp_path / "back.apkg", legacy=legacy)

    return go


def bodies(path):
    """The cards of a deck file by id, wrong options in any order."""
    return {
        card.id: (
            repr(card.body).partition("wrong=")[0],
            sorted(map(repr, getattr(card.body, "wrong", ()))),
            *(card.hint, card.why.strip(), card.note, card.source, sorted(card.tags)),
        )
        for card in read_deck(path.read_bytes(), "d.yaml").cards
        if card.type != "computed"
    }


@pytest.mark.parametrize("legacy", [False, True])
def test_a_deck_comes_back_as_it_was(flash, there, tmp_path, legacy):
    """Through both of Anki's forms every card comes back under its id, with all its texts and options."""
    path = flash.deck(DECK)
    first = bodies(path)
    package = there(legacy=legacy)
    shutil.rmtree(flash.home)
    result = flash("import", package)
    assert result.code == 0, result.err
    again = bodies(path)
    drawn = [card for card in again if "-seed-" in card]
    assert len(drawn) == 5
    assert {card: body for card, body in again.items() if card not in drawn} == first
    assert flash("check").code == 0


def test_what_was_not_touched_stays_byte_for_byte(flash, there):
    """Back where it came from, a deck that nobody changed is the same file, and its problems still draw."""
    path = flash.deck(DECK)
    before = path.read_bytes()
    result = flash("import", there())
    assert result.code == 0, result.err
    assert "13 as before" in result.out + result.err
    assert path.read_bytes() == before


def test_an_edit_there_is_an_edit_here(flash, there):
    """What was changed in Anki changes that entry, and of it no key that says the same."""

    def change(collection):
        note = collection.note("d/plain")
        note["Back"] = "It is <b>less</b>."
        collection.col.update_note(note)

    path = flash.deck(DECK)
    first = bodies(path)
    assert flash("import", there(change=change)).code == 0
    again = bodies(path)
    assert "a='It is **less**.'" in again["d/plain"][0]
    assert again["d/plain"][2:] == first["d/plain"][2:]
    assert {card for card in first if again[card] != first[card]} == {"d/plain"}


def test_progress_comes_back(flash, there):
    """Ease, interval, due day, lapses and answers survive the way there and back into an empty home."""
    flash.deck(
        "deck: d\ntitle: T\ncards:\n" + "".join(f"  - {{id: c{n}, q: Q{n}, a: A{n}}}\n" for n in range(5))
    )
    # Anki's days are those of its clock, and what lies in its future is no answer yet.
    now = datetime.now().replace(hour=12)
    for ago, grades in ((30, [4, 5, 3, 4, 4, 4]), (29, [4, 4, 1, 4]), (23, [5, 4, 4])):
        flash.play(*grades, now=(now - timedelta(ago)).isoformat())
    first = {f"d/c{n}": flash.show(f"d/c{n}", now=now.isoformat()) for n in range(5)}
    package = there("--progress")
    shutil.rmtree(flash.home)
    flash.now = now.isoformat()
    assert flash("import", package).code == 0
    for card, before in first.items():
        after = flash.show(card)
        assert after["memory"] == before["memory"]
        # Anki has four keys, and its Again is a 2.
        assert grades_of(after) == [max(grade, 2) for grade in grades_of(before)]


def test_a_bundled_deck_comes_back_to_itself(flash, there, tmp_path):
    """What was learned in Anki is learned of the bundled cards, nothing twice; an edit there changes a copy here."""

    def study(collection):
        collection.col.decks.select(collection.col.decks.id("d"))
        collection.col.sched.answerCard(collection.col.sched.getCard(), 3)

    def change(collection):
        note = collection.note("d/c1")
        note["Back"] = "changed"
        collection.col.update_note(note)

    bundled = tmp_path / "bundled" / "d.yaml"
    lines = [f"  - id: c{n}\n    q: Question {n}\n    a: A{n}\n" for n in range(3)]
    bundled.write_text("deck: d\ntitle: T\ncards:\n" + "".join(lines))
    own = flash.home / "decks" / "d.yaml"
    flash.now = datetime.now().isoformat()
    flash.play(4)
    result = flash("import", there("--progress", change=study))
    assert result.code == 0, result.err
    assert "3 as before" in result.out
    assert "1 answer and" in result.out
    assert not own.exists()
    counts = [len(grades_of(flash.show(f"d/c{n}"))) for n in range(3)]
    assert sorted(counts) == [0, 1, 1]
    assert "takes the place of the bundled deck" in flash("import", there(change=change)).out
    assert own.read_text() == bundled.read_text().replace("a: A1", "a: changed")


def grades_of(shown):
    return [row["grade"] for row in shown["journal"] if row["kind"] == "answer"]


def test_every_bundled_deck_comes_back(flash, collection, checkout, tmp_path, monkeypatch):
    """All bundled cards come back from Anki under their ids, and their questions show the same."""
    monkeypatch.setattr("flashcards.cli.places.bundled_decks", lambda: str(checkout / "data" / "decks"))
    paths = sorted((checkout / "data" / "decks").glob("*.yaml"))
    package = tmp_path / "all.apkg"
    names = [path.stem for path in paths]
    assert flash("export", "deck", *names, "--output", package, "--variants", 1).code == 0
    collection.take(package)
    assert collection.is_sound()
    back = {}
    with read_anki(collection.give(tmp_path / "back.apkg")) as read:
        for deck in read.decks:
            back |= {f"{deck.name}/{entry.entry_id}": shown(entry.fields) for entry in deck.entries}
    cards = [card for path in paths for card in read_deck(path.read_bytes(), str(path)).cards]
    there = {card.entry: shown(entry_fields([card])) for card in reversed(cards) if card.type != "computed"}
    assert {entry: back[entry] for entry in there} == there


def shown(fields):
    """What a card shows of its question, answer and reason, as HTML without paragraphs and line breaks."""
    texts = [
        cloze_html(text) if key == "cloze" else block_html(text)
        for key in ("q", "a", "cloze", "claim", "why", "note", "hint")
        if (text := fields.get(key, ""))
    ]
    return [" ".join(re.sub("</?p>", " ", html).split()) for html in texts]
