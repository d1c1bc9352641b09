"""The library: reading what has changed, and nothing else."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from flashcards.core.errors import BrokenStore, UnknownName, UsageError
from flashcards.decks import reading
from flashcards.decks.cache import Cache
from flashcards.decks.library import Library

OLD = 1_000_000
NOW = 2_000_000.0


class Home:
    """A library in a folder, and the number of decks that it has parsed."""

    def __init__(self, path, monkeypatch):
        self.own, self.bundled, self.cache = path / "own", path / "bundled", path / "cache" / "cards.db"
        self.own.mkdir()
        self.bundled.mkdir()
        self.parsed = []
        read_deck = reading.read_deck
        monkeypatch.setattr(
            reading,
            "read_deck",
            lambda content, path: self.parsed.append(Path(path).name) or read_deck(content, path),
        )

    def write(self, folder, name, text, mtime=OLD):
        """A file of that text and age."""
        path = folder / name
        path.write_text(text)
        os.utime(path, (mtime, mtime))
        return path

    def sync(self, now=NOW):
        """The shelf, and what was parsed for it, by a new process's library."""
        self.parsed.clear()
        self.library = Library(str(self.own), str(self.bundled), Cache(str(self.cache)))
        return self.library.sync(now)


@pytest.fixture
def home(tmp_path, monkeypatch):
    """An empty home."""
    return Home(tmp_path, monkeypatch)


def deck(name, *entries):
    """The text of a deck; an entry is its id or its text."""
    lines = [entry if entry.startswith("{") else f"{{id: {entry}, q: Q, a: A}}" for entry in entries]
    return "\n".join([f"deck: {name}", "title: T", "cards:", *(f"  - {line}" for line in lines), ""])


def test_only_what_has_changed_is_parsed(home):
    """A deck is parsed when it is new and when its content differs, not when it was only touched."""
    home.write(home.own, "a.yaml", deck("a", "x"))
    home.write(home.bundled, "b.yaml", deck("b", "x"))
    home.sync()
    assert home.parsed == ["a.yaml", "b.yaml"]
    home.sync()
    assert home.parsed == []
    home.write(home.own, "a.yaml", deck("a", "x"), OLD + 50)
    home.sync()
    assert home.parsed == []
    home.write(home.own, "a.yaml", deck("a", "y"), OLD + 50)
    home.sync()
    assert home.parsed == []  # the same size, time and file: what `is_fresh` is for
    home.write(home.own, "a.yaml", deck("a", "y"), OLD + 60)
    assert [place.card for place in home.sync().places] == ["a/y", "b/x"]
    assert home.parsed == ["a.yaml"]


def test_unchanged_files_are_not_even_opened(home, monkeypatch):
    """When nothing has changed, files are looked at from outside only."""
    home.write(home.own, "a.yaml", deck("a", "x"))
    home.sync()
    monkeypatch.setattr("flashcards.decks.library.read_bytes", lambda _: pytest.fail("opened"))
    assert [row.name for row in home.sync().decks] == ["a"]


def test_a_file_that_has_just_been_written_is_looked_at_again(home):
    """Two changes within a tick of the clock are both seen."""
    home.write(home.own, "a.yaml", deck("a", "x"))
    home.sync(OLD + 1.0)
    home.write(home.own, "a.yaml", deck("a", "y"))
    assert [place.card for place in home.sync().places] == ["a/y"]
    home.sync()
    assert home.parsed == []


def test_removed_decks_are_gone(home):
    """A deck whose file is gone leaves nothing behind."""
    path = home.write(
        home.own, "a.yaml", deck("a", "{id: x, q: Q, accept: A, tags: [t], was: [o], needs: [y]}")
    )
    home.sync()
    path.unlink()
    shelf = home.sync()
    assert (shelf.decks, shelf.places, shelf.aliases, shelf.mistakes) == ((), [], {}, [])
    cache = home.library.cache
    assert (cache.ids(), cache.tags(), cache.known_answers(""), cache.is_empty) == ([], {}, [], True)


