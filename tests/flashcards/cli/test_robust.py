"""Nothing that the world does to the program ends in a traceback, and nothing that was graded is lost by it."""

import errno
import json
import os
import re
import resource
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from flashcards.cli.ask import Wish
from flashcards.cli.home import Home
from flashcards.cli.sitting import Sitting
from flashcards.core.errors import NotSaved
from flashcards.store.today import plan

#: The program as installed, but for the bundled decks.
RUN = """
import sys
from flashcards.cli import main, places
places.bundled_decks = lambda: {bundled!r}
main.main()
"""

HANG_SECONDS = 60

COMMANDS = [
    ("due",), ("due", "--json"), (), ("decks",), ("decks", "--json"), ("check",), ("card", "show", "d/c1"), ("config",),
    ("undo",), ("review", "--plain"), ("review", "--answers", "-"),
]  # fmt: skip


def is_one_error(result, code):
    """Whether the program ended with this code, one line of what is wrong, one hint at most, and no output."""
    assert result.code == code, result
    assert "Traceback" not in result.err
    said, *rest = result.err.splitlines()
    assert said.startswith("flashcards: ")
    assert len(rest) <= 1
    assert all(line.startswith("hint: ") for line in rest)
    assert not result.out
    return True


@pytest.fixture
def process(flash, tmp_path):
    """Run the program in a process of its own."""

    def run(*arguments, environment=(), **options):
        return subprocess.Popen(
            [sys.executable, "-c", RUN.format(bundled=str(tmp_path / "bundled")), *arguments],
            env=os.environ
            | {"FLASHCARDS_HOME": str(flash.home), "FLASHCARDS_NOW": flash.now}
            | dict(environment),
            stdin=options.pop("stdin", subprocess.DEVNULL),
            stdout=options.pop("stdout", subprocess.PIPE),
            stderr=subprocess.PIPE,
            text=True,
            **options,
        )

    return run


def graded(flash, card):
    """The grades in a card's journal that were not taken back."""
    return [
        row["grade"] for row in flash.show(card)["journal"] if row["kind"] == "answer" and not row["undone"]
    ]


# ---- pipes and streams


@pytest.mark.parametrize(
    "arguments",
    [
        ("decks",),
        ("due",),
        ("due", "--json"),
        ("card", "show", "d/c1"),
        ("config",),
        ("--help",),
        ("review", "--answers", "-"),
    ],
    ids=" ".join,
)
def test_a_pipe_that_nobody_reads(flash, process, arguments):
    """A reader that has gone ends the command quietly, as with every other tool."""
    flash.cards(3)
    flash("due")
    reading, writing = os.pipe()
    os.close(reading)
    ran = process(*arguments, stdout=writing)
    os.close(writing)
    _, err = ran.communicate(timeout=HANG_SECONDS)
    assert not err
    assert ran.returncode in {128 + signal.SIGPIPE, -signal.SIGPIPE}


@pytest.mark.parametrize(
    "arguments", [("decks",), ("due",), ("due", "--json"), ("config",), ("--help",)], ids=" ".join
)
def test_output_on_a_full_disk(flash, process, arguments):
    """Output that cannot be written is an error in one line, not silence."""
    flash.cards(3)
    flash("due")
    with Path("/dev/full").open("w") as full:
        ran = process(*arguments, stdout=full)
        _, err = ran.communicate(timeout=HANG_SECONDS)
    assert ran.returncode == 4
    assert err.startswith("flashcards: ")
    assert "Traceback" not in err
    assert "Exception ignored" not in err


@pytest.mark.parametrize(
    "arguments", [("due",), ("decks",), ("review",), ("review", "--answers", "-"), ()], ids=" ".join
)
def test_standard_input_is_closed(flash, process, arguments):
    """Without any standard input commands work, and a review saves, says where it stands and ends."""
    flash.cards(3)
    flash("due")
    ran = process(*arguments, stdin=None, preexec_fn=lambda: os.close(0))
    _, err = ran.communicate(timeout=HANG_SECONDS)
    assert "Traceback" not in err
    assert "something unexpected" not in err
    assert ran.returncode == 0


@pytest.mark.parametrize("closed", [1, 2])
def test_standard_output_is_closed(flash, process, closed):
    """Without any standard output or error there is no traceback either."""
    flash.cards(1)
    flash.deck("deck: broken\ncards: 3\n")
    ran = process("due", preexec_fn=lambda: os.close(closed))
    _, err = ran.communicate(timeout=HANG_SECONDS)
    assert "Traceback" not in err
    assert "Exception ignored" not in err


