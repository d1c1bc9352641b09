"""`doctor`: every check has its case, and `--mend` leaves nothing that it could mend."""

import json
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from flashcards.cli import doctor_database, doctor_places, doctor_surroundings
from flashcards.core.errors import NotSaved

CHECKS = (
    *("places", "private", "leftovers", "room", "file system", "backups", "settings", "database", "journal"),
    *("memory", "decks", "orphans", "clock", "zone", "versions", "packages", "terminal"),
)


@pytest.fixture
def studied(flash):
    """A home with some days of answers."""
    flash.cards(6)
    flash.home.chmod(0o700)
    for day in (14, 15, 16):
        flash.play(4, 2, 4, now=f"2026-03-{day}T09:00")
    flash.now = "2026-03-16T10:00"
    return flash


def states(flash, *options):
    """What is not fine, by name."""
    found = flash("doctor", "--json", *options)
    told = {one["name"]: one for one in found.json}
    wrong = {name: one for name, one in told.items() if one["state"] != "fine"}
    assert found.code == (4 if any(one["state"] == "broken" for one in wrong.values()) else 0)
    assert all(one["todo"] for one in wrong.values())
    return wrong


def test_a_sound_home_is_fine(studied):
    """Each check says so in a line, and the exit code is 0."""
    result = studied("doctor")
    assert result.code == 0
    assert [one["name"] for one in studied("doctor", "--json").json] == list(CHECKS)
    assert result.err.endswith("17 checks: 0 broken, 0 worth a look\n")
    assert states(studied) == {}


def test_before_the_first_start(flash):
    """Where nothing is yet, nothing is wrong, and nothing is made."""
    assert states(flash) == {}
    assert not flash.home.exists()


def test_looking_changes_nothing(studied):
    """At rest the database is one whole file, the same as before."""
    path = studied.home / "flashcards.db"
    os.utime(studied.home / "decks" / "d.yaml", (1e9, 1e9))
    studied("due")
    before = path.read_bytes()
    studied("doctor")
    assert path.read_bytes() == before
    assert sorted(file.name for file in studied.home.iterdir()) == [
        "backups",
        "cache",
        "decks",
        "flashcards.db",
    ]


