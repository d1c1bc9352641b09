"""Decks of one's own: begun, added where they lie or copied, overriding bundled ones, and taken out again."""

import codecs
import json
import os
import shutil

import pytest

DECK = "deck: {0}\ntitle: {0}\ncards:\n  - id: a\n    q: Question {0}?\n    a: Answer\n  - {{id: b, q: Other?, a: B}}\n"


@pytest.fixture
def desk(flash, tmp_path, checkout, monkeypatch):
    """A folder to work in, and beside the bundled decks the schema that comes with them."""
    shutil.copy(checkout / "data" / "deck.schema.json", tmp_path)
    folder = tmp_path / "my desk"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def write(folder, name, deck=None):
    path = folder / f"{name}.yaml"
    path.write_text(DECK.format(deck or name))
    return path


def names(flash):
    return [row["deck"] for row in flash("decks", "--json").json]


def row(flash, name):
    return next(row for row in flash("decks", "--json").json if row["deck"] == name)


# ---- new and schema


def test_a_new_deck_is_checked_added_and_reviewed(flash, desk):
    """From nothing to the first answer by the commands that each one names."""
    assert flash("new", "my-deck.yaml").code == 0
    assert flash("check", "my-deck.yaml").code == 0
    added = flash("add", "my-deck.yaml")
    assert (added.code, "my-deck: 9 cards" in added.out) == (0, True)
    assert flash.play({"grade": 4})[0]["card"] == "my-deck/question-and-answer"
    assert names(flash) == ["my-deck"]


def test_new_leads_editors_to_the_schema(flash, desk):
    """The first line is the address of a schema on this computer, the one that `schema` prints; own decks name it near."""
    flash("new", "a")
    address = (desk / "a.yaml").read_text().splitlines()[0].partition("$schema=")[2]
    assert address.startswith("file:///")
    assert " " not in address
    schema = (flash.home / "deck.schema.json").read_text()
    assert address == (flash.home / "deck.schema.json").as_uri()
    assert flash("schema").out == schema
    assert json.loads(schema)["$schema"]
    (flash.home / "decks").mkdir()
    flash("new", flash.home / "decks" / "b.yaml")
    assert "$schema=../deck.schema.json" in (flash.home / "decks" / "b.yaml").read_text()
    assert names(flash) == ["b"]


def test_the_home_that_new_makes_is_private(flash, desk, monkeypatch):
    """Writing a deck may be the first thing that is done: what is answered later lies in the folder that it makes."""
    monkeypatch.setenv("FLASHCARDS_HOME", str(desk / "home"))
    assert flash("new", "a").code == 0
    assert (desk / "home").stat().st_mode & 0o777 == 0o700


def test_new_replaces_nothing_unasked(flash, desk):
    """A file that is there stays, unless --force says otherwise; a name that no deck can have is refused."""
    (desk / "a.yaml").write_text("mine")
    refused = flash("new", "a.yaml")
    assert (refused.code, (desk / "a.yaml").read_text()) == (2, "mine")
    assert "--force" in refused.err
    assert flash("new", "a.yaml", "--force").code == 0
    assert "deck: a " in (desk / "a.yaml").read_text()
    assert flash("new", "a.txt").code == 2
    assert flash("new", "no/such/folder/a.yaml").code == 2
    assert flash("new", "Über Nets").code == 0
    assert flash("check", "Über Nets.yaml").code == 0


# ---- add


def test_an_added_deck_is_used_where_it_lies(flash, desk):
    """What is edited there holds at once, and progress belongs to the ids."""
    path = write(desk, "d")
    flash("add", "d.yaml")
    flash.play(4)
    path.write_text(path.read_text().replace("Question d?", "What is new?"))
    shown = flash.show("d/a")
    assert (shown["question"], len(shown["journal"])) == ("What is new?", 1)
    found = row(flash, "d")
    assert (found["path"], found["own"], found["linked"], found["overrides"]) == (
        str(path),
        True,
        True,
        False,
    )