def test_a_broken_deck_leaves_the_others_alone(home):
    """A deck with a mistake is left out whole, with its mistakes kept; mended, it is there again."""
    home.write(home.own, "a.yaml", deck("a", "x", "{id: y}"))
    home.write(home.own, "b.yaml", deck("b", "x"))
    for _ in range(2):
        shelf = home.sync()
        assert [row.name for row in shelf.decks] == ["b"]
        (mistake,) = shelf.errors
        assert mistake.render().startswith(f"{home.own}/a.yaml:5:5: error: the entry has no answer")
        assert mistake.source_line == "  - {id: y}"
    assert home.parsed == []
    home.write(home.own, "a.yaml", deck("a", "x"), OLD + 1)
    assert [row.name for row in home.sync().decks] == ["a", "b"]


def test_a_card_that_cannot_be_asked_leaves_its_deck_alone(home, tmp_path):
    """Its mistake is kept beside the deck, told without reading again, and gone with the deck's place or when mended."""
    bad = "{id: y, problem: sigmoid, params: {q: 1}}"
    home.write(home.bundled, "a.yaml", deck("a", "x", bad))
    for parsed in (["a.yaml"], []):
        shelf = home.sync()
        assert home.parsed == parsed
        assert [place.card for place in shelf.places] == ["a/x", "a/y"]
        (mistake,) = shelf.errors
        assert (mistake.line, mistake.column, mistake.is_error, mistake.stops_deck) == (5, 43, True, False)
        assert "no given 'q'" in mistake.message
    home.write(home.own, "a.yaml", deck("a", "x"))
    assert home.sync().errors == ()
    (home.own / "a.yaml").unlink()
    assert len(home.sync().errors) == 1
    home.write(home.bundled, "a.yaml", deck("a", "x", bad.replace("q", "z")), OLD + 1)
    assert home.sync().errors == ()


def test_what_cannot_be_opened_is_a_mistake(home):
    """A pipe among the decks is named and keeps nobody waiting."""
    os.mkfifo(home.own / "a.yaml")
    assert "not a regular file" in home.sync().errors[0].message


def test_names_that_are_not_text_are_no_obstacle(home):
    """A file whose name is no UTF-8 is read like any other."""
    try:
        (home.own / "\udcff.yaml").write_text(deck("a", "x"))
    except OSError:
        pytest.skip("this file system has no such names")
    shelf = home.sync()
    assert [place.card for place in shelf.places] == ["a/x"]
    home.sync(NOW)
    assert home.library.cache.card("a/x").path.endswith("\udcff.yaml")


