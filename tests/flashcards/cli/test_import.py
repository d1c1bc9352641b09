"""`flashcards import`: a backup moves everything, merges two computers, and is refused whole or taken whole."""

import json
import shutil
import zipfile
from contextlib import contextmanager

import pytest

from flashcards.store.cards import all_standings
from flashcards.store.database import Database
from flashcards.store.journal import all_rows
from flashcards.store.library import rebuild_cards
from flashcards.store.meta import read_meta
from flashcards.store.tallies import read_tallies


class Computers:
    """Several homes of the one program."""

    def __init__(self, flash, tmp_path, monkeypatch):
        self._flash, self._folder, self._monkeypatch = flash, tmp_path, monkeypatch

    @contextmanager
    def __call__(self, name):
        """The program at another computer; its home is made when it is first used."""
        here, there = self._flash.home, self._folder / name
        try:
            self._flash.home = there
            self._monkeypatch.setenv("FLASHCARDS_HOME", str(there))
            yield self._flash
        finally:
            self._flash.home = here
            self._monkeypatch.setenv("FLASHCARDS_HOME", str(here))

    def copy(self, name, new):
        """A home copied as files are, device id and all."""
        shutil.copytree(self._folder / name, self._folder / new)

    def export(self, name):
        """A backup of a computer's home."""
        path = self._folder / f"{name}.zip"
        with self(name) as flash:
            result = flash("export", "all", "--output", path, "--force")
        assert result.code == 0, result.err
        return path

    def take(self, name, path, now=None):
        """Import at a computer."""
        with self(name) as flash:
            result = flash("import", path, now=now)
        assert result.code == 0, result.err
        return result

    def rows(self, name):
        """The journal of a computer."""
        with Database(str(self._folder / name / "flashcards.db")) as database:
            return list(all_rows(database.connection))

    def caches(self, name):
        """All that is kept of the journal: standings and daily sums."""
        with Database(str(self._folder / name / "flashcards.db")) as database:
            return all_standings(database.connection), read_tallies(database.connection)

    def device(self, name):
        """Under which id a computer writes."""
        with Database(str(self._folder / name / "flashcards.db")) as database:
            return read_meta(database.connection, "device")


@pytest.fixture
def at(flash, tmp_path, monkeypatch):
    """Computers by name; "pc" has a deck and two days of answers."""
    computers = Computers(flash, tmp_path, monkeypatch)
    with computers("pc"):
        flash.cards(4)
        flash.play(4, 2, 5, 3, 4, now="2026-03-10T09:00")
        flash("undo", now="2026-03-10T09:30")
        flash.play(1, 4, 4, now="2026-03-12T09:00")
    return computers


def happened(rows):
    """What a journal tells, whatever the devices are called."""
    return sorted(
        (row.seq, row.order_ms, row.kind, row.card, row.grade, row.device.partition("~")[0]) for row in rows
    )


# ---- moving


def test_a_new_home_gets_everything(at):
    """Journal, caches, own decks and settings are the same after export all and import."""
    with at("pc") as flash:
        flash("config", "new_per_day", "7")
    at.take("new", at.export("pc"))
    assert at.rows("new") == at.rows("pc")
    assert at.caches("new") == at.caches("pc")
    told = {}
    for name in ("pc", "new"):
        with at(name) as flash:
            told[name] = (
                flash("stats", "--period", "all", "--json").out,
                flash("export", "cards").out.replace(str(flash.home), ""),
                flash("export", "reviews").out,
                flash("decks", "--json").out.replace(str(flash.home), ""),
                (flash.home / "config.toml").read_text(),
                (flash.home / "decks" / "d.yaml").read_bytes(),
            )
    assert told["new"] == told["pc"]


def test_a_new_home_keeps_its_own_device(at):
    """Ids are never taken over: what is answered next is another device's first row."""
    at.take("new", at.export("pc"))
    assert at.device("new") != at.device("pc")
    with at("new") as flash:
        flash.play(4, now="2026-03-20T09:00")
    assert (at.rows("new")[-1].device, at.rows("new")[-1].seq) == (at.device("new"), 1)


def test_importing_twice_changes_nothing(at):
    """The second time nothing is written: no row, no file, no backup, no device id."""
    path = at.export("pc")
    at.take("new", path)
    before = (at.rows("new"), at.caches("new"), at.device("new"), listing(at, "new"))
    assert "nothing was changed" in at.take("new", path).out
    assert (at.rows("new"), at.caches("new"), at.device("new"), listing(at, "new")) == before