def test_a_folder_brings_all_its_decks(flash, desk):
    """Also those that come later; what is no deck there is said, and stops none."""
    write(desk, "a")
    (desk / "broken.yaml").write_text("deck: broken\n")
    added = flash("add", ".")
    assert added.code == 0
    assert "broken.yaml:1:1" in added.err
    assert names(flash) == ["a"]
    (desk / "broken.yaml").unlink()
    write(desk, "z")
    assert names(flash) == ["a", "z"]


def test_a_copy_is_apart(flash, desk):
    """A copied deck changes no more with the file that it came from; nothing is written over."""
    path = write(desk, "d")
    other = flash.home / "decks" / "d.yaml"
    flash("add", "--copy", "d.yaml")
    path.unlink()
    assert other.read_text() == DECK.format("d")
    found = row(flash, "d")
    assert (found["own"], found["linked"]) == (True, False)
    assert flash("decks", "remove", "d").code == 0
    other.write_text(DECK.format("e"))
    write(desk, "d")
    flash("add", "d.yaml", "--copy")
    assert sorted(names(flash)) == ["d", "e"]
    assert other.read_text() == DECK.format("e")


def test_adding_twice_changes_nothing(flash, desk):
    """A deck that is there already is said to be, by itself and within its folder."""
    write(desk, "d")
    flash("add", ".")
    before = (flash.home / "decks" / "linked.txt").read_text()
    for path in (".", "d.yaml", "../my desk/d.yaml"):
        again = flash("add", path)
        assert (again.code, "already" in again.out) == (0, True)
    assert (flash.home / "decks" / "linked.txt").read_text() == before


@pytest.mark.parametrize("options", [(), ("--copy",)])
def test_a_name_that_is_taken_is_refused(flash, desk, options):
    """Two files cannot hold the same deck: both are named, and nothing is added."""
    first = write(desk, "d")
    flash("add", "d.yaml")
    write(desk, "other", "d")
    write(desk, "fine")
    refused = flash("add", "fine.yaml", "other.yaml", *options)
    assert refused.code == 2
    assert f"other.yaml:1:7: the deck 'd' is already in {first}" in refused.err
    assert names(flash) == ["d"]


def test_the_same_name_in_one_folder_is_said(flash, desk):
    """Of two such files in a folder one is used, and the other named here and by `check`."""
    write(desk, "one", "d")
    write(desk, "two", "d")
    added = flash("add", ".")
    assert added.code == 0
    assert "two.yaml:1:7: the deck 'd' is already in" in added.err
    check = flash("check")
    assert check.code == 1
    assert "two.yaml:1:7: error: the deck 'd' is already in" in check.out


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "1:1: error"),
        (DECK.format("d").encode("utf-16"), "UTF-16"),
        (DECK.format("d").replace("Answer", "Größe").encode("latin-1"), "Latin-1"),
        (
            DECK.format("d").replace("id: b", "id: a").encode(),
            "7:10: error: the id 'a' stands twice, on lines 4 and 7",
        ),
        (b"\0\x01\x02", "NUL"),
        (b"- just\n- a list\n", "1:1: error: this is not a deck"),
    ],
    ids=["empty", "UTF-16", "Latin-1", "same id", "bytes", "no deck"],
)
@pytest.mark.parametrize("options", [(), ("--copy",)])
def test_what_cannot_be_read_is_refused_by_name(flash, desk, content, says, options):
    """What is wrong is told with its place, one line sums up, and nothing is added."""
    (desk / "d.yaml").write_bytes(content)
    refused = flash("add", "d.yaml", *options)
    assert refused.code == 4
    assert says in refused.err
    assert "d.yaml is not added: it has" in refused.err
    assert names(flash) == []