def sql(flash, *statements):
    with closing(sqlite3.connect(flash.home / "flashcards.db", isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


@pytest.mark.parametrize(
    ("table", "statement"),
    [
        ("card_heaps, cards", "UPDATE cards SET interval_days = 99 WHERE id = 'd/c1'"),
        ("cards", "UPDATE cards SET last_day = NULL WHERE id = 'd/c2'"),
        ("tally_days", "UPDATE tally_days SET grade_4 = grade_4 + 1"),
        ("tally_hours", "DELETE FROM tally_hours"),
        ("tally_problems", "INSERT INTO tally_problems VALUES ('d', 1, 'kind', '', 1, 1)"),
    ],
)
def test_memory_that_the_journal_does_not_give(studied, table, statement):
    """A cache that differs is named, and folded anew."""
    sql(studied, statement)
    found = states(studied)
    assert list(found) == ["memory"]
    assert found["memory"]["says"] == table
    assert states(studied, "--mend") == {}
    assert "folded anew" not in studied("doctor", "--mend").err


def test_a_damaged_row_is_saved_from_the_backup(studied):
    """A changed row is told, taken out of the newest backup, and the damaged database is kept as it was."""
    studied("backup")
    sql(studied, "DROP TRIGGER journal_is_not_changed", "UPDATE journal SET grade = 5 WHERE seq = 2")
    damaged = (studied.home / "flashcards.db").read_bytes()
    found = states(studied)
    assert list(found) == ["database"]
    assert "journal_is_not_changed is not as version" in found["database"]["says"]
    assert "8 rows saved out of the damaged database and 1 out of 0004_" in found["database"]["todo"]
    assert (studied.home / "flashcards.salvaged.db").stat().st_mode & 0o077 == 0
    mended = studied("doctor", "--mend")
    assert mended.code == 0
    assert "none known to be lost" in mended.err
    aside = studied.home / "flashcards.damaged-2026-03-16-1.db"
    assert aside.read_bytes() == damaged
    assert not (studied.home / "flashcards.salvaged.db").exists()
    assert studied.show("d/c2")["journal"][0]["grade"] == 2


def cut_off(flash):
    """Two answers of a sitting that was killed, and whose WAL was damaged then."""
    path = flash.home / "flashcards.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("SELECT count(*) FROM journal").fetchone()  # keeps the WAL from going
        flash.play(4, 4, now="2026-03-18T09:00")
        files = {name: Path(f"{path}{name}").read_bytes() for name in ("", "-wal")}
    wal = bytearray(files["-wal"])
    wal[32 + 8 + 24] ^= 1
    path.write_bytes(files[""])
    Path(f"{path}-wal").write_bytes(wal)
    Path(f"{path}-wal").chmod(0o600)


def test_mending_at_once_takes_in_what_was_cut_off(studied):
    """Nothing else need be tried before."""
    cut_off(studied)
    mended = studied("doctor", "--mend")
    assert mended.code == 0
    assert ".wal: 2 rows of the journal" in mended.err
    assert states(studied) == {}


def test_answers_that_were_cut_off_come_back(studied):
    """Out of a damaged WAL, also when the next sitting has given other answers the same numbers; and only once."""
    cut_off(studied)
    refused = studied("due", now="2026-03-18T09:30")
    assert refused.code == 4
    assert "`flashcards doctor --mend`" in refused.err
    lost = len(studied("export", "reviews", "--format", "jsonl").lines)
    studied.play(3, now="2026-03-18T10:00")
    found = states(studied)
    assert list(found) == ["cut off"]
    assert found["cut off"]["says"].startswith(
        "not in the journal, of sittings that were cut off: 2 rows in damaged-"
    )
    (name,) = [one["name"] for one in studied("backup", "--list", "--json").json if one["number"] is None]
    assert name in studied("backup", "--list").out.splitlines()[-1]
    mended = studied("doctor", "--mend")
    assert f"taken out of {name}: 2 rows of the journal" in mended.err
    assert states(studied) == {}
    assert len(studied("export", "reviews", "--format", "jsonl").lines) == lost + 3
    assert "taken out" not in studied("doctor", "--mend").err


def test_a_full_disk_is_no_damage(studied, monkeypatch):
    """What SQLite cannot look at for want of room is not called broken, and stays as it is."""
    path = studied.home / "flashcards.db"
    path.write_bytes(path.read_bytes()[:5000])
    before = path.read_bytes()
    monkeypatch.setattr("flashcards.cli.doctor_database.disk_is_full", lambda _: True)
    assert states(studied)["database"]["says"] == "it cannot be looked at: the disk is full"
    states(studied, "--mend")
    assert path.read_bytes() == before


def test_rows_that_nobody_has_are_counted(studied):
    """What is in no backup either is told as lost, and the rest is used."""
    shutil.rmtree(studied.home / "backups")
    path = studied.home / "flashcards.db"
    with closing(sqlite3.connect(path)) as connection:
        (checksum,) = connection.execute("SELECT checksum FROM journal WHERE seq = 4").fetchone()
    path.write_bytes(path.read_bytes().replace(checksum.encode(), b"0" * 16))
    assert "1 known to be lost" in states(studied)["database"]["todo"]
    assert "is damaged" in states(studied)["database"]["says"]
    assert list(states(studied, "--mend")) == ["journal"], "the gap stays a gap"
    assert len(studied("export", "reviews", "--format", "jsonl").lines) == 8


@pytest.mark.parametrize("content", [b"<html>" + b"x" * 9000, bytes(9000), b"SQLite format 3\0" + bytes(200)])
def test_what_is_not_ours_is_left_alone(flash, content):
    """A file in which nothing of ours is found is not touched, also not by --mend."""
    flash.home.mkdir()
    (flash.home / "flashcards.db").write_bytes(content)
    found = states(flash, "--mend")
    assert "move it away" in found["database"]["todo"]
    assert (flash.home / "flashcards.db").read_bytes() == content


@pytest.mark.parametrize("option", [(), ("--mend",)])
def test_a_newer_database_is_left_untouched(studied, option):
    """A database of a later version is named, and not a byte of it changes."""
    sql(studied, "PRAGMA user_version = 1000", "PRAGMA journal_mode=DELETE")
    before = (studied.home / "flashcards.db").read_bytes()
    assert "schema version 1000" in states(studied, *option)["database"]["says"]
    assert (studied.home / "flashcards.db").read_bytes() == before


@pytest.mark.parametrize(
    "arguments", [("due",), ("review", "--plain"), ("stats",), ("undo",), ("backup",), ()]
)
def test_every_command_that_meets_damage_names_the_doctor(studied, arguments):
    """One line of what is wrong, and the hint to look into it."""
    path = studied.home / "flashcards.db"
    content = bytearray(path.read_bytes())
    for start in range(4096, len(content), 4096):
        content[start : start + 2000] = b"\xa5" * 2000
    path.write_bytes(content)
    result = studied(*arguments)
    assert result.code == 4
    assert result.err.splitlines()[-1].startswith("hint: `flashcards doctor`")


@pytest.mark.parametrize("arguments", [("due",), ("review", "--plain")])
def test_damage_that_only_writing_meets_is_called_so(studied, arguments):
    """What SQLite calls malformed is said as damage, with the file, and the way to mend it."""
    path = studied.home / "flashcards.db"
    with closing(sqlite3.connect(path)) as connection:
        (page_bytes,) = connection.execute("PRAGMA page_size").fetchone()
        (root,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'decks'").fetchone()
    content = bytearray(path.read_bytes())
    content[(root - 1) * page_bytes : root * page_bytes] = b"\xa5" * page_bytes
    path.write_bytes(content)
    studied.cards(7)  # now the decks must be written down anew
    result = studied(*arguments)
    said, hint = result.err.splitlines()
    assert result.code == 4
    assert said.startswith(f"flashcards: not saved: the database {path} is damaged (")
    assert "`flashcards doctor --mend`" in hint
    assert studied("doctor", "--mend").code == 0
    assert studied(*arguments).code == 0


def test_days_to_come(studied):
    """Answers given under a clock that was years ahead are told, and taken back; nothing of them is deleted."""
    studied.play(4, 4, now="2031-01-01T09:00")
    found = states(studied)
    assert "2 rows of days to come, up to 2031-01-01" in found["clock"]["says"]
    rows = len(studied("export", "reviews", "--format", "jsonl").lines)
    mended = studied("doctor", "--mend")
    assert "taken back: 2 rows" in mended.err
    assert states(studied) == {}
    assert len(studied("export", "reviews", "--format", "jsonl").lines) == rows - 2
    assert any("before-mending" in path.name for path in (studied.home / "backups").iterdir())
    assert studied.due()["day"] == "2026-03-16"


def test_numbers_that_are_missing(studied):
    """A gap in a device's numbers is told, and an undo of what is not there."""
    sql(
        studied,
        "DROP TRIGGER journal_is_not_deleted",
        "DELETE FROM journal WHERE seq = 2",
        """CREATE TRIGGER journal_is_not_deleted BEFORE DELETE ON journal
       BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END""",
    )
    found = states(studied)
    assert "2 to 2" in found["journal"]["says"]
    assert found["journal"]["state"] == "look"


def test_decks_and_orphans(studied):
    """Mistakes in decks are broken; cards that no deck has any more are worth a look."""
    studied.deck("deck: broken\ncards: 3\n")
    studied.cards(1)
    found = states(studied)
    assert found["decks"]["state"] == "broken"
    assert found["orphans"]["state"] == "look"


def test_files_that_others_can_read(studied):
    """Every file and folder of ours that is open to others is named, and made private."""
    path = studied.home / "flashcards.db"
    backup = next((studied.home / "backups").iterdir())
    for opened, mode in ((path, 0o644), (backup, 0o640), (studied.home, 0o755)):
        opened.chmod(mode)
    found = states(studied)
    assert all(str(opened) in found["private"]["says"] for opened in (path, backup, studied.home))
    assert states(studied, "--mend") == {}
    assert [opened.stat().st_mode & 0o777 for opened in (path, backup, studied.home)] == [0o600, 0o600, 0o700]


LEFT = (
    ".draft.1234abcd.half",
    ".draft.1234abcd.half-journal",
    ".deck.schema.json.1234abcd",
    ".config.toml.4711",
    "decks/.d.yaml.1234abcd",
    "decks/.d.yaml.1234abcd.new",
    "decks/.linked.txt.1234abcd",
)
MINE = (".notes", "decks/.d.yaml.swp", "decks/.gitignore", ".git.half-done")


def test_leftovers(studied, tmp_path):
    """What killed programs left half made is named and removed; what is being written, or is not ours, stays."""
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "own.yaml").write_text("deck: own\ntitle: O\ncards: [{id: a, q: Q, a: A}]\n")
    assert studied("add", mine / "own.yaml").code == 0
    old = sorted([*(studied.home / name for name in LEFT), mine / ".own.yaml.1234abcd"])
    kept = [*(studied.home / name for name in MINE), mine / ".page.html.1234abcd"]
    fresh = studied.home / ".draft.abcd1234.half"
    for path in (*old, *kept, fresh):
        path.write_text("half")
        if path != fresh:
            os.utime(path, (1e9, 1e9))
    assert states(studied)["leftovers"]["says"].split(", ") == [str(path) for path in old]
    assert states(studied, "--mend") == {}
    assert [path.exists() for path in (*old, *kept, fresh)] == [False] * len(old) + [True] * (len(kept) + 1)


def test_what_cannot_be_mended_is_told_and_stops_nothing(studied, monkeypatch):
    """A file that is another's stays open, a backup that cannot be made stops its step; all else is mended, in a line."""
    studied.play(4, 4, now="2031-01-01T09:00")
    path, old = studied.home / "flashcards.db", studied.home / ".draft.1234abcd.half"
    old.write_text("half")
    os.utime(old, (1e9, 1e9))
    path.chmod(0o644)

    def refuse(path, _mode):
        raise OSError(1, "Operation not permitted", str(path))

    def fail(*_):
        raise NotSaved("no backup could be made")

    monkeypatch.setattr(doctor_places.Path, "chmod", refuse)
    monkeypatch.setattr(doctor_database, "back_up_home", fail)
    said = studied("doctor", "--mend").err.splitlines()
    assert f"cannot be made private: {path}: Operation not permitted" in said
    assert f"removed: {old}" in said
    assert "the database is not mended: no backup could be made" in said
    assert {"private", "clock"} <= states(studied).keys()


def test_a_place_that_cannot_be_written(studied, monkeypatch):
    """A folder without the right to write is named with what to do."""
    monkeypatch.setattr(doctor_places.os, "access", lambda path, _mode: str(path) != str(studied.home))
    assert "cannot be written" in states(studied)["places"]["says"]


def test_little_room(studied, monkeypatch):
    """A disk that has no room for a backup and a restore is worth a look."""
    usage = shutil.disk_usage("/")
    monkeypatch.setattr(doctor_places.shutil, "disk_usage", lambda _: usage._replace(free=1_000_000))
    assert states(studied)["room"]["says"] == "1 MB free"


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "fuse.sshfs"])
def test_a_network_file_system(studied, monkeypatch, tmp_path, kind):
    """A home on a network is told in a line; the deepest mount decides."""
    mounts = tmp_path / "mounts"
    home = str(studied.home.parent).replace(" ", "\\040")
    mounts.write_text(
        f"/dev/vda / ext4 rw 0 0\nserver:/x {home} {kind} rw 0 0\ntmpfs {home}/other tmpfs rw 0 0\n"
    )
    monkeypatch.setattr(doctor_places, "_MOUNTS", mounts)
    assert f"network file system ({kind})" in states(studied)["file system"]["says"]
    monkeypatch.setattr(doctor_places, "_MOUNTS", tmp_path / "nowhere")
    assert states(studied) == {}


