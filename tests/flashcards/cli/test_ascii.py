"""`--ascii`: whatever is printed is ASCII, however it is asked for."""

import pytest

DECK = """
deck: d
title: Größe
cards:
  - {id: a, q: Wie groß — “α”?, a: Völlig egal…, why: 深}
"""

COMMANDS = [
    (),
    ("due",),
    ("decks",),
    ("card", "show", "d/a"),
    ("config",),
    ("review", "--plain"),
    ("--help",),
    ("nosuch",),
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("way", ["flag", "variable", "setting"])
def test_every_screen_in_ascii(flash, monkeypatch, command, way):
    """The flag (before or behind the command), the variable and the setting leave nothing but ASCII."""
    flash.deck(DECK)
    if way == "setting":
        flash("config", "ascii", "true")
    if way == "variable":
        monkeypatch.setenv("FLASHCARDS_ASCII", "1")
    flags = ("--ascii",) if way == "flag" else ()
    for arguments in ((*flags, *command), (*command, *flags)):
        result = flash(*arguments, stdin="\n4\n")
        assert result.code == (2 if command == ("nosuch",) else 0)
        assert (result.out + result.err).isascii()


def test_without_it_letters_stay(flash):
    """Who does not ask for it gets the cards' own letters."""
    flash.deck(DECK)
    assert "groß" in flash("card", "show", "d/a").out


def test_behind_two_hyphens_it_is_a_name(flash):
    """After `--` nothing is a flag."""
    flash.deck(DECK)
    assert flash("review", "--", "--ascii").code == 2


def test_its_value_is_read(flash, monkeypatch):
    """A value that is neither true nor false is told."""
    monkeypatch.setenv("FLASHCARDS_ASCII", "maybe")
    assert "FLASHCARDS_ASCII must be one of true, false" in flash("config").err
