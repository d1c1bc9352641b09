"""A backup as a zip: what was put in comes out, and what was not made here is refused whole."""

import io
import json
import stat
import zipfile
from dataclasses import replace
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.core.errors import BrokenStore, UsageError
from flashcards.core.journal import Row
from flashcards.exchange.archive import JOURNAL, MANIFEST, SETTINGS, can_hold, write_archive
from flashcards.exchange.journal_lines import BadLine, read_row, row_line
from flashcards.exchange.opening import Archive

ROW = Row("a" * 16, 1, 10, 10, 739_000, "answer", "d/a", grade=4, elapsed_ms=7, detail='{"zone": 60}')
RESULT = (
    '{"quiz": "q", "result": {"points": 1, "of": 2, "percent": 60, "pass_percent": 60, "passed": true, '
    '"ending": "time", "seconds": 9.5, "seed": "7", "topics": {"adam": [1, 2]}}}'
)
DECK = b"deck: mine\ntitle: M\ncards: [{id: a, q: Q, a: A}]\n"


def line(row=ROW, **changes):
    """A row as a line, its checksum as it should be."""
    row = replace(row, **changes)
    return row_line(row, row.checksum())


@pytest.fixture
def backup(tmp_path):
    """A sound backup of two rows, settings and a deck."""
    path = tmp_path / "backup.zip"
    with path.open("wb") as file:
        texts = [(SETTINGS, b"new_per_day = 7\n"), ("decks/mine.yaml", DECK)]
        write_archive(file, "1.0", [line(), line(seq=2, order_ms=11)], texts)
    return path


def read(path):
    """All that a backup holds."""
    with Archive(path) as archive:
        return archive.texts(), list(archive.rows())


def remade(path, change, *, vouches=True):
    """The backup with its files changed, by name; the manifest vouches for what is in it then."""
    with zipfile.ZipFile(path) as old:
        files = {entry.filename: old.read(entry) for entry in old.infolist()}
    change(files)
    if vouches:
        manifest = json.loads(files[MANIFEST])
        manifest["files"] = [
            {"name": name, "size": len(content), "sha256": sha256(content).hexdigest()}
            for name, content in files.items()
            if name != MANIFEST
        ]
        files[MANIFEST] = json.dumps(manifest).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in files.items():
            new.writestr(name, content)
    return path


def test_what_was_put_in_comes_out(backup):
    """Settings, decks and rows come back as they were."""
    texts, rows = read(backup)
    assert texts == {SETTINGS: b"new_per_day = 7\n", "decks/mine.yaml": DECK}
    assert rows == [ROW, replace(ROW, seq=2, order_ms=11)]


def test_the_same_state_makes_the_same_bytes():
    """Two backups of one state do not differ, whenever they are made."""
    files = [io.BytesIO(), io.BytesIO()]
    for file in files:
        write_archive(file, "1.0", [line()], [])
    assert files[0].getvalue() == files[1].getvalue()


@settings(deadline=None)
@given(st.integers(0, 2000), st.integers(0, 255))
def test_no_changed_byte_goes_unseen(tmp_path_factory, place, value):
    """A backup in which any byte was changed is refused, or gives what it gave before."""
    file = io.BytesIO()
    write_archive(file, "1.0", [line(), line(seq=2)], [("decks/mine.yaml", DECK)])
    content = bytearray(file.getvalue())
    path = tmp_path_factory.mktemp("flip") / "backup.zip"
    path.write_bytes(content)
    sound = read(path)
    content[place % len(content)] = value
    path.write_bytes(content)
    try:
        found = read(path)
    except BrokenStore:
        return
    assert found == sound


@settings(deadline=None)
@given(st.integers(0, 2000))
def test_no_cut_goes_unseen(tmp_path_factory, length):
    """A backup that was cut off anywhere is refused."""
    file = io.BytesIO()
    write_archive(file, "1.0", [line()], [])
    path = tmp_path_factory.mktemp("cut") / "backup.zip"
    path.write_bytes(file.getvalue()[: length % len(file.getvalue())])
    with pytest.raises(BrokenStore):
        read(path)


@pytest.mark.parametrize(
    "name",
    [
        "../evil.yaml",
        "decks/../../evil.yaml",
        "/etc/evil.yaml",
        "decks/sub/evil.yaml",
        "decks\\evil.yaml",
        "C:evil.yaml",
        "decks/.hidden.yaml",
        "decks/-rf.yaml",
        "decks/evil.sh",
        "decks/evil\u202elmay.yaml",
        "decks/evil\n.yaml",
        "decks/",
        "flashcards.db",
        "MANIFEST.JSON",
    ],
)
def test_no_name_leads_elsewhere(backup, name):
    """A file that a backup has no place for is refused, wherever its name leads."""
    remade(backup, lambda files: files.update({name: DECK}))
    with pytest.raises(BrokenStore, match="refused"):
        read(backup)


