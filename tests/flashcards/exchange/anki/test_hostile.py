"""Files that are broken or made to harm: one line says why they are refused, and nothing is changed."""

import os
import resource
import sqlite3
import stat
import sys
import zipfile
from contextlib import closing
from datetime import datetime
from hashlib import sha256
from subprocess import run

import pytest

from flashcards.core.errors import BrokenStore
from flashcards.core.memory import Memory
from flashcards.exchange.anki.reading import read_anki

STUB = "Please update to the latest Anki version, then import the .colpkg/.apkg file again."


@pytest.fixture
def refused(flash):
    """Import a file that must be refused; gives the line that says why."""

    def check(path):
        before = fingerprint(flash.home)
        result = flash("import", path)
        assert result.code in {2, 4}
        assert result.out == ""
        why, *hints = result.err.strip().splitlines()
        assert len(hints) <= 1
        assert all(hint.startswith("hint: ") for hint in hints)
        assert fingerprint(flash.home) == before
        return why

    flash("due")
    return check


def fingerprint(home):
    return {path: sha256(path.read_bytes()).hexdigest() for path in home.rglob("*") if path.is_file()}


@pytest.fixture
def sound(packing, tmp_path):
    """A package with 200 notes, of which nothing is wrong."""
    notes = [(1, [f"Question {number}", f"Answer {number}"], "tag") for number in range(200)]
    return packing.package(tmp_path / "sound.apkg", packing.collection(tmp_path / "sound.db", notes))