@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8], ids=["bare", "BOM"])
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_line_ends_and_marks_are_read(flash, desk, mark, end):
    """Files of other systems are read as they are, and cards are added and renamed in their own way."""
    path = desk / "d.yaml"
    path.write_bytes(mark + DECK.format("d").replace("\n", end).encode())
    assert flash("add", "d.yaml").code == 0
    flash.play(4)
    assert flash("card", "new", "d", stdin="1\nWhat?\nThat.\n\nnew\n").code == 0
    assert flash("card", "rename", "d/a", "first").code == 0
    content = path.read_bytes()
    assert content.startswith(codecs.BOM_UTF8) == bool(mark)
    assert content.count(b"\r\n") == (content.count(b"\n") if end == "\r\n" else 0)
    assert (len(flash.show("d/first")["journal"]), flash.show("d/new")["question"]) == (1, "What?")


def test_what_is_not_there_cannot_be_added(flash, desk):
    """A path that names nothing, a folder without decks, a file that is not named as one, and the program's own folders."""
    (desk / "empty").mkdir()
    (desk / "notes.txt").write_text(DECK.format("n"))
    write(desk, "fine")
    os.mkfifo(desk / "pipe.yaml")
    for path, code in (("none.yaml", 2), ("empty", 4), ("notes.txt", 2), ("../bundled", 2), ("pipe.yaml", 4)):
        refused = flash("add", "fine.yaml", path)
        assert (refused.code, refused.err.count("Traceback")) == (code, 0)
        assert names(flash) == []


# ---- vanished decks


def test_a_vanished_deck_is_said_and_stops_no_other(flash, desk):
    """Its cards keep their journal, `check` and `decks remove` say what to do, and what comes back is as it was."""
    path = write(desk, "gone")
    flash.cards(1)
    flash("add", "gone.yaml")
    flash.play(4, 4, options=("gone",))
    before = flash.show("gone/a")
    away = path.rename(desk / "away")
    assert [line["card"] for line in flash.play(4)] == ["d/c1"]
    assert f"{path}:1:1: error: the file cannot be opened" in flash("due").err
    assert "`flashcards decks remove" in flash("check").out
    assert flash.show("gone/a")["journal"] == before["journal"]
    away.rename(path)
    assert flash("check").code == 0
    assert flash.show("gone/a") == before


def test_orphans_are_named_with_what_to_do(flash, desk):
    """Cards that no deck has any more are advice: of a deck in use beside it, of one that is gone with the way back."""
    path = write(desk, "d")
    flash("add", "d.yaml")
    flash.play(4, 4)
    path.write_text(path.read_text().replace("id: a", "id: z"))
    check = flash("check")
    assert check.code == 0
    assert f"{path}:1:1: advice: 1 card with a history that the deck has no more: d/a\n" in check.out
    flash("decks", "remove", "d")
    check = flash("check")
    assert check.code == 0
    assert (
        "advice: the deck 'd' is gone, and 2 cards of it with a history: d/a, d/b\nhint: `flashcards add"
        in check.out
    )
    assert [each["path"] for each in flash("check", "--json").json] == [""]


def test_a_broken_deck_has_no_orphans(flash, desk):
    """The cards of a deck that is left out for its mistakes are not called gone."""
    path = write(desk, "d")
    flash("add", "d.yaml")
    flash.play(4)
    path.write_text(path.read_text() + "  - oops\n")
    check = flash("check")
    assert check.code == 1
    assert "history" not in check.out


# ---- remove


def test_removing_takes_only_the_link_away(flash, desk):
    """The file stays as it is, and adding it again brings the progress back."""
    path = write(desk, "d")
    flash("add", "d.yaml")
    flash.play(4)
    before, content = flash.show("d/a"), path.read_bytes()
    removed = flash("decks", "remove", "d")
    assert (removed.code, names(flash), path.read_bytes()) == (0, [], content)
    flash("add", "d.yaml")
    assert flash.show("d/a") == before


