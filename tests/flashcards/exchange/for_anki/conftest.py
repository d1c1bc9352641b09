"""Anki itself as the oracle of what is written for it, and the one rule for when it is missing."""

import os
import warnings
from datetime import date, timedelta

import pytest

REQUIRE = "FLASHCARDS_REQUIRE_ORACLES"


@pytest.fixture(scope="session")
def anki():
    """The package `anki`; without it a test is skipped, or fails where oracles are required."""
    try:
        with warnings.catch_warnings():
            # What Anki warns of while it is imported is no concern of ours.
            warnings.simplefilter("ignore")
            import anki.collection
    except ImportError:
        if os.environ.get(REQUIRE) == "1":
            pytest.fail(f"anki is not installed, and {REQUIRE}=1")
        pytest.skip("anki, the oracle of its formats, is not installed: pip install flashcards[oracle]")
    return anki.collection


class Anki:
    """A collection of Anki's, and what it takes in."""

    def __init__(self, module, path):
        self._module = module
        self.col = module.Collection(str(path))

    def take(self, path, *, with_scheduling=False):
        """Import a package as the dialog's defaults do it; how many notes went which way."""
        options = self._module.ImportAnkiPackageOptions(merge_notetypes=True, with_scheduling=with_scheduling)
        request = self._module.ImportAnkiPackageRequest(package_path=str(path), options=options)
        return self._counted(self.col.import_anki_package(request).log)

    def take_text(self, path):
        """Import a text file by what its headers say."""
        metadata = self.col.get_csv_metadata(path=str(path), delimiter=None)
        request = self._module.ImportCsvRequest(path=str(path), metadata=metadata)
        return self._counted(self.col.import_csv(request).log)

    def _counted(self, log):
        names = ("new", "updated", "duplicate", "conflicting", "missing_notetype", "missing_deck")
        return {name: len(getattr(log, name)) for name in names if getattr(log, name)}

    def give(self, path, *, legacy=False):
        """Export all decks as a package, with scheduling; gives the path."""
        options = self._module.ExportAnkiPackageOptions(with_scheduling=True, legacy=legacy)
        self.col.export_anki_package(out_path=str(path), options=options, limit=None)
        return path

    def note(self, guid):
        """The note of a GUID."""
        return self.col.get_note(self.col.db.scalar("SELECT id FROM notes WHERE guid = ?", guid))

    def is_sound(self):
        """Whether Anki's own check finds nothing to mend, and no card is empty."""
        said, _ = self.col.fix_integrity()
        return said == "Database rebuilt and optimized." and not self.col.get_empty_cards().notes

    def due_date(self, card):
        """The day on which Anki would ask a review card."""
        today = date.fromtimestamp(self.col.sched.day_cutoff - 86_400)
        return (today + timedelta(days=card.due - self.col.sched.today)).isoformat()


@pytest.fixture
def collection(anki, tmp_path):
    """An empty collection."""
    opened = Anki(anki, tmp_path / "collection.anki2")
    yield opened
    opened.col.close()


class AnkiGaps:
    """How Anki reads a cloze text."""

    def __init__(self, collection):
        self._col = collection.col
        self._note = self._col.new_note(self._col.models.by_name("Cloze"))

    def numbers(self, html):
        """The numbers of the gaps that make cards."""
        self._note.fields[0] = html
        return set(self._note.cloze_numbers_in_fields())

    def question(self, html, number):
        """What a card shows before its answer."""
        self._note.fields[0] = html
        return self._note.ephemeral_card(ord=number - 1).question()

    def answer(self, html, number):
        """What a card asks for, as HTML."""
        return self._col.extract_cloze_for_typing(html, number)


@pytest.fixture(scope="session")
def anki_gaps(anki, tmp_path_factory):
    """Anki's reading of gaps."""
    opened = Anki(anki, tmp_path_factory.mktemp("anki") / "collection.anki2")
    yield AnkiGaps(opened)
    opened.col.close()
