"""`card new`, `card edit` and `card rename`: what they do to files, and that progress follows."""

import sys
from pathlib import Path

import pytest
import yaml

DECK = """\
# My own deck
deck: d
title: D
cards:
  # first things
  - id: a
    q: Question a?
    a: Answer   # quite so

  - id: b
    q: Question b?
    a: B
    needs: [a]
"""


@pytest.fixture
def deck(flash):
    """A deck with comments; all of it is answered once."""
    path = flash.deck(DECK)
    flash.play(4, 2)
    return path


@pytest.fixture
def editor(tmp_path, monkeypatch):
    """An editor that replaces text in the file that it is given, and notes how it was called."""

    def make(old, new):
        script = tmp_path / "editor.py"
        script.write_text(
            "import pathlib, sys\n"
            "line, path = sys.argv[1:]\n"
            "file = pathlib.Path(path)\n"
            f"pathlib.Path({str(tmp_path / 'called')!r}).write_text(line)\n"
            f"file.write_text(file.read_text().replace({old!r}, {new!r}))\n"
        )
        monkeypatch.delenv("VISUAL", raising=False)
        monkeypatch.setenv("EDITOR", f"{sys.executable} {script}")
        return (tmp_path / "called").read_text

    return make


def said(path):
    return yaml.load(path.read_bytes(), yaml.BaseLoader)


def standing(flash, card):
    """All that belongs to a card's progress."""
    shown = flash.show(card)
    return {key: shown[key] for key in ("memory", "suspended", "journal")}


# ---- new

#: What is typed for each type after its number, and what stands in the file then.
TYPED = {
    "1": (
        "What?\nIt is: $\\beta$ # so\nBecause.\n",
        {"q": "What?", "a": "It is: $\\beta$ # so", "why": "Because."},
    ),
    "basic": (
        "First \\\n\\\n    indented\nA: $a \\\\$ \\\\\n\n",
        {"q": "First\n\n    indented", "a": "A: $a \\\\$ \\\\"},
    ),
    "2": ("A {{c1::gap}} \\frac{1}{2}.\n\n", {"cloze": "A {{c1::gap}} \\frac{1}{2}."}),
    "true/false": ('\'Tis "so"\nmaybe\nY\n\n', {"claim": '\'Tis "so"', "truth": "true"}),
    "4": (
        "Which?\nthis\n\nthat\nno: other\n\n\n",
        {"q": "Which?", "right": "this", "wrong": ["that", "no: other"]},
    ),
    "5": ("Who?\nAdam\nAdam, W\n\n\n", {"q": "Who?", "accept": ["Adam", "Adam, W"]}),
    "6": ("Order?\none\n\ntwo\n\n\n", {"q": "Order?", "steps": ["one", "two"]}),
    "list": ("Name.\n[x]\n\n\n", {"q": "Name.", "items": ["[x]"]}),
}


@pytest.mark.parametrize("kind", TYPED)
def test_a_card_of_each_type_is_written(flash, deck, kind):
    """What is typed stands in the file as another reader finds it, below all that was there, which is as it was."""
    typed, fields = TYPED[kind]
    result = flash("card", "new", "d", stdin=f"{kind}\n{typed}new-one\n")
    assert result.code == 0, result.err
    found = said(deck)["cards"][-1]
    assert {key: value.strip() if isinstance(value, str) else value for key, value in found.items()} == {
        "id": "new-one",
        **fields,
    }
    assert deck.read_text().startswith(DECK)
    line = deck.read_text().splitlines().index("  - id: new-one") + 1
    assert f"d/new-one is written: {deck}:{line}." in result.out
    assert flash("check").code == 0


def test_an_id_is_proposed(flash, deck):
    """The words of the question make an id, another one if it is taken; Enter takes it, and what is no id is asked again."""
    for _ in range(2):
        flash("card", "new", "d", stdin="1\nWhat is the learning rate of $\\beta_1$?\nx\n\n\n")
    flash("card", "new", "d", stdin="1\nAnd?\nx\n\nNot one\na\n\n")
    assert [card["id"] for card in said(deck)["cards"][2:]] == [
        "learning-rate-beta-1",
        "learning-rate-beta-1-2",
        "card",
    ]