def listing(at, name):
    """All files of a home with their contents, but for the cache and the database."""
    with at(name) as flash:
        files = [path for path in flash.home.rglob("*") if path.is_file() and "cache" not in path.parts]
        return {path: path.read_bytes() for path in files if path.name != "flashcards.db"}


def test_one_s_own_backup_changes_nothing(at):
    """A backup taken in where it was made brings nothing, and the home goes on as it is."""
    device = at.device("pc")
    assert "nothing was changed" in at.take("pc", at.export("pc")).out
    assert at.device("pc") == device


# ---- merging


def test_two_computers_merge_with_nothing_lost(at):
    """After each has taken in the other, both have every row, and every card stands the same."""
    at.take("laptop", at.export("pc"))
    with at("laptop") as flash:
        flash.play(5, 5, now="2026-03-15T09:00")
        flash("card", "suspend", "d/c4", now="2026-03-15T09:00")
    with at("pc") as flash:
        flash.play(2, 4, now="2026-03-16T09:00")
        flash("undo", now="2026-03-16T09:00")
    every = {*at.rows("pc"), *at.rows("laptop")}
    at.take("pc", at.export("laptop"))
    at.take("laptop", at.export("pc"))
    assert {*at.rows("pc")} == {*at.rows("laptop")} == every
    assert at.caches("pc") == at.caches("laptop")
    assert_rebuilt_equals_kept(at, "pc")


def assert_rebuilt_equals_kept(at, name):
    kept = at.caches(name)
    with at(name) as flash, Database(str(flash.home / "flashcards.db")) as database:
        rebuild_cards(database)
    assert at.caches(name) == kept


def test_they_go_on_merging(at):
    """Round after round only what is new goes over, and neither changes its device id."""
    at.take("laptop", at.export("pc"))
    devices = (at.device("pc"), at.device("laptop"))
    for day in range(15, 20):
        with at("laptop" if day % 2 else "pc") as flash:
            flash.play(4, 4, now=f"2026-03-{day}T09:00")
        at.take("pc", at.export("laptop"))
        at.take("laptop", at.export("pc"))
        assert at.rows("pc") == at.rows("laptop")
    assert (at.device("pc"), at.device("laptop")) == devices


def test_a_copied_database_merges_as_a_fork(at):
    """Two copies that went on under one id keep both histories; each knows its own rows, and writes under a new id."""
    at.copy("pc", "copy")
    for name, grade in (("pc", 4), ("copy", 1)):
        with at(name) as flash:
            flash.play(grade, 4, now="2026-03-15T09:00")
    old = at.device("pc")
    every = {*happened(at.rows("pc")), *happened(at.rows("copy"))}
    result = at.take("pc", at.export("copy"))
    assert "both histories are kept" in result.out
    assert f"{old}~" in result.out
    at.take("copy", at.export("pc"))
    assert happened(at.rows("pc")) == happened(at.rows("copy")) == sorted(every)
    assert len({at.device("pc"), at.device("copy"), old}) == 3
    for name in ("pc", "copy"):
        assert_rebuilt_equals_kept(at, name)
        assert "nothing was changed" in at.take(name, at.export("copy")).out


def test_an_undo_in_a_fork_takes_back_the_right_answer(at):
    """What the copy took back of its own is taken back here, and the row of that number here is not."""
    at.copy("pc", "copy")
    with at("pc") as flash:
        flash.play(4, now="2026-03-15T09:00")
    with at("copy") as flash:
        flash.play(1, now="2026-03-15T10:00")
        flash("undo", now="2026-03-15T10:00")
    before = at.caches("pc")
    at.take("pc", at.export("copy"))
    assert at.caches("pc") == before


def test_a_home_that_lost_its_latest_rows_gets_them_back(at, tmp_path):
    """A database put back from an older copy takes its own later rows in, and goes on under a new id."""
    at.copy("pc", "old")
    with at("pc") as flash:
        flash.play(4, 4, now="2026-03-15T09:00")
    at.take("old", at.export("pc"))
    assert at.rows("old") == at.rows("pc")
    assert at.device("old") != at.device("pc")