def test_a_link_is_refused(backup):
    """A symbolic link in the place of a deck is refused."""
    with zipfile.ZipFile(backup, "a") as archive:
        entry = zipfile.ZipInfo("decks/link.yaml")
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(entry, "/etc/passwd")
    with pytest.raises(BrokenStore, match="not a plain file"):
        read(backup)


def test_a_name_twice_is_refused(backup):
    """Of two files of one name nobody knows which is meant."""
    with zipfile.ZipFile(backup, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("decks/mine.yaml", DECK)
    with pytest.raises(BrokenStore, match="one twice"):
        read(backup)


def test_names_that_differ_in_capitals_are_refused(backup):
    """Some systems would write one over the other."""
    remade(backup, lambda files: files.update({"decks/Mine.yaml": DECK}))
    with pytest.raises(BrokenStore, match="capitals"):
        read(backup)


def test_a_bomb_is_not_unpacked(backup):
    """What is packed to less than a text can be is refused by its sizes alone."""
    remade(backup, lambda files: files.update({JOURNAL: b"\n" * 50_000_000}))
    with pytest.raises(BrokenStore, match="packed so small"):
        read(backup)


def test_a_lie_about_a_size_is_seen(backup):
    """A file that unpacks to more than it says is given up at that size."""
    content = backup.read_bytes()
    size = len(line()) + len(line(seq=2, order_ms=11)) + 2
    lied = content.replace(size.to_bytes(4, "little"), (size - 1).to_bytes(4, "little"))
    assert lied != content
    backup.write_bytes(lied)
    with pytest.raises(BrokenStore):
        read(backup)


@pytest.mark.parametrize("name", [MANIFEST, JOURNAL])
def test_what_every_backup_has_is_missed(backup, name):
    """A zip without a manifest or a journal is no backup."""
    remade(backup, lambda files: files.pop(name), vouches=name != MANIFEST)
    with pytest.raises(BrokenStore, match="not a backup"):
        read(backup)


@pytest.mark.parametrize(
    "manifest",
    [
        b"",
        b"[]",
        b"{}",
        b"\xff",
        b"[" * 100_000,
        b'{"format": "flashcards backup", "version": 1, "files": 3}',
    ],
    ids=range(6),
)
def test_a_foreign_manifest_is_refused(backup, manifest):
    """Whatever stands in the manifest, the answer is one sentence."""
    remade(backup, lambda files: files.update({MANIFEST: manifest}), vouches=False)
    with pytest.raises(BrokenStore, match="refused"):
        read(backup)


def test_a_later_version_is_named(backup):
    """A backup of a later layout is refused with the advice to update."""

    def later(files):
        files[MANIFEST] = files[MANIFEST].replace(b'"version": 1', b'"version": 2')

    remade(backup, later, vouches=False)
    with pytest.raises(BrokenStore, match="later version") as refused:
        read(backup)
    assert "update" in refused.value.hint


@pytest.mark.parametrize(
    "change",
    [
        lambda files: files.update({SETTINGS: b"new_per_day = 9\n"}),
        lambda files: files.pop(SETTINGS),
        lambda files: files.update({"decks/more.yaml": DECK}),
    ],
    ids=["changed", "missing", "added"],
)
def test_files_are_those_of_the_manifest(backup, change):
    """A file that was changed, removed or added behind the manifest's back is seen."""
    remade(backup, change, vouches=False)
    with pytest.raises(BrokenStore, match="manifest"):
        read(backup)


def test_a_missing_row_is_missed(backup):
    """A journal with fewer rows than the manifest tells of is refused."""
    remade(backup, lambda files: files.update({JOURNAL: (line() + "\n").encode()}))
    with pytest.raises(BrokenStore, match="1 rows"):
        read(backup)


def test_a_line_without_end_is_given_up(backup):
    """A line that would fill the memory is refused before it is read whole."""
    noise = bytes(range(33, 127)) * 40_000
    remade(
        backup,
        lambda files: files.update(
            {JOURNAL: b"".join(sha256(noise[:n]).hexdigest().encode() for n in range(40_000))}
        ),
    )
    with pytest.raises(BrokenStore, match="too long"):
        read(backup)


def test_no_file_and_no_zip(tmp_path):
    """A file that is not there is a mistake of the command line, one that is no zip a broken backup."""
    with pytest.raises(UsageError, match="no file"):
        Archive(tmp_path / "none.zip")
    (tmp_path / "text.zip").write_text("hello")
    with pytest.raises(BrokenStore, match="not a zip"):
        Archive(tmp_path / "text.zip")


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"device": "../x"}, "device"),
        ({"device": "A" * 16}, "device"),
        ({"seq": 0}, "seq"),
        ({"seq": True}, "seq"),
        ({"order_ms": 2**63}, "order_ms"),
        ({"at_ms": 1.5}, "at_ms"),
        ({"day": 10**9}, "day"),
        ({"kind": "delete"}, "kind"),
        ({"card": ""}, "card"),
        ({"card": "d/\x1b[2J"}, "card"),
        ({"card": "d/\ud800"}, "card"),
        ({"grade": 6}, "grade"),
        ({"grade": None}, "fit together"),
        ({"elapsed_ms": -1}, "elapsed_ms"),
        ({"target_seq": 1}, "fit together"),
        ({"kind": "undo", "target_seq": 1}, "half"),
        ({"detail": "[]"}, "no object"),
        ({"detail": "{"}, "not JSON"),
        ({"detail": '{"share": NaN}'}, "not JSON"),
        ({"detail": '{"typed": 1e999}'}, "not JSON"),
        ({"detail": '{"share": 1e99}'}, "share"),
        ({"detail": "[" * 100_000}, "not JSON"),
        ({"detail": '{"kind": []}'}, "kind"),
        ({"detail": '{"zone": 1e9}'}, "zone"),
        ({"detail": '{"kind": "adam-step", "verdict": "wrong"}'}, "seed"),
        ({"detail": '{"kind": "adam-step", "seed": -1}'}, "seed"),
        ({"detail": '{"typed": ["x"]}'}, "typed"),
        ({"kind": "quiz"}, "no quiz"),
        ({"kind": "quiz", "card": "quiz", "detail": '{"quiz": "q"}'}, "result"),
        ({"kind": "quiz", "card": "quiz", "detail": '{"quiz": "q", "result": {"topics": 3}}'}, "cannot be"),
        ({"kind": "quiz", "card": "quiz", "detail": RESULT.replace("[1, 2]", "[1, 0]")}, "topics"),
        ({"kind": "quiz", "card": "quiz", "detail": RESULT.replace("60", "null", 1)}, "percent"),
        ({"kind": "placed"}, "cannot be"),
    ],
    ids=str,
)
def test_a_row_that_cannot_be_is_refused(changes, told):
    """A row with a right checksum is refused all the same when later commands would stumble over it."""
    with pytest.raises(BadLine, match=told):
        read_row(line(**changes).encode())


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "quiz", "card": "quiz", "grade": None, "detail": RESULT},
        {
            "kind": "quiz",
            "grade": None,
            "detail": '{"quiz": "q", "n": 1, "verdict": "empty", "share": 0.0, "slip": null}',
        },
        {
            "kind": "practice",
            "card": "adam-step",
            "grade": None,
            "detail": '{"kind": "adam-step", "slip": "x"}',
        },
        {"kind": "undo", "grade": None, "target_device": "a" * 16, "target_seq": 1},
        {"kind": "undo", "grade": None, "target_device": "a" * 16 + "~" + "0" * 16, "target_seq": 1},
        {
            "kind": "placed",
            "grade": None,
            "detail": '{"ease": 250, "interval_days": 6, "repetitions": 2, "due_day": 739000, "lapses": 0}',
        },
    ],
    ids=str,
)
def test_rows_of_every_kind_come_through(changes):
    """What the program writes is taken in."""
    assert read_row(line(**changes).encode()) == replace(ROW, **changes)


@pytest.mark.parametrize(
    "text", ["", "3", "[]", "{}", "\xff", "[" * 100_000, line().replace('"seq":1', '"seq":2')]
)
def test_a_line_that_is_no_row_is_refused(text):
    """Anything but an object of a row's fields whose checksum holds is refused."""
    with pytest.raises(BadLine):
        read_row(text.encode("latin-1"))


@pytest.mark.parametrize(
    ("name", "size", "can"),
    [
        ("decks/mine.yaml", 10, True),
        ("decks/größe.yml", 10, True),
        ("decks/mine.yaml", 2**30, False),
        ("decks/a:b.yaml", 10, False),
    ],
)
def test_what_a_backup_can_hold(name, size, can):
    """Decks are told by a name that every system can have, and a size that the program reads."""
    assert can_hold(name, size) == can