def test_a_backup_that_is_damaged(studied):
    """The newest backup is read whole, and one that could not be restored is broken."""
    newest = max((studied.home / "backups").iterdir())
    newest.write_bytes(newest.read_bytes()[:-9])
    assert newest.name in states(studied)["backups"]["says"]
    studied("backup")
    assert states(studied) == {}


def test_broken_settings(studied):
    """Settings that no command can start with are told, and the database is looked at all the same."""
    (studied.home / "config.toml").write_text("grades = 5\n")
    assert {name: one["state"] for name, one in states(studied).items()} == {
        "private": "look",
        "settings": "broken",
        "database": "broken",
    }


def test_a_missing_package(studied, monkeypatch):
    """A package that is not there is broken, and named."""
    monkeypatch.setattr(doctor_surroundings, "requires", lambda _: ["no-such-package>=1", 'x; extra == "y"'])
    assert states(studied)["packages"]["says"] == "no-such-package not found"
    monkeypatch.setattr(doctor_surroundings, "requires", lambda _: None)
    assert states(studied) == {}


@pytest.mark.parametrize("columns", [40, 80])
def test_it_fits_the_terminal(studied, monkeypatch, columns):
    """No line is wider than the terminal, and each check has a sign and a word."""
    monkeypatch.setenv("COLUMNS", str(columns))
    studied.play(4, now="2031-01-01T09:00")
    lines = studied("doctor").out.splitlines()
    assert max(map(len, lines)) <= columns
    words = [line.split()[:2] for line in lines]
    assert ["✓", "fine"] in words
    assert ["!", "look"] in words
    assert studied("--ascii", "doctor").out.isascii()


def test_json_is_ascii(studied):
    """What JSON says drives no terminal."""
    result = studied("doctor", "--json")
    assert result.out.isascii()
    assert {tuple(one) for one in json.loads(result.out)} == {("name", "state", "says", "todo")}