def test_an_error_while_input_is_a_pipe_is_told(flash, monkeypatch):
    """An error of the disk is told where standard input is no terminal, too: it is not a closed window."""
    flash.cards(1)

    def fail(*_):
        raise PermissionError(13, "Permission denied", "/somewhere")

    monkeypatch.setattr("flashcards.cli.due.count", fail)
    reading, writing = os.pipe()
    before = os.dup(0)
    os.dup2(reading, 0)
    try:
        result = flash("due")
    finally:
        os.dup2(before, 0)
        for descriptor in (reading, writing, before):
            os.close(descriptor)
    assert is_one_error(result, 4)
    assert "Permission denied" in result.err


def test_a_failing_disk_is_not_taken_for_a_closed_terminal(flash, monkeypatch):
    """A disk's input/output error has the number of a terminal that is gone; it is told in a line all the same."""
    flash.cards(1)

    def fail(*_):
        raise OSError(errno.EIO, "Input/output error", "/somewhere")

    monkeypatch.setattr("flashcards.cli.due.count", fail)
    result = flash("due")
    assert is_one_error(result, 4)
    assert "/somewhere: Input/output error" in result.err


@pytest.mark.parametrize("what", ["folder", "file"])
def test_decks_that_the_disk_withholds_once_are_not_gone(flash, monkeypatch, what):
    """What cannot be read is told and read again the next time, though nothing of it has changed."""
    deck = flash.cards(2)
    os.utime(deck, (1_700_000_000, 1_700_000_000))
    before = flash("due", "--json").json
    deck.write_text(deck.read_text() + " ")
    os.utime(deck, (1_700_000_000, 1_700_000_000))
    with monkeypatch.context() as failing:
        for name in ("open", "scandir"):
            failing.setattr(
                os, name, withheld(getattr(os, name), str(deck if what == "file" else deck.parent))
            )
        result = flash("due")
    assert "Input/output error" in result.err
    assert flash("due", "--json").json == before


def withheld(real, path):
    def give(name, *options, **more):
        if str(name) == path:
            raise OSError(errno.EIO, "Input/output error", path)
        return real(name, *options, **more)

    return give


# ---- places


def test_no_home_at_all(process, tmp_path):
    """Without HOME and FLASHCARDS_HOME the system's own idea of a home is used, or one line says what to set."""
    environment = dict.fromkeys(("FLASHCARDS_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"), "")
    ran = process("config", "--json", environment=environment | {"HOME": str(tmp_path / "new")})
    out, err = ran.communicate(timeout=HANG_SECONDS)
    assert ran.returncode == 0
    assert json.loads(out)
    assert not err


def test_home_unset(process, tmp_path, monkeypatch):
    """Nothing goes wrong where HOME is not even set; the settings are only read."""
    monkeypatch.delenv("HOME")
    ran = process("config", "--json", environment={"FLASHCARDS_HOME": ""})
    _, err = ran.communicate(timeout=HANG_SECONDS)
    assert ran.returncode == 0
    assert not err


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_home_is_a_file(flash, arguments, monkeypatch):
    """A home that is a file is refused in one line with a hint, and the file stays."""
    flash.home.write_text("mine", "utf-8")
    result = flash(*arguments)
    assert is_one_error(result, 4)
    assert flash.home.read_text("utf-8") == "mine"


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("home", ["/proc/nowhere/flashcards", "/dev/null/flashcards", "x" * 300])
def test_home_cannot_be_made(flash, arguments, home, monkeypatch, tmp_path):
    """A home that cannot be made is refused in one line; the settings alone are the defaults."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FLASHCARDS_HOME", home)
    result = flash(*arguments)
    if arguments == ("config",) and result.code == 0:
        return
    assert is_one_error(result, 4)


def test_settings_cannot_be_written(flash, monkeypatch):
    """A setting that cannot be written is refused in one line."""
    monkeypatch.setenv("FLASHCARDS_HOME", "/proc/nowhere")
    assert is_one_error(flash("config", "new_per_day", "5"), 2)


@pytest.mark.parametrize(
    "now",
    [
        "yesterday",
        "2026-13-01",
        "2026-03-14T25:00",
        "9" * 400,
        "0001-01-01",
        "9999-12-31T23:59",
        "2026-03-14T09:00+99:00",
        " ",
    ],
)
@pytest.mark.parametrize(
    "arguments", [("due",), ("review", "--answers", "-"), ("undo",), ("card", "bury", "d/c1")], ids=" ".join
)
def test_nonsense_clocks(flash, now, arguments):
    """A clock that is none is refused as usage, and one at the ends of time is no reason to fall."""
    flash.cards(2)
    flash("check")
    result = flash(*arguments, stdin='{"grade": 4}\n', now=now)
    assert "something unexpected" not in result.err
    assert result.code in {0, 2}
    if result.code == 2:
        assert is_one_error(result, 2)
    assert flash("due").code == 0


# ---- settings


BAD_SETTINGS = {
    "no TOML": b"new_per_day =",
    "no text": b"\xff\xfe\x00",
    "unknown": b"new_per_dya = 3",
    "wrong kind": b"new_per_day = 'many'",
    "list": b"new_per_day = [1]",
    "out of range": b"rollover_hour = 24",
    "table": b"[new_per_day]\nx = 1",
    "date": b"scheduler = 2026-01-01",
    "huge number": b"new_per_day = " + b"9" * 5000,
    "deep": b"a = " + b"[" * 5000,
    "not names": b"decks_off = [1]",
    "name twice": b"grades = '4'\ngrades = '6'",
}


@pytest.mark.parametrize("content", BAD_SETTINGS.values(), ids=BAD_SETTINGS)
def test_broken_settings(flash, content):
    """Settings that cannot be read are an error with the file's name, and the file stays as it is."""
    flash.home.mkdir()
    path = flash.home / "config.toml"
    path.write_bytes(content)
    for arguments in (("due",), ("config",), ("review", "--plain"), ("decks", "off", "d")):
        result = flash(*arguments)
        assert is_one_error(result, 4)
        assert str(path) in result.err
    assert path.read_bytes() == content
    assert not (flash.home / "flashcards.db").exists()