def test_a_backup_is_made_before(at):
    """Before rows are taken in, the database is copied, and the message says where."""
    with at("laptop") as flash:
        flash.cards(4)
        flash.play(5, now="2026-03-15T09:00")
    before = at.rows("laptop")
    result = at.take("laptop", at.export("pc"))
    with at("laptop") as flash:
        backup = max((flash.home / "backups").iterdir())
    assert backup.name == "0002_2026-03-15_before-import.db.gz"
    assert str(backup) in result.out.replace("\n", "")
    with at("laptop") as flash:
        flash("restore", backup, "--yes")
    assert at.rows("laptop") == before


# ---- decks and settings


def test_what_differs_comes_beside(at):
    """A deck and settings that are here stay as they are; the other's are put beside them, once, and named."""
    with at("laptop") as flash:
        mine = flash.deck("deck: d\ntitle: Mine\ncards: [{id: c1, q: Mine, a: A}]\n").read_bytes()
        flash("config", "new_per_day", "3")
    with at("pc") as flash:
        flash("config", "new_per_day", "7")
        theirs = (flash.home / "decks" / "d.yaml").read_bytes()
    path = at.export("pc")
    for _ in range(2):
        at.take("laptop", path)
        with at("laptop") as flash:
            assert (flash.home / "decks" / "d.yaml").read_bytes() == mine
            assert flash("config", "new_per_day", "--json").json[0]["value"] == 3
            (beside,) = (flash.home / "decks").glob("d.yaml.imported-*")
            assert beside.read_bytes() == theirs
            (beside,) = flash.home.glob("config.toml.imported-*")
            assert "7" in beside.read_text()
            assert flash("check").code == 0


def test_what_is_no_file_stays_too(at):
    """Where a deck's name is taken by a folder, or by a link to nothing, the deck comes beside it."""
    path = at.export("pc")
    for name in ("folder", "link"):
        with at(name) as flash:
            taken = flash.home / "decks" / "d.yaml"
            taken.parent.mkdir(parents=True)
            taken.mkdir() if name == "folder" else taken.symlink_to("nowhere")
            at.take(name, path)
            assert taken.is_dir() if name == "folder" else not taken.exists()
            assert len(list(taken.parent.glob("d.yaml.imported-*"))) == 1


def test_the_scheduler_of_the_settings_holds(at):
    """Settings that come with another scheduler fold the journal by it."""
    with at("pc") as flash:
        flash("config", "scheduler", "sm2-1990")
        told = flash.show("d/c1")["memory"]
    at.take("new", at.export("pc"))
    with at("new") as flash:
        assert flash.show("d/c1")["memory"] == told


@pytest.mark.parametrize(
    "content", [b"new_per_day = -1\n", b"colour = 3\n", b"= [", b"\xff", b"a = " + b"[" * 10_000]
)
def test_settings_that_no_command_could_start_with_are_refused(at, content):
    """A backup whose settings are not this program's is refused whole."""
    path = at.export("pc")
    repack(path, "settings.toml", content)
    assert_refused(at, path)


def repack(path, name, content):
    """The backup with one file put in or changed, and the manifest vouching for it."""
    from hashlib import sha256

    with zipfile.ZipFile(path) as old:
        files = {entry.filename: old.read(entry) for entry in old.infolist()} | {name: content}
    manifest = json.loads(files.pop("manifest.json"))
    manifest["rows"] = files["journal.jsonl"].count(b"\n")
    manifest["files"] = [
        {"name": name, "size": len(content), "sha256": sha256(content).hexdigest()}
        for name, content in files.items()
    ]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for packed, text in (files | {"manifest.json": json.dumps(manifest)}).items():
            new.writestr(packed, text)


def assert_refused(at, path):
    """One line and a hint, code 4, and neither a row nor a file is another than before."""
    with at("laptop") as flash:
        flash.cards(4)
        flash.play(5, now="2026-03-15T09:00")
    before = (at.rows("laptop"), at.caches("laptop"), at.device("laptop"), listing(at, "laptop"))
    with at("laptop") as flash:
        result = flash("import", path)
    assert (result.code, len(result.err.splitlines()), result.out) == (4, 2, "")
    assert "nothing was changed" in result.err
    assert (at.rows("laptop"), at.caches("laptop"), at.device("laptop"), listing(at, "laptop")) == before


# ---- what is refused


def test_a_foreign_zip_is_refused_whole(at, tmp_path):
    """A zip that is no backup changes nothing."""
    path = tmp_path / "foreign.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("../../evil.yaml", "x")
    assert_refused(at, path)


