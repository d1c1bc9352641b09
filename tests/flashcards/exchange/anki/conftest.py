"""Anki itself as the oracle of its files: collections that its own scheduler has led through some days."""

import importlib.util
import os
import sqlite3
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

REQUIRE = "FLASHCARDS_REQUIRE_ORACLES"
DAY_S = 86_400


@pytest.fixture(scope="session")
def packing():
    """Packages made by hand, see packing.py."""
    spec = importlib.util.spec_from_file_location("packing", Path(__file__).with_name("packing.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def anki():
    """Anki's package; without it a test is skipped, or fails where oracles are required."""
    try:
        import anki.collection
    except ImportError:
        if os.environ.get(REQUIRE) == "1":
            pytest.fail(f"Anki is not installed, and {REQUIRE}=1")
        pytest.skip("Anki, the oracle of its own files, is not installed: pip install flashcards[oracle]")
    return anki.collection


class Study:
    """A collection at a path, opened for each step, which can be led from day to day."""

    def __init__(self, anki, path):
        self.anki = anki
        self.path = path

    def open(self):
        return closing(self.anki.Collection(str(self.path)))

    def add(self, model, fields, deck="Default", tags=()):
        with self.open() as col:
            note = col.new_note(col.models.by_name(model))
            note.fields = [*fields, *[""] * (len(note.fields) - len(fields))]
            note.tags = list(tags)
            col.add_note(note, col.decks.id(deck))
            return note.guid

    def run(self, *statements):
        """SQL on the closed file, as time and old programs would have left it."""
        with closing(sqlite3.connect(self.path)) as connection, connection:
            connection.create_collation("unicase", lambda one, other: (one > other) - (one < other))
            for statement in statements:
                connection.execute(statement)

    def answer_all(self, rng, deck, most=60):
        """Answer what the day brings, by Anki's scheduler."""
        with self.open() as col:
            col.decks.select(col.decks.id(deck))
            for _ in range(most):
                queued = col.sched.get_queued_cards()
                if not queued.cards:
                    break
                one = queued.cards[0]
                card = col.get_card(one.card.id)
                card.start_timer()
                states = one.states
                grade = rng.choices((1, 2, 3, 4), (2, 1, 5, 3))[0]
                col.sched.answer_card(col.sched.build_answer(card=card, states=states, rating=grade - 1))

    def pass_days(self, days):
        """Put all that happened so many days back."""
        self.run(
            f"UPDATE col SET crt = crt - {days * DAY_S}",
            f"UPDATE revlog SET id = id - {days * DAY_S * 1000}",
            f"UPDATE cards SET due = due - {days * DAY_S} WHERE queue = 1 AND due > 1000000000",
            f"UPDATE cards SET mod = mod - {days * DAY_S}",
        )

    def export(self, target, kind):
        """Write a package; `kind` is apkg, apkg-legacy, colpkg or colpkg-legacy."""
        legacy = kind.endswith("legacy")
        col = self.anki.Collection(str(self.path))
        if kind.startswith("colpkg"):
            col.export_collection_package(str(target), include_media=False, legacy=legacy)
        else:
            options = self.anki.ExportAnkiPackageOptions(
                with_scheduling=True, with_media=False, legacy=legacy
            )
            col.export_anki_package(out_path=str(target), options=options, limit=None)
            col.close()
        return target


@pytest.fixture
def study(anki, tmp_path):
    """An empty collection."""
    return Study(anki, tmp_path / "collection.anki2")


@pytest.fixture
def studied(study):
    """A collection with all that Anki's own note types have, led through nine days by its scheduler."""
    for number in range(12):
        study.add("Basic", [f"Question {number}", f"Answer {number}"], "Deep::Losses", ["loss::mse", "Hard!"])
    study.add("Basic (and reversed card)", ["epoch", "a pass over all data"], "Deep::Words")
    study.add("Basic (optional reversed card)", ["batch", "a part of the data", "y"], "Deep::Words")
    study.add("Basic (optional reversed card)", ["only", "one way"], "Deep::Words")
    study.add("Basic (type in the answer)", ["Which optimizer?", "Adam"], "Deep::Words")
    study.add(
        "Cloze", [r"{{c1::Adam}} has {{c2::\(\beta_1\)::which rate}}", "Kingma &amp; Ba"], "Deep::Words"
    )
    study.add("Cloze", ["One {{c1::gap}} only"], "Deep::Words")
    rng = Random(4)
    for days in (1, 1, 2, 1, 3, 1):
        study.answer_all(rng, "Deep")
        study.pass_days(days)
    for number in range(3):
        study.add("Basic", [f"Late question {number}", "Late answer"], "Deep::Late")
    with study.open() as col:
        card = col.get_card(col.find_cards('"Late question 1"')[0])
        card.start_timer()
        col.sched.answerCard(card, 1)
    with study.open() as col:
        review = col.db.list("SELECT id FROM cards WHERE type = 2 ORDER BY id")
        col.sched.suspend_cards(review[:2])
        col.sched.bury_cards(review[2:4])
        filtered = col.sched.get_or_create_filtered_deck(0)
        filtered.name = "Filtered"
        filtered.config.search_terms[0].search = f"cid:{review[5]},{review[6]}"
        col.sched.add_or_update_filtered_deck(filtered)
    return study
