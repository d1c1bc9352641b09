"""Packages for Anki, read by Anki itself."""

import os
import re
import sqlite3
import zipfile

import pytest

DECK = r"""
    deck: d
    title: 'Signs & <b>wonders</b>'
    about: What is <i>asked</i>.
    cards:
      - {id: plain, q: 'What is $x_1 < 2$?', a: 'A **number**.', tags: [one, two], hint: small, why: So it is., note: Mind it., source: A book}
      - {id: both, q: front, a: back, both: true, wrong: [other]}
      - id: gaps
        cloze: '{{c1::warm-up}} has a {{c3::small::size?}} {{c1::step}} of {{c2::$\frac{1}{x^{2}}$}}'
      - {id: bare, cloze: '{{one}} and {{two}}'}
      - {id: claim, claim: Water is wet., truth: true}
      - {id: choice, q: Which?, right: [this, that], wrong: [{text: those, why: 'No <them>.'}, these]}
      - {id: typed, q: Which word?, accept: [AdamW, adam w], reject: {Adam: Not quite.}}
      - {id: steps, q: In order., steps: [first, second, third]}
      - {id: items, q: Name some., items: [[cosine, cosine annealing], step], at_least: 1}
"""
CARDS = 2 - 1 + 2 + 3 + 1 + 5


@pytest.fixture
def package(flash, tmp_path):
    """Write the deck, as if `later_s` after it was written first, and export it as a package."""

    def write(text=DECK, *options, later_s=0):
        changed_s = 1_700_000_000 + later_s
        os.utime(flash.deck(text), (changed_s, changed_s))
        target = tmp_path / "d.apkg"
        result = flash("export", "deck", "d", "--output", target, "--force", *options)
        assert result.code == 0, result.err
        return target

    return write


def test_anki_takes_every_entry_as_a_note(collection, package):
    """Each entry is one note with its tags, with as many cards as here, in a deck of the deck's name."""
    assert collection.take(package()) == {"new": 9}
    assert collection.col.card_count() == CARDS
    assert collection.note("d/plain").tags == ["one", "two"]
    assert {
        collection.col.decks.name(card.current_deck_id()) for card in collection.note("d/gaps").cards()
    } == {"d"}
    assert collection.is_sound()


def test_a_second_import_changes_nothing(collection, package):
    """The same package again finds all its notes there already."""
    collection.take(package())
    before = collection.col.db.all("SELECT * FROM notes ORDER BY id")
    assert collection.take(package()) == {"duplicate": 9}
    assert collection.col.db.all("SELECT * FROM notes ORDER BY id") == before


def test_an_edit_updates_in_place(collection, package):
    """A changed text reaches the same note, a new direction its note, and what was learned in Anki stays."""
    collection.take(package())
    col = collection.col
    old = collection.note("d/plain").id
    card = collection.note("d/plain").cards()[0]
    card.start_timer()
    col.sched.answerCard(card, 4)
    edited = DECK.replace("A **number**.", "A *count*.").replace("hint: small", "both: true")
    assert collection.take(package(edited, later_s=100)) == {"updated": 9}
    note = collection.note("d/plain")
    assert (note.id, note["Back"]) == (old, "A <em>count</em>.")
    assert [each.reps for each in note.cards()] == [1, 0]
    assert (col.note_count(), col.card_count()) == (9, CARDS + 1)
    assert collection.is_sound()


def test_what_was_edited_in_anki_stays(collection, package):
    """A deck that has not changed since leaves alone what was written in Anki."""
    target = package()
    collection.take(target)
    note = collection.note("d/both")
    note["Back"] = "my own words"
    collection.col.update_note(note)
    collection.take(target)
    assert collection.note("d/both")["Back"] == "my own words"


def test_gaps_hide_what_they_hide_here(collection, package):
    """Each gap's card hides its own answers and shows the others, formulas in one piece."""
    collection.take(package())
    cards = {card.ord: card for card in collection.note("d/gaps").cards()}
    assert sorted(cards) == [0, 1, 2]
    first, second, third = (text_of(cards[place].question()) for place in range(3))
    assert first == r"[...] has a small [...] of \(\frac{1}{x^{2} }\)"
    assert second == "warm-up has a small step of [...]"
    assert third == r"warm-up has a [size?] step of \(\frac{1}{x^{2} }\)"
    assert text_of(collection.note("d/bare").cards()[0].question()) == "[...] and [...]"


def test_all_of_a_card_is_seen_in_anki(collection, package):
    """Hints, reasons, notes, sources, options and known wrong answers stand on the cards; MathJax stands."""
    collection.take(package())
    plain = collection.note("d/plain").cards()[0]
    assert r"What is \(x_1 &lt; 2\)?" in plain.question()
    assert "small" in plain.question()
    assert all(
        text in plain.answer() for text in ("<strong>number</strong>", "So it is.", "Mind it.", "A book")
    )
    choice = collection.note("d/choice").cards()[0]
    assert all(text in choice.question() for text in ("Choose 2", "this", "that", "those", "these"))
    assert "No &lt;them&gt;." in choice.answer()
    assert "AdamW" not in collection.note("d/typed").cards()[0].question()
    assert "[[type:Typed]]" in collection.note("d/typed").cards()[0].question()
    steps = collection.note("d/steps")
    assert steps["Answer"] == "<ol><li>first</li><li>second</li><li>third</li></ol>"
    assert sorted(re.findall("<li>(.*?)</li>", steps["Options"])) == ["first", "second", "third"]
    assert "at least 1 of 2" in collection.note("d/items").cards()[0].question()


