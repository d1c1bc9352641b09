"""What happens between the answers of a sitting: turning away, overruling, undoing, editing, other programs."""

import pytest

from flashcards.cli.ask import Wish
from flashcards.cli.home import Home
from flashcards.cli.sitting import Sitting
from flashcards.store.journal import Journal

STEP = "deck: p\ntitle: P\ncards:\n  - {id: step, problem: momentum-step}\n  - {id: z, q: Q, a: A}\n"


@pytest.fixture
def sitting(flash, monkeypatch):
    """Starts a sitting over the decks of the test."""
    monkeypatch.setenv("FLASHCARDS_NOW", flash.now)
    opened = []

    def start(**wish):
        opened.append(Home())
        return Sitting(opened[-1], Wish(opened[-1].selection(), **wish))

    yield start
    for home in opened:
        home.database.close()


def kinds(flash, card):
    return [row["kind"] for row in flash.show(card)["journal"]]


@pytest.mark.parametrize(
    ("commands", "rows"),
    [
        (":suspend\n:quit\n", ["answer", "suspend"]),
        (":bury\n:quit\n", ["answer", "bury"]),
        (":undo\n:quit\n", ["answer", "undo"]),
        (":quit\n", ["answer"]),
        ("", ["answer"]),
    ],
)
def test_turning_away_after_a_wrong_part(flash, commands, rows):
    """A part that was answered wrongly is an answer before anything else is done, and a card put off stays away."""
    flash.deck(STEP)
    result = flash("review", "--plain", stdin=f"12345\n{commands}")
    assert kinds(flash, "p/step") == rows
    asked = result.out.count("Before a step with momentum")
    assert asked == (2 if commands.startswith(":undo") else 1)


def test_overruling_what_another_program_has_answered_since(flash, sitting):
    """A grade is not overruled once the card was answered again elsewhere; the person is told."""
    flash.cards(1)
    first, second = sitting(), sitting()
    graded = first.grade(first.ask(), 1, None)
    second.grade(second.ask(), 4, None)
    assert first.regrade(graded, 2) is None
    assert "another terminal" in first.notices[-1]
    assert flash.show("d/c1")["memory"]["ease"] == 1.96


def test_undoing_a_suspension_keeps_the_reviews(flash, sitting):
    """Only an undone answer leaves the sitting's figures."""
    flash.cards(2)
    one = sitting()
    one.grade(one.ask(), 1, None)
    one.put_off(one.ask(), "suspend")
    assert one.undo() == ("suspend", "d/c2")
    assert len(one.session.reviews) == 1
    assert one.undo() == ("answer", "d/c1")
    assert len(one.session.reviews) == 0


def test_an_edited_card_is_asked_next(flash, sitting, monkeypatch):
    """After an edit the sitting goes on with that card, wherever the new queue has it."""
    flash.cards(9, deck="a")
    flash.play(*[4] * 9)
    flash.cards(1, deck="b")
    monkeypatch.setenv("FLASHCARDS_NOW", "2026-03-15T09:00")
    one = sitting()
    while one.ask().card.id != "b/c1":
        one.grade(one.ask(), 4, None)
    path = flash.home / "decks" / "b.yaml"
    path.write_text(path.read_text("utf-8").replace("Answer 1", "Another answer"), "utf-8")
    one.reread(one.ask())
    assert (one.ask().card.id, one.ask().card.body.a) == ("b/c1", "Another answer")


def test_help_and_tries_survive_what_others_write(flash, sitting):
    """A hint that was looked at still counts after another program has written something else."""
    flash.deck(
        "deck: d\ntitle: D\ncards:\n  - {id: a, q: Q, accept: [gradient], hint: H}\n  - {id: b, q: Q, a: A}\n"
    )
    one, other = sitting(), sitting()
    one.hint(one.ask())
    assert one.check(one.ask(), "gradiemt").kind == "typo"
    Journal(other.home.database).append(other.home.moment(), "bury", "d/b")
    assert one.ask().helped
    assert one.check(one.ask(), "gradiemt").kind == "right"


def test_a_leech_is_named_when_it_fails(flash, sitting, monkeypatch):
    """The lapse that makes a card a leech is told with what to do."""
    flash.cards(1)
    flash("config", "leech_lapses", "1")
    flash.play(4)
    monkeypatch.setenv("FLASHCARDS_NOW", "2026-03-15T09:00")
    one = sitting()
    one.grade(one.ask(), 1, None)
    assert "is a leech" in one.notices[-1]


def test_unsaved_is_never_called_saved(flash, monkeypatch):
    """When input ends at the question whether to try saving again, the summary says what is not saved."""
    from flashcards.core.errors import NotSaved

    flash.cards(1)

    def fail(*_, **__):
        raise NotSaved("not saved: the disk is full", "make room")

    monkeypatch.setattr("flashcards.store.journal.Journal.append", fail)
    result = flash("review", "--plain", stdin="\n3\n")
    assert "everything is saved" not in result.out
    assert "NOT saved" in result.out
    assert result.code == 4


def test_a_second_close_counts_in_a_later_part(flash):
    """The free try is one for each part, also when all parts come in one line."""
    flash.deck(STEP)
    flash.play({"answer": "?"}, options=("--seed", "1"))
    first, second = flash.last.lines[1]["answer"].split("; ")
    line = {"answer": f"{first}; {float(second) * 1.03}"}
    results = flash.play(line, line, options=("--seed", "1"))
    assert [result["verdict"] for result in results] == ["close", "wrong"]


def test_a_plug_in_that_was_installed_later_is_seen_by_check(flash, monkeypatch):
    """`check` reads afresh: a deck that was broken for want of a kind is whole once the kind is there."""
    from flashcards.problems.plugins import Kinds

    flash.deck("deck: p\ntitle: P\ncards:\n  - {id: a, problem: sigmoid}\n")
    with monkeypatch.context() as patch:
        patch.setattr("flashcards.problems.plugins.installed_kinds", Kinds)
        assert flash("check").code == 1
    assert flash("check").code == 0
    assert flash.due()["new"] == 1