@pytest.mark.parametrize("kind", ["directory", "fifo", "dangling link", "endless"])
def test_settings_that_are_no_file(flash, kind):
    """Whatever stands in the place of the settings, the program neither hangs nor falls."""
    flash.cards(1)
    path = flash.home / "config.toml"
    if kind == "directory":
        path.mkdir()
    elif kind == "fifo":
        os.mkfifo(path)
        if not _ends(flash):
            pytest.fail("it waits for a pipe that nobody writes")
        return
    else:
        path.symlink_to("/dev/zero" if kind == "endless" else flash.home / "nothing")
    result = flash("due")
    assert "something unexpected" not in result.err
    assert result.code == 4 or (kind == "dangling link" and result.code == 0)


def _ends(flash):
    try:
        subprocess.run(
            [sys.executable, "-c", "from flashcards.cli.main import main; main()", "due"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=10,
        )
    except subprocess.TimeoutExpired:
        return False
    return True


@pytest.mark.parametrize("value", ["-1", "many", "1e3", "", "\uff19", "99999999999"])
def test_bad_settings_on_the_command_line(flash, value):
    """A value that a setting cannot have is refused, and nothing is written."""
    assert is_one_error(flash("config", "--", "new_per_day", value), 2)
    assert not (flash.home / "config.toml").exists()


def test_a_bad_setting_can_be_corrected_as_the_hint_says(flash):
    """The command that the hint names for a bad setting does mend it."""
    flash.home.mkdir()
    (flash.home / "config.toml").write_text("new_per_day = 'many'\n", "utf-8")
    hint = flash("due").err.splitlines()[-1]
    assert "`flashcards config new_per_day VALUE`" in hint
    assert flash("config", "new_per_day", "5").code == 0
    assert flash("due").code == 0


# ---- the database


BROKEN_DATABASES = {
    "text": b"hello",
    "html": b"<html>" + b"x" * 5000,
    "half a header": b"SQLite format 3\0",
    "zeros": bytes(8192),
    "header and noise": b"SQLite format 3\0" + bytes(range(256)) * 40,
}


@pytest.mark.parametrize("content", BROKEN_DATABASES.values(), ids=BROKEN_DATABASES)
@pytest.mark.parametrize("arguments", [("due",), ("review", "--plain"), ("undo",), ()], ids=" ".join)
def test_broken_databases(flash, content, arguments):
    """What is no database of ours is refused in a line with a hint, and not touched."""
    flash.cards(1)
    path = flash.home / "flashcards.db"
    path.write_bytes(content)
    assert is_one_error(flash(*arguments), 4)
    assert path.read_bytes() == content
    assert "hint: " in flash(*arguments).err


@pytest.mark.parametrize("keep", [0.3, 0.6, 0.95])
def test_truncated_databases(flash, keep):
    """A database that was cut off is refused, or works; it is never a traceback, and a refused one stays."""
    flash.cards(50)
    flash.play(*[4] * 8)
    path = flash.home / "flashcards.db"
    content = path.read_bytes()[: int(path.stat().st_size * keep)]
    path.write_bytes(content)
    for arguments in (("due",), ("card", "show", "d/c1"), ("review", "--plain")):
        result = flash(*arguments)
        assert "something unexpected" not in result.err
        assert result.code in {0, 4}


def test_noise_inside_a_database(flash):
    """Pages of noise in a database are told as a broken database, not as something unexpected."""
    flash.cards(50)
    flash.play(*[4] * 8)
    path = flash.home / "flashcards.db"
    content = bytearray(path.read_bytes())
    for start in range(4096, len(content), 4096):
        content[start : start + 2000] = b"\xa5" * 2000
    path.write_bytes(content)
    for arguments in (("due",), ("card", "show", "d/c1"), ("review", "--plain"), ("undo",), ()):
        result = flash(*arguments)
        assert result.code == 4
        assert "something unexpected" not in result.err


@pytest.mark.parametrize("ahead", [1, 7, 1000])
def test_newer_databases(flash, ahead):
    """A database of a later version is refused with both versions, untouched to the byte."""
    flash.cards(1)
    flash.play(4)
    path = flash.home / "flashcards.db"
    with closing(sqlite3.connect(path)) as connection:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        connection.execute("PRAGMA journal_mode=DELETE")
        connection.execute(f"PRAGMA user_version = {version + ahead}")
    before = path.read_bytes()
    for arguments in COMMANDS:
        if arguments != ("config",):
            result = flash(*arguments)
            assert is_one_error(result, 4)
            assert str(version + ahead) in result.err
    assert path.read_bytes() == before
    assert sorted(file.name for file in flash.home.glob("flashcards.db*")) == ["flashcards.db"]


@pytest.mark.parametrize("kind", ["directory", "fifo", "dangling link", "device"])
def test_databases_that_are_no_file(flash, process, kind):
    """Whatever stands in the place of the database, the program neither hangs nor falls."""
    flash.home.mkdir()
    path = flash.home / "flashcards.db"
    if kind == "directory":
        path.mkdir()
    elif kind == "fifo":
        os.mkfifo(path)
    else:
        path.symlink_to(flash.home / "elsewhere" / "x" if kind == "dangling link" else "/dev/zero")
    ran = process("due")
    try:
        _, err = ran.communicate(timeout=HANG_SECONDS / 3)
    except subprocess.TimeoutExpired:
        ran.kill()
        ran.communicate()
        pytest.fail("it hangs")
    assert ran.returncode == 4
    assert "Traceback" not in err
    assert "something unexpected" not in err


def test_a_database_that_another_program_holds(flash, monkeypatch):
    """A database that stays locked is told as such, and after that everything works."""
    flash.cards(1)
    flash("due")
    monkeypatch.setattr("flashcards.store.database.BUSY_SECONDS", 0.05)
    with closing(sqlite3.connect(flash.home / "flashcards.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        result = flash("card", "bury", "d/c1")
        other.execute("ROLLBACK")
    assert is_one_error(result, 4)
    assert "another program" in result.err
    assert flash("card", "bury", "d/c1").code == 0


# ---- the cache


@pytest.mark.parametrize("content", BROKEN_DATABASES.values(), ids=BROKEN_DATABASES)
@pytest.mark.parametrize(
    "arguments", [("review", "--plain"), ("card", "show", "d/c1"), ("check",), ("decks",)], ids=" ".join
)
def test_a_broken_cache_is_made_again(flash, content, arguments):
    """The cache of decks may be anything: it is made again without a word."""
    os.utime(flash.cards(2), (1e9, 1e9))
    flash("due")
    path = flash.home / "cache" / "cards.db"
    good = flash(*arguments)
    path.write_bytes(content)
    assert flash(*arguments) == good


def test_noise_inside_the_cache(flash):
    """A cache that only turns out to be broken when it is read costs at most one line and another try."""
    os.utime(flash.cards(400), (1e9, 1e9))
    flash("due")
    path = flash.home / "cache" / "cards.db"
    content = bytearray(path.read_bytes())
    for start in range(4096, len(content), 4096):
        content[start : start + 2000] = b"\xa5" * 2000
    path.write_bytes(content)
    first = flash("review", "--plain")
    assert "something unexpected" not in first.err
    again = flash("review", "--plain")
    assert again.code == 0
    assert "Question 1?" in again.out


def test_the_cache_is_a_directory(flash):
    """A cache that cannot be written is told in a line that names it."""
    os.utime(flash.cards(1), (1e9, 1e9))
    flash("due")
    path = flash.home / "cache" / "cards.db"
    path.unlink()
    path.mkdir()
    result = flash("review", "--plain")
    assert is_one_error(result, 4)
    assert str(path) in result.err


# ---- decks


def test_deck_files_that_are_no_files(flash, tmp_path):
    """Pipes, folders, links to nothing, loops and devices among the decks neither hang nor hide the good ones."""
    flash.cards(1)
    folder = flash.home / "decks"
    os.mkfifo(folder / "fifo.yaml")
    (folder / "folder.yaml").mkdir()
    (folder / "nothing.yaml").symlink_to(tmp_path / "nothing")
    (folder / "loop.yaml").symlink_to(folder / "loop.yaml")
    (folder / "zero.yaml").symlink_to("/dev/zero")
    for arguments in COMMANDS:
        result = flash(*arguments)
        assert "something unexpected" not in result.err
        assert result.code in {0, 1, 2}
    assert flash.due()["decks"] == [{"deck": "d", "new": 1, "due": 0, "cards": 1}]
    result = flash("check")
    assert result.code == 1
    assert "fifo.yaml" in result.out
    assert "zero.yaml" in result.out


@pytest.mark.parametrize("kind", ["fifo", "empty folder", "link to nothing", "empty", "nothing"])
def test_check_of_odd_files(flash, tmp_path, kind):
    """`check` on anything that is no deck says so in a line."""
    path = tmp_path / "odd.yaml"
    if kind == "fifo":
        os.mkfifo(path)
    elif kind == "empty folder":
        path.mkdir()
    elif kind == "link to nothing":
        path.symlink_to(tmp_path / "no")
    elif kind == "empty":
        path.touch()
    result = flash("check", path)
    assert result.code == (2 if kind in {"nothing", "empty folder"} else 1)
    assert "something unexpected" not in result.err
    assert "odd.yaml" in result.out + result.err


def test_the_folder_of_decks_is_a_file(flash):
    """A file in the place of the folder is a library without own decks."""
    flash.home.mkdir()
    (flash.home / "decks").touch()
    result = flash("due")
    assert result.code == 0
    assert not result.err


def test_a_deck_that_goes_in_the_middle(flash):
    """A deck that is deleted while a sitting goes on does not stop it."""
    flash.cards(1, deck="a")
    path = flash.cards(2, deck="b")
    with Home() as home:
        sitting = Sitting(home, Wish(home.selection()))
        ask = sitting.ask()
        path.unlink()
        sitting.reread(ask)
        assert [sitting.ask().card.id, sitting.session.left] == ["a/c1", 1]


def test_the_cache_that_goes_in_the_middle(flash):
    """A cache that is deleted while a sitting goes on costs no answer."""
    flash.cards(3)
    with Home() as home:
        sitting = Sitting(home, Wish(home.selection()))
        sitting.grade(sitting.ask(), 4, None)
        (flash.home / "cache" / "cards.db").unlink()
        sitting.grade(sitting.ask(), 4, None)
        assert sitting.ask().card.id == "d/c3"
    assert graded(flash, "d/c2") == [4]


# ---- saving


def replace(path):
    """Another file under the same name."""
    other = path.with_suffix(".new")
    other.write_bytes(path.read_bytes())
    other.replace(path)


def append(path):
    """The file grows behind the program's back."""
    with path.open("ab") as file:
        file.write(bytes(4096))


DISASTERS = {
    "moved": lambda path: path.rename(path.with_name("moved.db")),
    "deleted": lambda path: path.unlink(),
    "replaced": replace,
    "grown": append,
    "wal deleted": lambda path: path.with_name("flashcards.db-wal").unlink(),
}


@pytest.mark.parametrize("disaster", DISASTERS.values(), ids=DISASTERS)
def test_a_database_that_goes_in_the_middle(flash, disaster):
    """An answer that would go into a file that is not there any more is refused, and not counted as given."""
    flash.cards(3)
    with Home() as home:
        sitting = Sitting(home, Wish(home.selection()))
        sitting.grade(sitting.ask(), 4, None)
        ask = sitting.ask()
        disaster(flash.home / "flashcards.db")
        for _ in range(2):
            with pytest.raises(NotSaved, match="not saved"):
                sitting.grade(ask, 4, None)
        assert len(sitting.session.reviews) == 1
        assert sitting.ask().card.id == ask.card.id


def test_retry_is_offered(flash, monkeypatch):
    """While an answer cannot be saved it stays on the screen, and saving it is tried again when asked."""
    flash.cards(1)
    tries = iter(
        [
            NotSaved("not saved: the disk is full", "make room"),
            NotSaved("not saved: still", "make room"),
            None,
        ]
    )
    save = Sitting.grade

    def grade(self, *arguments, **options):
        error = next(tries)
        if error:
            raise error
        return save(self, *arguments, **options)

    monkeypatch.setattr(Sitting, "grade", grade)
    result = flash("review", "--plain", stdin="\n3\n\n\n")
    assert result.code == 0
    assert result.out.count("tries to save it again") == 2
    assert result.err.count("not saved") == 2
    assert graded(flash, "d/c1") == [4]


def test_giving_up_saving(flash, monkeypatch):
    """Whoever gives up saving leaves with the summary of what is saved, and is not told that all is."""
    flash.cards(2)
    save = Sitting.grade
    given = []

    def grade(self, *arguments, **options):
        if given:
            raise NotSaved("not saved: the disk is full", "make room")
        given.append(1)
        return save(self, *arguments, **options)

    monkeypatch.setattr(Sitting, "grade", grade)
    result = flash("review", "--plain", stdin="\n3\n\n3\nq\n")
    assert "not saved" in result.err
    assert "1 card reviewed" in result.out
    assert "everything is saved" not in result.out
    assert result.code == 4
    assert not graded(flash, "d/c2")


def test_undo_that_cannot_be_saved(flash, monkeypatch):
    """An undo, a suspension or a try that cannot be saved is told, and the sitting goes on."""
    flash.cards(2)
    flash.play(4)

    def fail(*_, **__):
        raise NotSaved("not saved: the disk is full", "make room")

    monkeypatch.setattr("flashcards.store.journal.Journal.undo", fail)
    monkeypatch.setattr("flashcards.store.journal.Journal.append", fail)
    result = flash("review", "--plain", stdin=":undo\n:suspend\n:bury\n")
    assert result.err.count("not saved") == 3
    assert "Nothing was answered." in result.out


def test_a_full_disk(flash, process):
    """On a full disk an answer is refused as not saved, what was saved stays, and later all goes on."""
    flash.cards(30)
    flash.play(4)
    size = (flash.home / "flashcards.db").stat().st_size

    def small():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    ran = process("review", "--new", "30", "--answers", "-", stdin=subprocess.PIPE, preexec_fn=small)
    out, err = ran.communicate('{"grade": 4}\n' * 30, timeout=HANG_SECONDS)
    said = [json.loads(line) for line in out.splitlines()]
    saved = [line["card"] for line in said if line.get("counted")]
    assert ran.returncode == 4
    assert "Traceback" not in err
    assert "something unexpected" not in err
    assert "not saved" in err
    assert len(saved) < 29
    assert all(graded(flash, card) == [4] for card in saved)
    assert flash("due").code == 0


# ---- two at once


def asked(line):
    """The card that a line of a script's output asks for."""
    return json.loads(line).get("ask")


class Talk:
    """A sitting in another process, answered one line at a time."""

    def __init__(self, ran):
        self.ran = ran
        self.card = asked(ran.stdout.readline())

    def answer(self, **values):
        """Answer; what came of it."""
        self.ran.stdin.write(json.dumps(values) + "\n")
        self.ran.stdin.flush()
        result = json.loads(self.ran.stdout.readline())
        following = self.ran.stdout.readline()
        self.card = asked(following) if following else None
        return result

    def end(self):
        """Its exit code, and what it said on standard error."""
        _, err = self.ran.communicate(timeout=HANG_SECONDS)
        return self.ran.returncode, err


@pytest.fixture
def talk(process):
    """Start sittings in processes of their own."""
    started = []

    def begin(*options):
        ran = process("review", *options, "--answers", "-", stdin=subprocess.PIPE)
        started.append(ran)
        return Talk(ran)

    yield begin
    for ran in started:
        ran.kill()
        ran.communicate()


def test_two_sittings_at_once(flash, talk):
    """Two sittings lose no answer, count none twice, and each goes on after what the other did."""
    flash.cards(6)
    one, two = talk(), talk()
    assert one.card == two.card == "d/c1"
    assert one.answer(grade=4)["counted"]
    refused = two.answer(grade=1)
    assert "another program" in refused["error"]
    assert two.card == "d/c2"
    assert two.answer(grade=4)["card"] == "d/c2"
    while one.card:
        one.answer(grade=5)
    while two.card:
        two.answer(grade=5)
    assert one.end()[0] == two.end()[0] == 2, "a line of each answered nothing"
    assert all(len(graded(flash, f"d/c{number}")) == 1 for number in range(1, 7))
    assert graded(flash, "d/c1") == [4]
    assert flash.due()["new"] == 0


def test_another_sitting_has_done_everything(flash, talk):
    """A sitting whose cards are all answered elsewhere ends, and does not ask them again."""
    flash.cards(2)
    one = talk()
    assert [line["counted"] for line in flash.play(4, 4)] == [True, True]
    assert "another program" in one.answer(grade=4)["error"]
    assert one.card is None
    assert one.end()[0] == 2
    assert graded(flash, "d/c1") == [4]


def test_a_deck_switched_off_elsewhere(flash, talk):
    """What another command does in between does not end a sitting."""
    flash.cards(2)
    one = talk()
    flash("card", "suspend", "d/c2")
    flash("decks", "off", "d")
    assert one.answer(grade=4)["counted"]
    assert "something unexpected" not in one.end()[1]


def test_many_writers(flash, process):
    """Sittings that answer as fast as they can at the same time give one answer to each card and no error."""
    flash.cards(40)
    flash("due")
    ran = [process("review", "--new", "40", "--answers", "-", stdin=subprocess.PIPE) for _ in range(4)]
    for one in ran:
        one.stdin.write('{"grade": 4}\n' * 40)
        one.stdin.flush()
    counted = []
    for one in ran:
        out, err = one.communicate(timeout=HANG_SECONDS)
        assert "Traceback" not in err
        assert "not saved" not in err
        said = [json.loads(line) for line in out.splitlines()]
        counted += [line["card"] for line in said if line.get("counted")]
    assert len(set(counted)) == len(counted)
    assert all(graded(flash, card) for card in counted)


def test_answered_while_the_queue_is_made(flash, monkeypatch):
    """A card that another program answers just after the queue was made is not asked again."""
    flash.cards(2)
    made = []

    def plan_and_lose(*arguments):
        queue = plan(*arguments)
        if not made:
            made.append(queue)
            flash.play(4, options=("--new", "1"))
        return queue

    monkeypatch.setattr("flashcards.cli.agenda.plan", plan_and_lose)
    with Home() as home:
        assert Sitting(home, Wish(home.selection())).ask().card.id == "d/c2"


# ---- bad scripts


@pytest.mark.parametrize(
    "line",
    [
        "{", "[]", "3", "null", '"x"', "{}", '{"grade": 6}', '{"grade": -1}', '{"grade": "4"}', '{"grade": true}',
        '{"grade": 4.0}', '{"seconds": -1, "grade": 4}', '{"seconds": NaN, "grade": 4}', '{"seconds": 1e400, "grade": 4}',
        '{"card": "d/none", "grade": 4}', '{"card": 3}', '{"grad": 4}', '{"shown": 1}', "[" * 100_000, "9" * 5000,
        '{"answer": null}', '{"card": "\\ud800", "grade": 4}', "\x00", "\udcff",
    ],
    ids=lambda line: line[:30],
)  # fmt: skip
def test_lines_that_answer_nothing(flash, line):
    """A line of a script that is no answer gives an error line, saves nothing, and the next one is read."""
    flash.cards(1)
    result = flash("review", "--answers", "-", stdin=line + '\n{"grade": 4}\n')
    assert result.code == 2
    assert sum("error" in said for said in result.lines) == 1
    assert graded(flash, "d/c1") == [4]


def test_odd_but_good_lines(flash):
    """Blank lines and Windows line ends are no mistakes, and an answer may hold anything that JSON can."""
    flash.deck(r"""
        deck: d
        title: D
        cards: [{id: c1, q: What?, accept: that}, {id: c2, q: What?, accept: that}]
        """)
    result = flash(
        "review", "--answers", "-", stdin='\n  \n{"answer": "\\ud800\\u0000"}\r\n{"answer": "that"}\r\n'
    )
    assert result.code == 0, result
    assert graded(flash, "d/c1") == [1]


@pytest.mark.parametrize(
    "path", ["", "/", "/no/such/file", "x" * 5000, "/proc/self/mem"], ids=lambda path: path[:20]
)
def test_answers_that_cannot_be_read(flash, path):
    """A file of answers that cannot be read is a usage error."""
    flash.cards(1)
    result = flash("review", "--answers", path)
    assert result.code == 2
    assert "something unexpected" not in result.err
    assert result.err.startswith("flashcards: cannot read")


# ---- arguments, and what nobody thought of


@pytest.mark.parametrize(
    "arguments",
    [
        ("review", "nothing"), ("review", "--tag", "nothing"), ("review", "--new", "-1"), ("review", "--new", "x"),
        ("review", "--limit", "1.5"), ("card",), ("card", "show"), ("card", "show", "nothing"),
        ("card", "show", ""), ("card", "show", "d/" + "x" * 10_000), ("card", "show", "\ud800"), ("decks", "on", "nothing"),
        ("decks", "off"), ("config", "nothing"), ("config", "a", "b", "c"), ("nothing",), ("--nothing",), ("review", "--"),
        ("check", ""), ("check", "a\0b"), ("check", "x" * 10_000), ("\x1b]0;x\x07",), ("undo", "x"), ("due", "x"),
    ],
    ids=lambda arguments: ascii(" ".join(arguments))[:40],
)  # fmt: skip
def test_bad_arguments(flash, arguments):
    """Whatever stands on the command line: usage errors are 2, in words, with nothing on standard output."""
    flash.cards(1)
    result = flash(*arguments)
    assert result.code == (0 if arguments == ("review", "--") else 2)
    assert "something unexpected" not in result.err
    assert "Traceback" not in result.err
    if result.code and arguments != ("card",):
        assert result.err
        assert not result.out


def test_a_very_large_limit(flash):
    """A limit that no number of cards reaches is no mistake of the person's."""
    flash.cards(1)
    result = flash("review", "--new", str(10**18), "--limit", str(10**18), "--answers", "-")
    assert result.code == 0
    assert result.lines[0]["ask"] == "d/c1"


@pytest.mark.parametrize(
    "error",
    [RuntimeError("why\nnot"), KeyError("x"), RecursionError(), AssertionError(), MemoryError()],
    ids=repr,
)
def test_unexpected_errors_are_one_line(flash, monkeypatch, error):
    """A mistake of the program's own is one line and a hint; `--debug` shows where it happened."""
    flash.cards(1)

    def fail(*_):
        raise error

    monkeypatch.setattr("flashcards.cli.due.count", fail)
    result = flash("due")
    assert is_one_error(result, 4)
    assert type(error).__name__ in result.err
    assert "--debug" in result.err
    monkeypatch.setenv("FLASHCARDS_NOW", flash.now)
    monkeypatch.setattr(sys, "argv", ["flashcards", "--debug", "due"])
    from flashcards.cli.main import main

    with pytest.raises(type(error)):
        main()


@pytest.mark.parametrize(
    "number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT], ids=lambda number: number.name
)
def test_signals_without_a_terminal(flash, process, number):
    """A scripted sitting that is killed has saved what it had answered, and says nothing but its exit code."""
    flash.cards(2)
    ran = process("review", "--answers", "-", stdin=subprocess.PIPE)
    talk = Talk(ran)
    assert talk.answer(grade=4)["counted"]
    ran.send_signal(number)
    _, err = ran.communicate(timeout=HANG_SECONDS)
    assert ran.returncode == 128 + number
    assert "Traceback" not in err
    assert graded(flash, "d/c1") == [4]


def test_exit_codes_of_due(flash):
    """`due --exit-code` is 3 only when nothing is due, and `due` is 0 always."""
    flash.cards(1)
    assert flash("due", "--exit-code").code == 0
    flash.play(4)
    assert flash("due", "--exit-code").code == 3
    assert flash("due").code == 0


def test_exit_code_of_a_broken_deck(flash):
    """`check` is 1 when a deck has mistakes; the other commands go on without it and name it on standard error."""
    flash.cards(1)
    flash.deck("deck: broken\ncards: 3\n")
    assert flash("check").code == 1
    for arguments in (("due",), ("decks",), ("review", "--plain")):
        result = flash(*arguments)
        assert result.code == 0
        assert re.search(r"broken\.yaml:\d+:\d+: error: ", result.err)
        assert "broken.yaml" not in result.out


def test_only_broken_decks(flash):
    """With nothing but a broken deck a review says so, and does not claim that all is done."""
    flash.deck("deck: broken\ncards: 3\n")
    result = flash("review", "--plain")
    assert "broken.yaml" in result.err
    assert "All done" not in result.out


def test_no_decks_at_all(flash):
    """Without any deck every command still works."""
    for arguments in (
        ("due",),
        (),
        ("decks",),
        ("check",),
        ("review", "--plain"),
        ("due", "--json"),
        ("decks", "--json"),
    ):
        result = flash(*arguments)
        assert result.code == 0
        assert not result.err or arguments == ("check",)