def test_what_is_wrong_is_asked_again(flash, deck):
    """A mistake is told before anything is written, and what was right is kept with Enter."""
    typed = "2\nno gap\n\ngap\nA {{gap}}\n\n\n"
    result = flash("card", "new", "d", stdin=typed)
    assert result.code == 0
    assert "That is not right yet: " in result.out
    assert said(deck)["cards"][-1] == {"id": "gap", "cloze": "A {{gap}}"}


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "not whole"),
        ("9\n", "from 1 to 8"),
        ("1\n\nWhat?\n", "cannot be empty"),
        ("8\nno-kind\n\n\n", "no kind"),
    ],
)
def test_a_card_that_is_not_whole_is_not_written(flash, deck, typed, says):
    """When the lines end too early, one line says so, and the file is as it was."""
    result = flash("card", "new", "d", stdin=typed)
    assert result.code == 2
    assert says in result.out + result.err
    assert "nothing was written" in result.err
    assert deck.read_text() == DECK


def test_what_was_typed_is_shown_safely(flash, deck):
    """Signs that act on a terminal are neither shown when a text is asked for again, nor written into the deck."""
    result = flash("card", "new", "d", stdin="2\n\x1b]0;x\x07 no gap\n\ngap\nA \x1b[31m{{gap}}\n\n\n")
    assert result.code == 0
    assert "\x1b" not in result.out + result.err
    assert "\x1b" not in deck.read_text()


def test_a_card_for_a_bundled_deck(flash, tmp_path):
    """The bundled deck is copied to one's own, which then has the card and its place; the bundled one stays."""
    bundled = tmp_path / "bundled" / "d.yaml"
    bundled.write_text(DECK)
    flash.play(4)
    result = flash("card", "new", "d", stdin="1\nWhat?\nx\n\n\n")
    assert (result.code, "copied" in result.out) == (0, True)
    assert bundled.read_text() == DECK
    assert (flash.home / "decks" / "d.yaml").read_text().startswith(DECK)
    assert len(flash.show("d/a")["journal"]) == 1


def test_decks_that_take_no_card(flash):
    """A deck that is not there, that has mistakes, or whose cards are written in brackets is refused before asking."""
    flash.deck("deck: flow\ntitle: F\ncards: [{id: a, q: Q, a: A}]")
    flash.deck("deck: broken\ntitle: F\ncards: [{id: a}]")
    for name, code, says in (
        (
            "none",
            2,
            "no deck 'none'\nhint: `flashcards new none.yaml` and `flashcards add none.yaml` begin one\n",
        ),
        ("flo", 2, "did you mean 'flow'?"),
        ("broken", 4, "has mistakes"),
        ("flow", 4, "3:8"),
    ):
        result = flash("card", "new", name, stdin="1\n")
        assert (result.code, result.out) == (code, "")
        assert says in result.err


def test_asked_on_a_terminal(flash, start, deck):
    """Each line can be edited, a proposal changed, and a mistake mended where it stands."""
    terminal = start("card", "new", "d")
    terminal.until("Type (its number)")
    terminal.enter("1", "Question")
    terminal.enter("What is it?", "Answer")
    terminal.enter("That", "Why it is so")
    terminal.enter("", "Id, kept for good")
    terminal.enter("-id", "d/card-id is written")
    assert terminal.end() == 0
    assert said(deck)["cards"][-1] == {"id": "card-id", "q": "What is it?", "a": "That"}
    assert terminal.is_as_before


def test_left_with_ctrl_c(flash, start, deck):
    """Ctrl-C writes nothing, says so, and gives the terminal back as it was."""
    terminal = start("card", "new", "d")
    terminal.until("Type (its number)")
    terminal.enter("1", "Question")
    terminal.press("\x03", "nothing was written")
    assert terminal.end() == 130
    assert deck.read_text() == DECK
    assert terminal.is_as_before


# ---- rename


def test_a_renamed_card_keeps_its_progress(flash, deck, days):
    """Memory, history and suspension go along, and so do those that need it; only its lines change."""
    flash("card", "suspend", "d/a")
    before = standing(flash, "d/a")
    assert flash("card", "rename", "d/a", "first").code == 0
    assert standing(flash, "d/first") == before
    assert standing(flash, "d/a") == before
    assert deck.read_text() == DECK.replace("- id: a\n", "- id: first\n    was: [a]\n").replace(
        "[a]\n", "[first]\n", 2
    ).replace("was: [first]", "was: [a]")
    assert flash("check").out == ""
    flash("card", "resume", "d/first")
    assert flash.play(4, options=("--cram",), now=days.at(3))


