"""Listing deck files, and noticing that they have changed."""

import os
import subprocess
import sys

from flashcards.decks.files import deck_files, stamp

OLD = 1_000_000.0


def written(path, text="x", mtime=OLD):
    """A file of that text and age."""
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    os.utime(path, (mtime, mtime))
    return path


def test_files_are_listed_by_folder_and_name(tmp_path):
    """One's own folder comes first; other suffixes, hidden files, folders and dead links are no decks."""
    own, bundled = tmp_path / "own", tmp_path / "bundled"
    for name in ("b.yaml", "a.yml", "c.txt", ".hidden.yaml", "B.yaml"):
        written(own / name)
    written(bundled / "a.yaml")
    written(own / "folder.yaml" / "inner.yaml")
    (own / "dead.yaml").symlink_to("nowhere")
    found = deck_files((str(own), str(bundled), str(tmp_path / "none")))
    assert [os.path.relpath(path, tmp_path) for path in found] == [
        "own/B.yaml",
        "own/a.yml",
        "own/b.yaml",
        "bundled/a.yaml",
    ]


def test_the_stamp_shows_every_change(tmp_path):
    """The stamp stays while nothing changes, and is another one after any change of a file or of their number."""
    folders = (str(tmp_path),)
    file = written(tmp_path / "a.yaml")
    stamps = [stamp(folders, OLD + 100)]
    assert stamp(folders, OLD + 900) == stamps[0]
    written(file, "xy")
    stamps.append(stamp(folders, OLD + 100))
    written(file, "xz", OLD + 1)
    stamps.append(stamp(folders, OLD + 100))
    written(tmp_path / "other", "xz", OLD + 1).replace(file)
    stamps.append(stamp(folders, OLD + 100))
    written(tmp_path / "b\n.yaml")
    stamps.append(stamp(folders, OLD + 100))
    file.unlink()
    stamps.append(stamp(folders, OLD + 100))
    assert len(set(stamps)) == len(stamps)
    assert all("\n" not in line for line in stamps)


def test_a_fresh_stamp_equals_no_other(tmp_path):
    """While a file may change within one tick of the clock, no stamp is equal to another one."""
    written(tmp_path / "a.yaml")
    folders = (str(tmp_path),)
    for now in (OLD, OLD + 1.9, OLD - 1.9):
        assert stamp(folders, now) != stamp(folders, now)
    assert stamp(folders, OLD + 2) == stamp(folders, OLD + 3)


def test_next_to_nothing_is_imported():
    """The module costs a fast command nothing but itself."""
    code = (
        "import sys; before = set(sys.modules)\n"
        "import flashcards.decks.files, flashcards.decks.bundled\n"
        "print(*sorted(set(sys.modules) - before))"
    )
    shown = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    ).stdout
    assert shown.split() == [
        "flashcards",
        "flashcards.decks",
        "flashcards.decks.bundled",
        "flashcards.decks.files",
    ]
