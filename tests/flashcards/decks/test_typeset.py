"""What was read of texts is kept in the cache, as far as the cache allows."""

import sqlite3

import pytest

from flashcards.decks import typeset
from flashcards.decks.cache import Cache
from flashcards.decks.typeset import TypesetTexts


@pytest.fixture
def path(tmp_path):
    return str(tmp_path / "cards.db")


@pytest.fixture
def cache(path):
    cache = Cache(path)
    yield cache
    cache.close()


def kept(cache, texts, format_number=1):
    """Keep these texts, as one run of the program does."""
    memory = TypesetTexts(cache, format_number)
    for text, tree in texts.items():
        memory[text] = tree
    memory.keep()
    return memory


def tables(path):
    with sqlite3.connect(path) as connection:
        names = [
            name
            for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE name LIKE 'typeset%'")
        ]
    connection.close()
    return names


def test_texts_outlive_the_program(cache, path):
    """A text is known at once, and by another run only when it was kept."""
    memory = TypesetTexts(cache, 1)
    memory["a ∑"] = "tree"
    assert memory.get("a ∑") == "tree"
    assert TypesetTexts(Cache(path), 1).get("a ∑") is None
    memory.keep()
    assert memory.get("a ∑") == TypesetTexts(Cache(path), 1).get("a ∑") == "tree"
    assert memory.get("b") is None


def test_nothing_is_written_for_nothing(cache, path):
    """Where nothing new was read no table is made."""
    kept(cache, {})
    assert tables(path) == []


def test_another_format_is_dropped(cache, path):
    """Trees of an older format are never given out, and go when the first of the new one is kept."""
    kept(cache, {"a": "old"}, 1)
    assert TypesetTexts(cache, 3).get("a") is None
    kept(cache, {"b": "new"}, 3)
    assert tables(path) == ["typeset_3"]
    assert TypesetTexts(cache, 3).get("b") == "new"


def test_a_text_is_kept_once(cache):
    """What is kept again takes the place of what was kept before."""
    kept(cache, {"a": "1"})
    kept(cache, {"a": "2"})
    assert cache.rows("SELECT tree FROM typeset_1") == [("2",)]


def test_there_is_a_bound(cache, monkeypatch):
    """The oldest texts go when there are too many, and one that is far too long is not kept at all."""
    monkeypatch.setattr(typeset, "_MOST_TEXTS", 3)
    kept(cache, {str(number): "x" for number in range(5)} | {"long": "x" * 200_000})
    assert cache.rows("SELECT count(*) FROM typeset_1") == [(3,)]
    memory = kept(cache, {"5": "x"})
    assert [text for text in "012345" if memory.get(text)] == ["3", "4", "5"]


def test_a_busy_cache_is_left_alone(cache, path):
    """While another program writes, nothing is kept, nobody waits, and the cache serves its cards as before."""
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    memory = kept(cache, {"a": "x"})
    assert memory.get("a") is None
    other.execute("ROLLBACK")
    other.close()
    assert cache.is_empty
    kept(cache, {"a": "x"})
    assert memory.get("a") == "x"
    assert cache.rows("PRAGMA busy_timeout") == [(10_000,)]


def test_a_cache_that_cannot_be_written(cache):
    """A cache that may only be read, or is closed already, costs nothing but what was to be kept."""
    cache.rows("PRAGMA query_only = ON")
    assert kept(cache, {"a": "x"}).get("a") is None
    cache.close()
    assert kept(cache, {"a": "x"}).get("a") is None