def test_removing_an_own_deck_puts_it_away(flash):
    """It is moved beside, under a free name, and never deleted."""
    for _ in range(2):
        path = flash.cards(1)
        content = path.read_bytes()
        removed = flash("decks", "remove", "d")
        assert (removed.code, path.exists()) == (0, False)
    kept = sorted((flash.home / "removed").iterdir())
    assert [each.name for each in kept] == ["d-2.yaml", "d.yaml"]
    assert all(each.read_bytes() == content for each in kept)


def test_removing_by_path(flash, desk):
    """A folder is taken out by its path, also when it is gone, and so is a deck that cannot be read; others are told."""
    (desk / "decks").mkdir()
    write(desk / "decks", "d")
    flash("add", "decks")
    refused = flash("decks", "remove", "d")
    assert (refused.code, "`flashcards decks remove" in refused.err) == (2, True)
    shutil.rmtree(desk / "decks")
    assert "decks:1:1: error" in flash("due").err
    assert flash("decks", "remove", "decks").code == 0
    assert flash("due").err == ""
    path = write(desk, "e")
    flash("add", "e.yaml")
    path.write_text("broken: [")
    assert flash("decks", "remove", "e").code == 0
    assert flash("due").err == ""
    assert flash("decks", "remove", "e").code == 2


# ---- overriding


@pytest.fixture
def bundled(flash, tmp_path):
    """A bundled deck `d`, answered once."""
    path = write(tmp_path / "bundled", "d")
    flash.play(4)
    return path


def test_an_own_deck_overrides_a_bundled_one(flash, desk, bundled):
    """One of the same name takes its place with its progress, is shown to do so, and leaves it again."""
    path = write(desk, "d")
    path.write_text(path.read_text().replace("Question d?", "Mine?"))
    added = flash("add", "d.yaml")
    assert "takes the place of the bundled deck" in added.out
    assert row(flash, "d")["overrides"]
    assert "overrides" in flash("decks").out
    shown = flash.show("d/a")
    assert (shown["question"], len(shown["journal"])) == ("Mine?", 1)
    removed = flash("decks", "remove", "d")
    assert "bundled" in removed.out
    shown = flash.show("d/a")
    assert (shown["question"], len(shown["journal"])) == ("Question d?", 1)


def test_a_bundled_deck_cannot_be_removed(flash, bundled):
    """It is left out by other means, which are named."""
    refused = flash("decks", "remove", "d")
    assert (refused.code, "`flashcards decks off d`" in refused.err) == (2, True)
    assert bundled.exists()


# ---- backups


def test_linked_decks_are_in_a_backup(flash, desk, monkeypatch):
    """Here nothing is doubled by taking it in; on another computer they are own decks."""
    path = write(desk, "d")
    flash("add", "d.yaml")
    flash.play(4)
    assert flash("export", "all", "--output", "all.zip").code == 0
    assert flash("import", "all.zip").code == 0
    assert [row["path"] for row in flash("decks", "--json").json] == [str(path)]
    monkeypatch.setenv("FLASHCARDS_HOME", str(desk / "elsewhere"))
    assert flash("import", "all.zip").code == 0
    assert len(flash.show("d/a")["journal"]) == 1
    assert [row["linked"] for row in flash("decks", "--json").json] == [False]


def test_a_deck_in_use_is_not_copied_beside_itself(flash, desk):
    """It would be there twice: what to do is said, and nothing is changed."""
    path = write(desk, "d")
    assert flash("add", path).code == 0
    refused = flash("add", "--copy", path)
    assert refused.code == 2
    assert "is part of the library already" in refused.err
    assert "flashcards decks remove d" in refused.err


def test_a_folder_is_checked_as_it_is_added(flash, desk):
    """All decks in it are, each with its mistakes; a folder without any is told."""
    write(desk, "d")
    (desk / "e.yaml").write_text("deck: e\n")
    checked = flash("check", desk)
    assert checked.code == 1
    assert "e.yaml:1:1: error" in checked.out
    assert "1 deck in order, 2 mistakes" in checked.err
    (desk / "empty").mkdir()
    assert "holds no .yaml file" in flash("check", desk / "empty").err