def test_undo_names_a_renamed_card_as_it_is_called_now(flash):
    """What is taken back was given under the former id, and is said of the present one, in a sitting too."""
    flash.cards(2)
    flash.play(4)
    flash("card", "suspend", "d/c1")
    flash("card", "rename", "d/c1", "first")
    assert "taken back: suspend of d/first" in flash("review", "--plain", stdin=":undo\n").out
    assert flash("undo").out.startswith("taken back: answer (4 Good) of d/first")


def test_cards_in_brackets_are_left_as_they_are(flash):
    """A new card among cards within [ ] is refused before anything is asked, with the place and what to do."""
    path = flash.deck("deck: e\ntitle: E\ncards: [{id: a, q: Q?, a: A}]\n")
    before = path.read_bytes()
    result = flash("card", "new", "e", stdin="1\nQ?\nA\n\n\n")
    said, hint = result.err.splitlines()
    assert (result.code, result.out) == (4, "")
    assert f"{path}:3:8: the cards stand within [ ]" in said
    assert "begin a line with `  - ` for each card" in hint
    assert path.read_bytes() == before


def test_a_moved_card_keeps_its_progress(flash, deck):
    """In the other deck it has its history, is due on the same day, and is named in full by those that need it."""
    other = flash.deck("deck: e\ntitle: E\ncards: []\n")
    before, due = standing(flash, "d/a"), flash.due(now="2026-03-20T09:00")["due"]
    result = flash("card", "rename", "d/a", "e/a")
    assert result.code == 0
    assert str(deck) in result.out
    assert str(other) in result.out
    assert standing(flash, "e/a") == before
    assert flash.due(now="2026-03-20T09:00")["due"] == due
    assert said(deck)["cards"] == [{"id": "b", "q": "Question b?", "a": "B", "needs": ["e/a"]}]
    assert other.read_text().endswith(
        "cards:\n  # first things\n  - id: a\n    was: [d/a]\n    q: Question a?\n    a: Answer   # quite so\n"
    )


def test_a_card_comes_home(flash, deck):
    """Renamed, moved and brought back to its first id, a card has its progress at every step."""
    flash.deck("deck: e\ntitle: E\ncards: []\n")
    before = standing(flash, "d/a")
    for old, new, now in (("d/a", "x", "d/x"), ("d/x", "e/y", "e/y"), ("e/y", "d/a", "d/a")):
        assert flash("card", "rename", old, new).code == 0
        assert standing(flash, now) == before
    assert flash("check").code == 0


def test_siblings_go_along(flash):
    """Both directions, and all gaps, of an entry keep their own progress under its new id."""
    flash.deck(
        "deck: d\ntitle: D\ncards:\n"
        "  - {id: two, q: Q, a: A, both: true}\n  - {id: gaps, cloze: '{{c1::x}} {{c2::y}}'}\n"
    )
    flash.play(4, 2, options=("--new", "9"))
    cards = ("two", "two#back", "gaps#c1", "gaps#c2")
    for day in range(15, 20):
        flash.play(4, 3, options=("--new", "9"), now=f"2026-03-{day}T09:00")
    before = [standing(flash, f"d/{card}") for card in cards]
    assert all(each["memory"] for each in before)
    flash("card", "rename", "d/two#back", "pair")
    flash("card", "rename", "d/gaps", "holes")
    after = [f"d/{card.replace('two', 'pair').replace('gaps', 'holes')}" for card in cards]
    assert [standing(flash, card) for card in after] == before


@pytest.mark.parametrize("command", ["show", "edit", "suspend"])
def test_a_card_without_its_deck_is_looked_for(flash, deck, command):
    """An id with no deck in front is met with the whole one; for what is like none, the way to find ids is named."""
    assert "hint: did you mean 'd/b'?" in flash("card", command, "b").err
    assert "hint: `flashcards card search WORDS` finds ids" in flash("card", command, "momentum").err


def test_renaming_in_a_bundled_deck(flash, tmp_path):
    """The deck is copied to one's own and changed there; others that name the card by its old id still find it."""
    (tmp_path / "bundled" / "d.yaml").write_text(DECK)
    (tmp_path / "bundled" / "e.yaml").write_text(
        "deck: e\ntitle: E\ncards:\n  - {id: x, q: Q, a: A, needs: [d/a]}\n"
    )
    flash.play(4)
    before = standing(flash, "d/a")
    assert flash("card", "rename", "d/a", "first").code == 0
    assert standing(flash, "d/first") == before
    assert (tmp_path / "bundled" / "d.yaml").read_text() == DECK
    assert flash("check").code == 0


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("d/none", "x", "no card 'd/none'"),
        ("d/a", "b", "already a card"),
        ("d/a", "a", "already"),
        ("d/a", "No Id", "cannot be an id"),
        ("d/a", "none/x", "no deck 'none'"),
        ("d/a", "e/x/y", "cannot be an id"),
        ("d/a", "gone", "history would be mixed in"),
        ("d/a", "c", "a former id of d/b"),
    ],
)
def test_renaming_that_cannot_be(flash, deck, old, new, says):
    """An id that is taken, by a card, a former one or one that is gone, or that is none, is refused; nothing changes."""
    text = DECK.replace("id: b\n", "id: b\n    was: [c]\n")
    deck.write_text(text + "  - {id: gone, q: Gone?, a: G}\n")
    flash.play(4)
    deck.write_text(text)
    before = standing(flash, "d/a")
    result = flash("card", "rename", old, new)
    assert result.code == 2
    assert says in result.err
    assert deck.read_text() == text
    assert standing(flash, "d/a") == before