@pytest.mark.parametrize("content", [b"", b"garbage" * 1000, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_broken_cache_is_made_anew(home, content):
    """Whatever stands in the place of the cache, the decks are read."""
    home.write(home.own, "a.yaml", deck("a", "x"))
    home.sync()
    home.cache.write_bytes(content)
    assert [place.card for place in home.sync().places] == ["a/x"]
    assert home.parsed == ["a.yaml"]


def test_a_cut_or_deleted_cache_is_made_anew(home):
    """A cache that has lost its end, or was deleted, is no obstacle."""
    home.write(home.own, "a.yaml", deck("a", *(f"x{number}" for number in range(500))))
    home.sync()
    home.cache.write_bytes(home.cache.read_bytes()[:30_000])
    assert len(home.sync().places) == 500
    home.cache.unlink()
    assert len(home.sync().places) == 500


def test_a_cache_damaged_inside_says_so_once(home):
    """Damage that shows only while cards are read takes the cache away; the next start makes it anew."""
    home.write(home.own, "a.yaml", deck("a", *(f"x{number}" for number in range(2000))))
    home.sync()
    home.library.cache.close()
    content = bytearray(home.cache.read_bytes())
    page = int.from_bytes(content[16:18], "big")
    for start in range(page, len(content), page):
        if content[start] == 10 and len(content) > start + page:
            content[start : start + page] = b"\x55" * page
    home.cache.write_bytes(content)
    try:
        home.sync()
        home.library.cache.cards(f"a/x{number}" for number in range(2000))
    except BrokenStore:
        assert not home.cache.exists()
    home.sync()
    assert len(home.library.cache.cards(f"a/x{number}" for number in range(2000))) == 2000


def test_a_cache_of_another_version_is_made_anew(home, monkeypatch):
    """An older or newer format is not read but replaced."""
    home.write(home.own, "a.yaml", deck("a", "x"))
    home.sync()
    monkeypatch.setattr("flashcards.decks.cache._FORMAT", 999)
    home.sync()
    assert home.parsed == ["a.yaml"]


def test_a_place_that_cannot_hold_a_cache_is_named(home):
    """Where no file can be made, one line says so."""
    with pytest.raises(BrokenStore, match="cannot be used"):
        Library(str(home.own), str(home.bundled), Cache("/dev/null/cards.db"))


def test_the_cache_is_private(home):
    """Nobody else may read what one learns."""
    home.sync()
    assert stat.S_IMODE(home.cache.stat().st_mode) == 0o600


def test_a_bundled_deck_is_copied_to_be_edited(home):
    """The copy is the same, takes the bundled one's place, and never that of a file of one's own."""
    text = deck("b", "x")
    home.write(home.bundled, "b.yaml", text)
    home.sync()
    path = home.library.copy_to_own("b")
    assert path == home.own / "b.yaml"
    assert path.read_text() == text
    assert [path.name for path in home.own.iterdir()] == ["b.yaml"]
    shelf = home.library.sync(NOW)
    assert [(row.name, row.is_own) for row in shelf.decks] == [("b", True)]
    with pytest.raises(UsageError, match="already one of your own"):
        home.library.copy_to_own("b")


def test_a_copy_takes_nobodys_place(home):
    """A file of the same name, even one that is no deck, is left as it is, and an unknown deck is named."""
    home.write(home.bundled, "b.yaml", deck("b", "x"))
    home.write(home.own, "b.yaml", "mine")
    home.sync()
    with pytest.raises(UsageError, match="exists already"):
        home.library.copy_to_own("b")
    assert (home.own / "b.yaml").read_text() == "mine"
    assert [path.name for path in home.own.iterdir()] == ["b.yaml"]
    with pytest.raises(UnknownName, match="there is no bundled deck 'c'"):
        home.library.copy_to_own("c")


def test_reading_cards_loads_no_parser(home):
    """A library in which nothing has changed needs neither the YAML reader nor the models."""
    home.write(home.own, "a.yaml", deck("a", "x"))
    home.sync()
    code = (
        "import sys; from flashcards.decks.cache import Cache; from flashcards.decks.library import Library\n"
        f"library = Library({str(home.own)!r}, {str(home.bundled)!r}, Cache({str(home.cache)!r}))\n"
        "library.sync().places; library.cache.card('a/x')\n"
        "print(*({'pydantic', 'yaml', 'difflib'} & set(sys.modules)))"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    shown = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment
    )
    assert shown.stdout.strip() == ""


def test_the_schema_lies_beside_the_own_decks(tmp_path):
    """Where the first line of a deck points there is the schema that was shipped, also after it was renewed."""
    own, shipped = tmp_path / "home" / "decks", tmp_path / "data" / "decks"
    for folder in (own, shipped):
        folder.mkdir(parents=True)
    for text in ("{}", '{"new": 1}'):
        (tmp_path / "data" / "deck.schema.json").write_text(text)
        Library(str(own), str(shipped), Cache(str(tmp_path / "cards.db"))).sync()
        assert (tmp_path / "home" / "deck.schema.json").read_text() == text
