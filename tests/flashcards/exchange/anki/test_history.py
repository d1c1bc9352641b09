"""What was learned in Anki: its own scheduler made it, and every answer and every schedule has to come over."""

from contextlib import closing
from datetime import datetime, timedelta

import pytest

from flashcards.decks.naming import hash_of
from flashcards.store.database import Database

GRADES = {1: 2, 2: 3, 3: 4, 4: 5}
KINDS = ("apkg", "apkg-legacy", "colpkg", "colpkg-legacy")
NEW, LEARNING, REVIEW = 0, 1, 2


class Learned:
    """What both sides say of a collection's cards."""

    def __init__(self, flash, study):
        self.flash = flash
        self.study = study
        #: Anki takes no other clock than the machine's.
        self.now = datetime.now().isoformat(timespec="seconds")
        self.today = (datetime.fromisoformat(self.now) - timedelta(hours=4)).date()

    def take(self, package):
        result = self.flash("import", package, now=self.now)
        assert result.code == 0, result.err
        self.flash("decks", now=self.now)  # new decks are read when they are asked for
        return result.out

    def export(self, kind="apkg"):
        return self.study.export(self.study.path.with_name(f"out.{kind.partition('-')[0]}"), kind)

    def theirs(self):
        """Anki's cards by our ids, with due days as it counts them from today."""
        ours = self.ids()
        with self.study.open() as col:
            told = col.db.all(
                """SELECT n.guid, ord, type, queue, CASE WHEN odue THEN odue ELSE due END, ivl, factor, lapses
                   FROM cards c JOIN notes n ON n.id = c.nid"""
            )
            return {
                ours[hash_of(guid), ordinal]: (kind, queue, due - col.sched.today, *rest)
                for guid, ordinal, kind, queue, due, *rest in told
            }

    def answers(self):
        """Anki's answers as we grade them."""
        with self.study.open() as col:
            told = col.db.all("SELECT id, ease FROM revlog WHERE ease > 0 ORDER BY id")
        return [(at_ms, GRADES[ease]) for at_ms, ease in told]

    def ids(self):
        """Our cards by the hash of a note's guid and the number of the card in its note."""
        with self.database() as database:
            cards = [
                card
                for (card,) in database.connection.execute("SELECT id FROM cards WHERE position IS NOT NULL")
            ]
        found = {}
        for card in cards:
            entry, _, suffix = card.partition("#")
            number = 1 if suffix == "back" else int(suffix.removeprefix("c") or 1) - 1
            found[entry[-8:], number] = card
        return found

    def journal(self):
        with self.database() as database:
            return database.connection.execute(
                "SELECT kind, card, grade, at_ms FROM journal ORDER BY device, seq"
            ).fetchall()

    def database(self):
        return closing(Database(str(self.flash.home / "flashcards.db")))

    def memory(self, card):
        return self.flash.show(card, now=self.now)["memory"]


@pytest.fixture
def learned(flash, studied):
    return Learned(flash, studied)


@pytest.mark.parametrize("kind", KINDS)
def test_answers_and_schedules_come_over(learned, kind):
    """All answers are in the journal, and each review card has Anki's ease, interval, due day and lapses."""
    learned.take(learned.export(kind))
    assert [(row[3], row[2]) for row in learned.journal() if row[0] == "answer"] == learned.answers()
    kinds = []
    for card, (kind_of, queue, due, days, factor, lapses) in learned.theirs().items():
        shown = learned.flash.show(card, now=learned.now)
        kinds.append(kind_of)
        assert shown["suspended"] == (queue == -1)
        if kind_of == NEW:
            assert shown["memory"] is None
        elif kind_of == LEARNING:
            assert shown["memory"]["due_day"] == learned.today.isoformat()
        else:
            assert shown["memory"] == {
                "ease": factor / 1000,
                "interval_days": days,
                "repetitions": shown["memory"]["repetitions"],
                "lapses": lapses,
                "due_day": (learned.today + timedelta(days=due)).isoformat(),
            }
    assert (kinds.count(NEW), kinds.count(LEARNING), kinds.count(REVIEW)) == (2, 1, 21)