def test_every_file_that_is_cut_short_is_refused(sound, refused, tmp_path):
    """At each twentieth of its length."""
    content = sound.read_bytes()
    for part in range(20):
        path = tmp_path / "cut.apkg"
        path.write_bytes(content[: len(content) * part // 20])
        assert "refused" in refused(path)


def test_every_database_that_is_cut_short_is_refused(packing, sound, refused, tmp_path):
    """Where the zip is whole, and only what is in it is not."""
    with zipfile.ZipFile(sound) as package:
        content = package.read("collection.anki21")
    for part in range(20):
        (tmp_path / "cut.db").write_bytes(content[: len(content) * part // 20])
        assert "refused" in refused(packing.package(tmp_path / "cut.apkg", tmp_path / "cut.db"))


def test_wrong_bytes_end_in_no_traceback(packing, sound, flash, tmp_path):
    """Whatever a byte is changed to: the file is taken in, or refused in one line."""
    with zipfile.ZipFile(sound) as package:
        content = bytearray(package.read("collection.anki21"))
    for at in range(0, len(content), len(content) // 60):
        broken = content.copy()
        broken[at : at + 8] = b"\xff" * 8
        (tmp_path / "broken.db").write_bytes(broken)
        path = packing.package(tmp_path / "broken.apkg", tmp_path / "broken.db")
        result = flash("import", path, "--dry-run")
        assert result.code in {0, 4}, result.err
        assert "Traceback" not in result.err


@pytest.mark.parametrize(
    ("statement", "why"),
    [
        ("DROP TABLE revlog", "no table revlog"),
        (
            "DROP TABLE notes; CREATE VIEW notes AS SELECT 1 AS id, 'g' AS guid, 1 AS mid, '' AS tags, 'a' AS flds",
            "no table notes",
        ),
        (
            "ALTER TABLE notes DROP COLUMN guid; ALTER TABLE notes ADD COLUMN guid AS (hex(zeroblob(1000000000)))",
            "not Anki's",
        ),
        (
            "DROP TABLE revlog; CREATE VIRTUAL TABLE revlog USING fts5(id, cid, ease, time, type, factor)",
            "no table revlog",
        ),
        ("DELETE FROM col", "table col"),
        ("UPDATE col SET ver = 19", "schema is 19"),
        ("UPDATE col SET ver = 4", "schema 4"),
        ("UPDATE col SET models = '{'", "models are damaged"),
        ("UPDATE col SET models = '{\"1\": 3}'", "note types are damaged"),
        ("UPDATE col SET models = '" + "[" * 100_000 + "'", "models are damaged"),
        ("UPDATE col SET decks = '[]'", "decks are damaged"),
        ("UPDATE notes SET flds = CAST(x'ff' AS TEXT)", "damaged"),
        ("UPDATE notes SET flds = x'41' WHERE id = 3", "notes are damaged"),
        ("UPDATE notes SET flds = printf('%.*c', 11000000, 'x') WHERE id = 3", "damaged"),
        (f"DELETE FROM notes WHERE id > 1; UPDATE notes SET flds = '{STUB}'", "request to update"),
    ],
)
def test_databases_that_are_not_anki_s(packing, sound, refused, tmp_path, statement, why):
    """Missing, false and damaged tables, values of the wrong type, newer schemas, and the stub for old programs."""
    with closing(sqlite3.connect(tmp_path / "sound.db")) as connection:
        connection.executescript(statement)
    assert why in refused(packing.package(tmp_path / "bad.apkg", tmp_path / "sound.db"))


def test_triggers_and_views_are_never_run(packing, flash, tmp_path):
    """A database may have them; none is looked at."""
    database = packing.collection(
        tmp_path / "t.db",
        [(1, ["a", "b"])],
        more=[
            "CREATE TRIGGER t AFTER INSERT ON notes BEGIN DELETE FROM cards; END",
            "CREATE VIEW v AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n",
        ],
    )
    assert flash("import", packing.package(tmp_path / "t.apkg", database)).code == 0


def test_something_else_than_a_database(packing, refused, tmp_path):
    """A text, an empty file, a folder and a name that nothing has."""
    for content in (b"", b"no database" * 1000):
        (tmp_path / "x.db").write_bytes(content)
        assert "refused" in refused(packing.package(tmp_path / "x.apkg", tmp_path / "x.db"))
    (tmp_path / "folder.apkg").mkdir()
    refused(tmp_path / "folder.apkg")
    refused(tmp_path / "nothing.apkg")


@pytest.mark.parametrize("name", ["../evil", "/etc/evil", "a/../../evil", "a\\..\\evil"])
def test_a_path_that_climbs_is_refused(packing, sound, refused, tmp_path, name):
    """Nothing is unpacked by its name, and a package that tries is not Anki's."""
    path = packing.package(tmp_path / "climbs.apkg", tmp_path / "sound.db", more=[(name, "x")])
    assert "holds no file" in refused(path)


def test_a_link_is_refused(sound, refused, tmp_path):
    """A database that is a link to another file is not read."""
    path = tmp_path / "link.apkg"
    with zipfile.ZipFile(path, "w") as package:
        entry = zipfile.ZipInfo("collection.anki21")
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        package.writestr(entry, "/etc/passwd")
    assert "not a plain file" in refused(path)


def test_a_later_layout_is_refused(packing, sound, refused, tmp_path):
    """Anki's own file says of which layout a package is."""
    path = packing.package(tmp_path / "later.apkg", tmp_path / "sound.db", more=[("meta", b"\x08\x04")])
    assert "later Anki" in refused(path)


def test_a_file_twice_is_refused(packing, sound, refused, tmp_path):
    """Which of the two would be read is not for the file to choose."""
    with pytest.warns(UserWarning, match="Duplicate"):
        path = packing.package(
            tmp_path / "twice.apkg", tmp_path / "sound.db", more=[("collection.anki21", "x")]
        )
    assert "twice" in refused(path)


@pytest.mark.parametrize("name", ["collection.anki21", "collection.anki21b"])
def test_a_bomb_is_stopped(packing, refused, tmp_path, name):
    """A small file that unpacks to a large one is stopped as it grows, packed by deflate or by zstd."""
    zstd = pytest.importorskip("compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd")
    path = tmp_path / "bomb.apkg"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package, package.open(name, "w") as file:
        compressor = zstd.ZstdCompressor()
        for _ in range(80):
            file.write(compressor.compress(bytes(2**20)) if name.endswith("b") else bytes(2**20))
        file.write(compressor.flush() if name.endswith("b") else b"")
    assert "larger than" in refused(path)


def test_a_flood_of_files_is_stopped(packing, sound, refused, tmp_path):
    """A list of names that would take hundreds of megabytes is not read."""
    path = tmp_path / "flood.apkg"
    with zipfile.ZipFile(path, "w") as package:
        for number in range(60):
            entry = zipfile.ZipInfo(f"{number}")
            entry.comment = b"x" * 60_000
            package.writestr(entry, b"")
        for number in range(100):
            entry = zipfile.ZipInfo(f"more{number}")
            entry.comment = b"x" * 65_000
            package.writestr(entry, b"")
    assert "too many files" in refused(path)


def test_huge_notes_are_left_out_in_little_memory(packing, tmp_path, checkout, home):
    """Notes as large as a database holds are left out by name, and take less than 200 MB."""
    database = packing.collection(
        tmp_path / "huge.db", [(1, ["x" * 4_000_000, "y"])] * 40 + [(1, ["small", "one"])]
    )
    path = packing.package(tmp_path / "huge.apkg", database)
    limit = 200 * 2**20
    result = run(
        [sys.executable, "-c", "from flashcards.cli.main import main; main()", "import", str(path)],
        env={**os.environ, "PYTHONPATH": str(checkout)},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_DATA, (limit, limit)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    assert "1 new" in result.stdout
    assert "left out: 40" in result.stdout
    assert "longer than a card can be" in result.stdout


def test_without_zstd_the_hint_says_what_to_install(packing, sound, refused, tmp_path, monkeypatch):
    """The newer packages need a package that the program does without otherwise."""
    monkeypatch.setitem(sys.modules, "backports.zstd", None)
    monkeypatch.setitem(sys.modules, "compression.zstd", None)
    path = packing.package(tmp_path / "new.apkg", tmp_path / "sound.db", name="collection.anki21b")
    assert "zstd" in refused(path)


VALUES = ["NULL", "'x'", "x'ff00'", "1e300", str(2**63 - 1), str(-(2**63)), "''", "0"]
COLUMNS = [
    *(f"notes.{name}" for name in ("guid", "mid", "tags", "flds")),
    *(f"cards.{name}" for name in ("nid", "did", "ord", "type", "queue", "due", "ivl", "factor", "reps", "lapses", "mod", "odue", "odid")),
    *(f"revlog.{name}" for name in ("cid", "ease", "time", "type", "factor")),
    *(f"col.{name}" for name in ("crt", "ver", "conf", "models", "decks")),
]  # fmt: skip


@pytest.mark.parametrize("column", COLUMNS)
def test_any_value_in_any_column(packing, tmp_path, column):
    """It is refused in a sentence, or what comes of it is what a journal and a deck can hold."""
    table, _, name = column.partition(".")
    cards = [(1, 1, 0, 2, 2, 5, 3, 2500, 3, 0), (2, 2, 0, 1, 1, 1_735_704_000, 0, 0, 1, 0)]
    for value in VALUES:
        database = packing.collection(
            tmp_path / "any.db",
            [(1, ["q", "a"]), (1, ["q2", "a"])],
            cards=cards,
            revlog=[(5, 1, 3, 2500, 9, 1)],
            more=[f"UPDATE {table} SET {name} = {value}"],
        )
        try:
            with read_anki(packing.package(tmp_path / "any.apkg", database)) as collection:
                for deck in collection.decks:
                    assert deck.title
                    assert all(isinstance(entry.key, str) for entry in deck.entries)
                answers = list(collection.answers())
                standings = list(
                    collection.standings(lambda at_ms: datetime.fromtimestamp(at_ms / 1000).toordinal())
                )
        except BrokenStore:
            continue
        finally:
            database.unlink()
        assert all(answer.grade in range(6) and 0 <= answer.elapsed_ms <= 2**40 for answer in answers)
        for standing in standings:
            assert isinstance(standing.since_ms, int)
            memory = standing.memory or Memory(250, 1, 0, 1, 0)
            assert 130 <= memory.ease <= 10_000
            assert 0 < memory.interval_days <= 36_500
            assert 0 < memory.due_day < 3_287_181


def test_damaged_answers_refuse_the_notes_too(packing, refused, tmp_path):
    """What is wrong only with what was learned is found before any deck is in its place."""
    database = packing.collection(
        tmp_path / "c.db",
        [(1, ("q", "a"))],
        revlog=[(1_740_000_000_000, 10, 3, 2500, 4000, 1)],
        more=["UPDATE col SET conf = 'no JSON'"],
    )
    assert "conf are damaged" in refused(packing.package(tmp_path / "c.apkg", database))


def test_a_name_in_the_schema_that_is_no_text(packing, refused, tmp_path):
    """SQLite quotes such a name when it refuses the schema."""
    database = packing.collection(tmp_path / "c.db", [(1, ("q", "a"))])
    content = database.read_bytes().replace(b"CREATE TABLE notes", b"CREATE TABLx \xdbtes")
    database.write_bytes(content)
    assert "refused" in refused(packing.package(tmp_path / "c.apkg", database))