def test_a_flood_of_names_is_refused_unread(at, tmp_path, monkeypatch):
    """A list of files that takes ten times its size to read is not read."""
    path = tmp_path / "flood.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(80_000):
            archive.writestr(zipfile.ZipInfo(f"decks/{number:060}.yaml"), "")
    monkeypatch.setattr(zipfile, "ZipFile", None)
    assert_refused(at, path)


def test_a_damaged_row_is_refused_whole(at):
    """One row that was changed by hand, and none of the others is taken in, nor any deck."""
    path = at.export("pc")
    with zipfile.ZipFile(path) as archive:
        journal = archive.read("journal.jsonl")
    repack(path, "journal.jsonl", journal.replace(b'"grade":1', b'"grade":5'))
    assert_refused(at, path)


def test_one_key_twice_is_refused_whole(at):
    """A journal in which a row stands twice is none."""
    path = at.export("pc")
    with zipfile.ZipFile(path) as archive:
        journal = archive.read("journal.jsonl")
    repack(path, "journal.jsonl", journal + journal.splitlines(keepends=True)[0])
    assert_refused(at, path)


def test_a_file_that_is_not_there(at):
    """A name that leads nowhere is a mistake of the command line."""
    with at("pc") as flash:
        result = flash("import", "nowhere.zip")
    assert (result.code, len(result.err.splitlines())) == (2, 2)


def test_no_backup_no_import(at, monkeypatch):
    """When no backup can be made, nothing is taken in."""
    path = at.export("pc")
    with at("laptop") as flash:
        flash("due")
        (flash.home / "backups").write_text("in the way")
        result = flash("import", path)
        assert result.code == 4
        assert not (flash.home / "decks").exists()
    assert at.rows("laptop") == []


def test_a_merge_that_fails_leaves_no_deck(at, monkeypatch):
    """When the rows cannot be written, no deck and no setting is there either."""
    path = at.export("pc")
    with at("laptop") as flash:
        flash("due")
        monkeypatch.setattr(
            "flashcards.store.merging.refold", lambda connection: connection.execute("broken")
        )
        result = flash("import", path)
        assert result.code == 4
        assert list((flash.home / "decks").iterdir()) == []
    assert at.rows("laptop") == []


def test_a_merge_that_is_stopped_is_told_of(at, monkeypatch):
    """Ctrl-C while rows are put in says that part of them may be here; the same import brings them."""
    path = at.export("pc")

    def stop(_):
        raise KeyboardInterrupt

    with at("laptop") as flash:
        with monkeypatch.context() as broken:
            broken.setattr("flashcards.store.merging.refold", stop)
            result = flash("import", path)
        assert (result.code, result.out) == (130, "")
        assert result.err == "stopped: part of it may be here; the same import again brings the rest\n"
        assert flash("import", path).code == 0
    assert at.rows("laptop")


def test_a_damaged_journal_is_not_exported(at, tmp_path, monkeypatch):
    """A backup that could not be taken in again is never made: the damaged row is named."""
    with at("pc") as flash, Database(str(flash.home / "flashcards.db")) as database:
        database.connection.execute("DROP TRIGGER journal_is_not_changed")
        database.connection.execute("UPDATE journal SET day = day + 1 WHERE seq = 2")
    with at("pc") as flash:
        result = flash("export", "all", "--output", tmp_path / "x.zip")
    assert (result.code, "row 2" in result.err) == (4, True)
    assert not (tmp_path / "x.zip").exists()


def test_what_cannot_be_read_again_is_no_backup(at, tmp_path, monkeypatch):
    """A backup is read once more before it gets its name: what was written wrongly is not kept."""
    monkeypatch.setattr("flashcards.cli.backup.row_line", lambda row, checksum: "{}")
    with at("pc") as flash:
        result = flash("export", "all", "--output", tmp_path / "x.zip")
    assert (result.code, "could not be read again" in result.err) == (4, True)
    assert not [path for path in tmp_path.iterdir() if "x.zip" in path.name]


def test_decks_that_cannot_be_packed_are_named(at, tmp_path):
    """A deck whose name other systems could not have is left out, and said."""
    with at("pc") as flash:
        (flash.home / "decks" / "a:b.yaml").write_text("deck: ab\ntitle: T\ncards: []\n")
        result = flash("export", "all", "--output", tmp_path / "x.zip")
    assert "not in the backup" in result.err
    with zipfile.ZipFile(tmp_path / "x.zip") as archive:
        assert archive.namelist() == ["journal.jsonl", "decks/d.yaml", "manifest.json"]
