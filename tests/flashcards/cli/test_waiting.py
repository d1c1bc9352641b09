"""How far the reading of decks has come."""

import os
import time

from flashcards.cli.waiting import with_decks_told


def test_a_large_deck_is_named_before_it_is_read(capsys, tmp_path):
    """While one file takes longer than a second nothing else can be told; its name has passed the gate."""
    large, small = tmp_path / "a\x1bb.yaml", tmp_path / "c.yaml"
    large.write_bytes(b"#" * 3_000_000)
    small.write_bytes(b"#")
    files = with_decks_told([str(small), str(large), str(tmp_path / "gone.yaml")])
    assert next(files) == str(small)
    assert capsys.readouterr().err == ""
    assert next(files) == str(large)
    assert capsys.readouterr().err == "reading a␛b.yaml, 3 MB ...\n"
    assert next(files).endswith("gone.yaml")


def test_every_deck_that_was_long_is_told(capsys, monkeypatch):
    """Decks are few, so that the clock is looked at after each."""
    clock = iter(range(0, 1_000, 10))
    monkeypatch.setattr(time, "monotonic", lambda: next(clock))
    assert list(with_decks_told(["/no/a", "/no/b", "/no/c"])) == ["/no/a", "/no/b", "/no/c"]
    assert capsys.readouterr().err == "0 of 3 decks read\n1 of 3 decks read\n2 of 3 decks read\n"


def test_only_decks_that_have_changed_are_told(flash, monkeypatch):
    """The others are not read."""
    asked = []
    monkeypatch.setattr(
        "flashcards.cli.waiting.with_progress", lambda items, *told: asked.append(told) or items
    )
    for count in (1, 2):
        for name in "ab"[count - 1 :]:
            os.utime(flash.cards(count, name), (count, count))
        flash("decks", "--json")
    assert asked == [("decks read", 2), ("decks read", 1)]