def test_a_second_import_changes_nothing(learned):
    """The same package again: no row, no file and no backup is new."""
    learned.take(learned.export())
    before = (
        learned.journal(),
        sorted((path, path.read_bytes()) for path in learned.flash.home.rglob("*.yaml")),
    )
    files = sorted(learned.flash.home.rglob("*"))
    learned.take(learned.export())
    assert before == (
        learned.journal(),
        sorted((path, path.read_bytes()) for path in learned.flash.home.rglob("*.yaml")),
    )
    assert files == sorted(learned.flash.home.rglob("*"))


def test_an_edit_updates_in_place_and_keeps_progress(learned):
    """A note edited in Anki is the same card here, with its new text and its old memory."""
    learned.take(learned.export())
    card = learned.ids()[hash_of(guid_of(learned.study, "Question 3")), 0]
    before = learned.memory(card)
    learned.study.run(
        "UPDATE notes SET flds = 'Edited <b>question</b>' || substr(flds, instr(flds, char(31)))"
        " WHERE flds LIKE 'Question 3' || char(31) || '%'"
    )
    learned.take(learned.export())
    shown = learned.flash.show(card, now=learned.now)
    assert (shown["question"], shown["memory"]) == ("Edited **question**", before)


def test_what_anki_did_since_goes_on_top(learned):
    """Answers that Anki was given after the first import come with the second, and its schedule holds again."""
    learned.take(learned.export())
    cards = learned.theirs()
    card = next(
        card for card, values in cards.items() if values[0] == REVIEW and values[1] == 2 and values[2] > 0
    )
    with learned.study.open() as col:
        ours = learned.ids()
        (found,) = [
            cid
            for cid, guid, ordinal in col.db.all(
                "SELECT c.id, guid, ord FROM cards c JOIN notes n ON n.id = c.nid"
            )
            if ours[hash_of(guid), ordinal] == card
        ]
        col.sched.set_due_date([found], "7!")
        col.sched.unsuspend_cards(col.find_cards("is:suspended"))
    learned.take(learned.export())
    assert learned.memory(card)["due_day"] == (learned.today + timedelta(days=7)).isoformat()
    assert learned.memory(card)["interval_days"] == 7
    assert not any(learned.flash.show(one, now=learned.now)["suspended"] for one in cards)


def test_what_was_answered_here_stays_on_top(learned):
    """An answer given here after the import holds, also when the same package is imported once more."""
    learned.take(learned.export())
    (late,) = [card for card, values in learned.theirs().items() if values[0] == LEARNING]
    (played,) = learned.flash.play({"card": late, "grade": 5}, options=("deep-late",), now=learned.now)
    learned.take(learned.export())
    after = learned.memory(late)
    assert (after["due_day"], after["interval_days"]) == (played["due_day"], played["interval_days"])


def test_a_card_made_new_in_anki_is_new_here(learned):
    """Its answers stay in the journal."""
    learned.take(learned.export())
    with learned.study.open() as col:
        col.sched.schedule_cards_as_new(col.find_cards('"Question 5"'))
    learned.take(learned.export())
    card = learned.ids()[hash_of(guid_of(learned.study, "Question 5")), 0]
    shown = learned.flash.show(card, now=learned.now)
    assert shown["memory"] is None
    assert [row for row in shown["journal"] if row["kind"] == "answer"]


def test_a_cloze_that_gets_a_second_gap_keeps_its_first_one_s_memory(learned):
    """The card of the only gap has another id from then on."""
    learned.take(learned.export())
    guid = guid_of(learned.study, "One {{c1::gap}} only")
    before = learned.memory(learned.ids()[hash_of(guid), 0])
    with learned.study.open() as col:
        note = col.get_note(col.db.scalar("SELECT id FROM notes WHERE guid = ?", guid))
        note.fields[0] = "One {{c1::gap}} {{c2::only}}"
        col.update_note(note)
    learned.take(learned.export())
    ids = learned.ids()
    assert before is not None
    assert learned.memory(ids[hash_of(guid), 0]) == before
    assert learned.memory(ids[hash_of(guid), 1]) is None


def guid_of(study, first_field):
    with study.open() as col:
        return col.db.scalar("SELECT guid FROM notes WHERE flds LIKE ? || char(31) || '%'", first_field)