def test_all_files_change_or_none(flash, deck, monkeypatch):
    """When one of the files cannot be written, the others are as they were."""
    folder = flash.home / "decks"
    other = flash.deck("deck: e\ntitle: E\ncards: []\n")
    flash("due")
    texts = deck.read_text(), other.read_text()

    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("flashcards.reports.files.os.fsync", fail)
    result = flash("card", "rename", "d/a", "e/a")
    assert result.code == 2
    assert "No space left" in result.err
    assert (deck.read_text(), other.read_text()) == texts
    assert sorted(path.name for path in folder.iterdir()) == ["d.yaml", "e.yaml"]


def test_a_move_that_breaks_off_loses_no_card(flash, deck, monkeypatch):
    """Should only one of the files be replaced, the card stands in both, and never in neither."""
    other = flash.deck("deck: e\ntitle: E\ncards: []\n")
    flash("due")
    replace, replaced = Path.replace, []

    def once(path, target):
        if replaced:
            raise OSError(5, "Input/output error")
        replaced.append(target)
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", once)
    assert flash("card", "rename", "d/a", "e/a").code == 2
    monkeypatch.undo()
    assert replaced == [other]
    assert deck.read_text() == DECK
    assert "Question a?" in other.read_text()


# ---- edit


def test_edit_opens_the_cards_line(flash, deck, editor):
    """The editor is called with the line of the entry, and afterwards the deck is checked."""
    called = editor("Question b?", "What is b?")
    result = flash("card", "edit", "d/b")
    assert (result.code, called()) == (0, "+10")
    assert f"{deck} is in order" in result.out
    assert flash.show("d/b")["question"] == "What is b?"


def test_edit_says_what_is_wrong(flash, deck, editor):
    """A mistake is named with its place and the deck left out; edited again, it opens there, and all is well."""
    editor("q: Question b?", "qq: Question b?")
    broken = flash("card", "edit", "d/b")
    assert broken.code == 4
    assert f"{deck}:11:5: error: unknown key 'qq'" in broken.out
    assert "no progress is lost" in broken.err
    called = editor("qq:", "q:")
    assert flash("card", "edit", "d/b").code == 0
    assert called() == "+10"
    assert len(flash.show("d/b")["journal"]) == 1


def test_edit_says_when_a_card_is_gone(flash, deck, editor):
    """An id that was changed by hand is told, with what keeps the progress."""
    editor("id: b", "id: bb")
    result = flash("card", "edit", "d/b")
    assert result.code == 0
    assert "no longer there: d/b." in result.out
    assert "was: [old-id]" in result.out


def test_edit_of_a_bundled_deck_makes_a_copy(flash, tmp_path, editor):
    """Where nothing was changed no copy is left; else it takes the bundled deck's place."""
    (tmp_path / "bundled" / "d.yaml").write_text(DECK)
    editor("not in it", "")
    assert flash("card", "edit", "d/a").code == 0
    assert list((flash.home / "decks").glob("*.yaml")) == []
    editor("Question a?", "Mine?")
    result = flash("card", "edit", "d/a")
    assert (result.code, "copy" in result.out) == (0, True)
    assert flash.show("d/a")["question"] == "Mine?"


def test_edit_without_an_editor_changes_nothing(flash, tmp_path, monkeypatch):
    """One line says that there is none, and no copy of a bundled deck is made."""
    (tmp_path / "bundled" / "d.yaml").write_text(DECK)
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    flash("due")
    monkeypatch.setenv("PATH", str(tmp_path))
    result = flash("card", "edit", "d/a")
    assert (result.code, "no editor was found" in result.err) == (2, True)
    assert not (flash.home / "decks").exists()