def test_hostile_text_is_text(collection, package):
    """Markup, links that run and MathJax by accident are shown as they are written."""
    collection.take(
        package(
            r"""
            deck: d
            title: T
            cards:
              - {id: a, q: '<script>x</script> \\(y\\) {{c1::z}}', a: '[go](javascript:alert(1)) <img src=x onerror=y>'}
            """
        )
    )
    card = collection.note("d/a").cards()[0]
    seen = card.answer()
    assert "<script" not in seen
    assert "<img" not in seen
    assert "href" not in seen
    assert r"\(" not in seen
    assert text_of(card.question()) == r"&lt;script&gt;x&lt;/script&gt; \(y\) {{c1::z}}"


def test_problems_are_drawn(collection, package):
    """A computed card is so many notes with fresh numbers and a worked solution, the same at every export."""
    text = """
        deck: d
        title: T
        cards:
          - {id: step, problem: adam-step, tags: [adam], source: A book}
          - {id: fixed, problem: sigmoid, params: {z: 2}}
        """
    collection.take(package(text, "--variants", 3))
    notes = [collection.note(f"d/step-seed-{seed}") for seed in (1, 2, 3)]
    assert len({note["Front"] for note in notes}) == 3
    assert all("m_hat = m1 / (1 - beta1^t)" in note["Back"] for note in notes)
    assert notes[0]["Source"] == "A book"
    assert collection.col.note_count() == 4  # the same numbers are not asked twice
    assert collection.take(package(text, "--variants", 3)) == {"duplicate": 4}


def test_progress_goes_along_when_asked(collection, package, flash):
    """With `--progress` every card has its ease, interval, due day, lapses and answers in Anki; without, none."""
    text = "\n".join(
        ["deck: d", "title: T", "cards:", *(f"  - {{id: c{n}, q: Q{n}, a: A{n}}}" for n in range(1, 7))]
    )
    flash.deck(text)
    for day, grades in (
        ("03-14", [4, 5, 3, 4, 4]),
        ("03-15", [4, 4, 4]),
        ("03-21", [5, 1, 4, 4]),
        ("04-13", [4, 4, 2]),
    ):
        flash.play(*grades, now=f"2026-{day}T09:00")
    flash("card", "suspend", "d/c5")
    collection.take(package(text, "--progress"), with_scheduling=True)
    for n in range(1, 7):
        ours = flash.show(f"d/c{n}")
        (theirs,) = collection.note(f"d/c{n}").cards()
        assert (theirs.queue == -1) == (n == 5)
        memory = ours["memory"]
        if memory is None:
            assert (theirs.type, theirs.ivl, theirs.reps) == (0, 0, 0)
            continue
        assert theirs.type == 2
        assert (theirs.ivl, theirs.factor, theirs.lapses) == (
            memory["interval_days"],
            round(memory["ease"] * 1000),
            memory["lapses"],
        )
        assert collection.due_date(theirs) == memory["due_day"]
        answers = [row for row in ours["journal"] if row["kind"] == "answer"]
        assert theirs.reps == len(answers)
        assert len(collection.col.card_stats_data(theirs.id).revlog) == len(answers)
    assert collection.is_sound()


def test_progress_stays_here_unless_asked(collection, package, flash):
    """A package to be shared tells nothing of how one learns."""
    flash.deck(DECK)
    flash.play(4, 4, 4)
    with zipfile.ZipFile(package()) as whole:
        whole.extract("collection.anki2", flash.home)
    database = sqlite3.connect(flash.home / "collection.anki2")
    assert database.execute(
        "SELECT sum(ivl + reps + factor + type), (SELECT count(*) FROM revlog) FROM cards"
    ).fetchone() == (0, 0)
    database.close()


def test_the_same_deck_makes_the_same_package(package, flash):
    """Nothing but the deck decides what is in a package, not even the time."""
    with zipfile.ZipFile(package()) as one:
        first = one.read("collection.anki2")
    flash.now = "2027-01-01T09:00"
    with zipfile.ZipFile(package()) as other:
        assert other.read("collection.anki2") == first


def test_anki_reads_the_text_form(collection, package, flash, tmp_path):
    """Anki's text form makes the same notes in its own types, and an edit updates them in place."""
    package()
    target = tmp_path / "d.tsv"
    for text, counts in (
        (DECK, {"new": 9}),
        (DECK.replace("A **number**", "A *count*"), {"updated": 1, "duplicate": 8}),
    ):
        flash.deck(text)
        assert flash("export", "deck", "d", "--output", target, "--force").code == 0
        assert collection.take_text(target) == counts
    assert collection.col.card_count() == CARDS
    note = collection.note("d/plain")
    assert (note["Front"], note.tags) == (r"What is \(x_1 &lt; 2\)?", ["one", "two"])
    assert note["Back"].startswith("<p>A <em>count</em>.</p>")
    assert collection.note("d/gaps").note_type()["name"] == "Cloze"
    assert collection.col.decks.name(note.cards()[0].current_deck_id()) == "d"
    assert collection.is_sound()


def text_of(html):
    """What is read of a card, tags and style taken out."""
    return " ".join(re.sub(r"<style>.*?</style>|<[^>]*>", "", html, flags=re.DOTALL).split())
