"""`flashcards stats` as a person meets it: in the terminal and as a page in a file."""

import pytest


@pytest.fixture
def studied(flash):
    """A deck of three cards, reviewed on two days."""
    flash.cards(3)
    flash.play(4, 4, 2, 4, now="2026-03-12T09:00")
    flash.play(4, 4, 2, 5, now="2026-03-13T09:00")
    return flash


def test_the_terminal_shows_all_figures(studied):
    """The figures come on standard output, with what was reviewed and nothing on standard error."""
    shown = studied("stats")
    assert (shown.code, shown.err) == (0, "")
    assert shown.out.startswith("Progress\nall decks; last 31 days up to today, 2026-03-14")
    for piece in ("── True retention ─", "current streak  2 days", "3 cards", "67 % (21–94) of 3"):
        assert piece in shown.out


def test_one_deck(studied):
    """With a deck named, the page says which."""
    assert "\nd; last 90 days up to" in studied("stats", "d", "--period", "quarter").out


def test_before_the_first_answer_the_page_says_what_will_stand_there(flash):
    """Without any answer there are no empty charts, but what each heading is about and how to begin."""
    flash.cards(3)
    shown = flash("stats")
    assert shown.code == 0
    assert "Nothing has been answered yet." in shown.out
    assert shown.out.endswith("Begin: flashcards review\n")


def test_ascii(studied):
    """With --ascii there is nothing else."""
    shown = studied("--ascii", "stats")
    assert shown.out.isascii()
    assert "-- True retention -" in shown.out


def test_the_page_is_written_to_a_file(studied, tmp_path):
    """The file holds the page; it is named on standard error; one that is there stays unless --force says so."""
    file = tmp_path / "progress.html"
    written = studied("stats", "--html", file)
    assert (written.code, written.out) == (0, "")
    assert written.err == f"progress is in {file}\n"
    assert file.read_text("utf-8").startswith("<!DOCTYPE html>")
    file.write_text("mine")
    refused = studied("stats", "--html", file)
    assert (refused.code, file.read_text()) == (2, "mine")
    assert len(refused.err.splitlines()) == 2
    assert studied("stats", "--html", file, "--force").code == 0
    assert "True retention" in file.read_text("utf-8")


def test_a_place_that_cannot_be_written(studied, tmp_path):
    """What cannot be written is one line and a hint, and leaves nothing behind."""
    refused = studied("stats", "--html", tmp_path / "missing" / "progress.html")
    assert refused.code == 2
    assert refused.err.startswith("flashcards: cannot write ")
    assert len(refused.err.splitlines()) == 2
    refused = studied("stats", "--html", tmp_path, "--force")
    assert refused.code == 2
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".progress")] == []
