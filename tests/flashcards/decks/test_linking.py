"""The list of what is used where it lies."""

import os

import pytest

from flashcards.decks.files import deck_files, links_of, stamp
from flashcards.decks.linking import as_linked, link_that_brings, list_of_links, with_links, without_link

OLD = 1_000_000.0


def linked(own, *paths):
    """A folder of own decks that links these paths."""
    own.mkdir(exist_ok=True)
    list_of_links(str(own)).write_bytes(with_links(str(own), [str(path) for path in paths]))
    return str(own)


def written(path):
    path.parent.mkdir(exist_ok=True, parents=True)
    path.write_text("x")
    return path


def test_files_and_folders_are_linked(tmp_path):
    """After a folder's own files come those that are linked, of a linked folder all decks, and each once."""
    mine, far = written(tmp_path / "own" / "b.yaml"), written(tmp_path / "far" / "a.yaml")
    near, other = written(tmp_path / "decks" / "1.yml"), written(tmp_path / "decks" / "2.yaml")
    written(tmp_path / "decks" / "notes.txt")
    own = linked(tmp_path / "own", far, tmp_path / "decks", other)
    assert deck_files((own,)) == [str(path) for path in (mine, far, near, other)]


def test_what_vanished_is_still_listed(tmp_path):
    """A linked path that is not there is listed, so that it can be told, and the stamp shows that it went and came."""
    deck = written(tmp_path / "far" / "a.yaml")
    own = linked(tmp_path / "own", deck)
    stamps = [stamp((own,), OLD)]
    deck.unlink()
    assert deck_files((own,)) == [str(deck)]
    stamps.append(stamp((own,), OLD))
    written(deck)
    stamps.append(stamp((own,), OLD))
    assert len(set(stamps)) == 3


def test_a_list_edited_by_hand(tmp_path):
    """Comments, blank lines, CRLF and paths from the folder itself are read; a path that no file has is passed over."""
    own = tmp_path / "own"
    own.mkdir()
    (own / "linked.txt").write_bytes(b"# mine\r\n\r\n/a/b.yaml\r\n../c.yaml\r\n/bad\0.yaml\n")
    assert links_of(str(own)) == ["/a/b.yaml", str(own / "../c.yaml")]


def test_what_is_no_list_links_nothing(tmp_path):
    """A folder in its place, or bytes that are no text, stop nothing."""
    (tmp_path / "linked.txt").mkdir()
    assert links_of(str(tmp_path)) == []
    (tmp_path / "linked.txt").rmdir()
    (tmp_path / "linked.txt").write_bytes(b"\xff\xfe/\x80.yaml\n")
    assert len(links_of(str(tmp_path))) == 1
    assert len(deck_files((str(tmp_path),))) == 1


def test_a_link_is_taken_out_and_comments_stay(tmp_path):
    """Taking out what was put in leaves the list as it was, its comments too, whatever their bytes."""
    own = linked(tmp_path / "own", "/a.yaml", "/b")
    file = list_of_links(own)
    file.write_bytes(b"# by hand: Gr\xf6\xdfe\r\n" + file.read_bytes())
    before = file.read_bytes()
    file.write_bytes(with_links(own, ["/c.yaml"]))
    assert links_of(own) == ["/a.yaml", "/b", "/c.yaml"]
    assert without_link(own, "/c.yaml") == before


def test_which_link_brings_a_deck(tmp_path):
    """A deck is in the library by itself, or by its folder."""
    own = linked(tmp_path / "own", "/a/x.yaml", "/b")
    assert [link_that_brings(own, path) for path in ("/a/x.yaml", "/b/y.yaml", "/c/z.yaml")] == [
        "/a/x.yaml",
        "/b",
        None,
    ]


def test_paths_are_made_one(tmp_path, monkeypatch):
    """However a path is typed, the list has it from the root and without detours."""
    monkeypatch.chdir(tmp_path)
    assert as_linked("./a/../b.yaml") == as_linked(str(tmp_path / "b.yaml")) == str(tmp_path / "b.yaml")


def test_what_cannot_be_read_does_not_seem_gone(tmp_path, monkeypatch):
    """A linked folder that is closed to us is listed itself and stops no other; our own closed folder is an error."""
    mine = written(tmp_path / "own" / "b.yaml")
    written(tmp_path / "decks" / "1.yml")
    own = linked(tmp_path / "own", tmp_path / "decks")
    scandir = os.scandir

    def closed(*names):
        def scan(path):
            if os.path.basename(path) in names:
                raise PermissionError(13, "Permission denied", path)
            return scandir(path)

        return scan

    monkeypatch.setattr("flashcards.decks.files.os.scandir", closed("decks"))
    assert deck_files((own,)) == [str(mine), str(tmp_path / "decks")]
    monkeypatch.setattr("flashcards.decks.files.os.scandir", closed("own"))
    with pytest.raises(PermissionError):
        deck_files((own,))
