"""`backup` and `restore`: by hand, and by themselves after the day's first sitting."""

import os
from pathlib import Path

import pytest

from flashcards.cli import copies
from flashcards.store.backups import backups_of


def made(flash):
    """The backups as day and reason, oldest first."""
    found = backups_of(str(flash.home / "flashcards.db"))
    return [(one.name.split("_")[1], one.reason) for one in reversed(found)]


def test_the_first_sitting_of_a_day_is_backed_up(flash, days):
    """One backup a study day, after its first sitting; a day without an answer has none."""
    flash.cards(9)
    flash("review", "--plain")
    assert made(flash) == []
    for day, clock in ((0, "09:00"), (0, "10:00"), (1, "03:00"), (1, "05:00"), (3, "09:00")):
        flash.play(4, options=("--new", "2"), now=days.at(day, clock))
    assert made(flash) == [(days.date(day), "daily") for day in (0, 1, 3)]


def test_a_quiz_is_a_sitting(flash):
    """A quiz that was handed in is backed up, too."""
    flash.cards(3)
    flash.play(4)
    for backup in (flash.home / "backups").iterdir():
        backup.unlink()
    flash.deck("deck: q\ntitle: Q\ncards: [{id: a, q: Q?, accept: yes it is}]\n")
    result = flash("quiz", "q", "--answers", "-", stdin='{"answer": "yes it is"}\n')
    assert result.code == 0, result
    assert [reason for _, reason in made(flash)] == ["daily"]


def test_the_last_words_come_first(flash, monkeypatch, capsys):
    """The summary is on the screen before the backup begins."""
    flash.cards(1)
    seen = []

    def look(*_):
        seen.append(capsys.readouterr().out)
        raise KeyboardInterrupt

    monkeypatch.setattr(copies, "back_up_home", look)
    result = flash("review", "--plain", stdin="\n\n")
    assert "1 card" in seen[0]
    assert result.code == 0
    assert "left for the next sitting" in result.err


def test_a_backup_that_fails_leaves_the_sitting_as_it_was(flash):
    """Without room for a backup the sitting ends as always, and a line says what is missing."""
    flash.cards(1)
    flash("due")
    (flash.home / "backups").write_text("in the way")
    result = flash("review", "--plain", stdin="\n\n")
    assert result.code == 0
    assert "your answers are saved, but no backup" in result.err
    assert "hint: `flashcards doctor`" in result.err
    assert len(flash.show("d/c1")["journal"]) == 1


def test_backup_and_its_list(flash):
    """A backup by hand says where it is, and the list has the newest first with day, reason and size."""
    flash.cards(2)
    assert "no backups yet" in flash("backup", "--list").out
    flash.play(4)
    result = flash("backup")
    assert "0002_2026-03-14_by-hand.db.gz" in result.out
    lines = flash("backup", "--list").out.splitlines()
    assert [line.split()[:2] for line in lines] == [["2", "2026-03-14"], ["1", "2026-03-14"]]
    assert "by-hand" in lines[0]
    told = flash("backup", "--list", "--json").json
    assert [(one["number"], one["reason"], one["day"]) for one in told] == [
        (2, "by-hand", "2026-03-14"),
        (1, "daily", "2026-03-14"),
    ]
    assert all(os.path.getsize(one["path"]) == one["bytes"] for one in told)
    assert flash("backup", "--json").json["number"] == 3


@pytest.mark.parametrize(
    "name", ["1", "0001", "0001_2026-03-14_daily", "0001_2026-03-14_daily.db.gz", "path"]
)
def test_a_backup_is_named_as_one_likes(flash, name):
    """By its number, its name, or the path of any file."""
    flash.cards(3)
    flash.play(4)
    flash.play(4, now="2026-03-15T09:00")
    if name == "path":
        name = str(flash.home / "backups" / "0001_2026-03-14_daily.db.gz")
    result = flash("restore", name, "--yes", now="2026-03-15T09:00")
    assert result.code == 0, result
    assert "restored 1 row of the journal, up to 2026-03-14" in result.out
    assert flash.show("d/c1")["journal"]
    assert not flash.show("d/c2")["journal"]


def test_restore_shows_what_it_would_replace(flash):
    """Without --yes nothing is done but told: how many rows would go, and how many come."""
    flash.cards(3)
    flash.play(4)
    flash.play(4, 4, now="2026-03-15T09:00")
    result = flash("restore", "1")
    assert result.code == 2
    assert "0001_2026-03-14_daily.db.gz is whole: 1 row of the journal, up to 2026-03-14" in result.out
    assert "here and not in it, and so gone afterwards: 2 rows" in result.out
    assert "add --yes" in result.err
    assert [path.name for path in flash.home.iterdir() if "flashcards" in path.name] == ["flashcards.db"]
    assert flash.show("d/c2")["journal"]


def test_a_restore_that_is_stopped_says_so(flash, start):
    """Ctrl-C at the question restores nothing, and says that."""
    flash.cards(3)
    flash.play(4)
    terminal = start("restore", "1")
    terminal.until("Restore it? Type yes:")
    terminal.press("\x03", "nothing was restored")
    assert terminal.end() == 130


def test_there_is_a_way_back_from_a_restore(flash):
    """What was replaced is backed up first, and can be restored itself; settings go with it."""
    flash.cards(3)
    flash("config", "new_per_day", "7")
    flash.play(4)
    flash("config", "new_per_day", "9")
    flash.play(4, now="2026-03-15T09:00")
    back = flash("restore", "1", "--yes")
    assert "and the settings of then" in back.out
    assert flash("config", "new_per_day", "--json").json[0]["value"] == 7
    again = flash("restore", str(backups_of(str(flash.home / "flashcards.db"))[0].number), "--yes")
    assert again.code == 0
    assert flash("config", "new_per_day", "--json").json[0]["value"] == 9
    assert [len(flash.show(f"d/c{number}")["journal"]) for number in (1, 2)] == [1, 1]
    assert flash("doctor").code == 0


def test_settings_that_cannot_be_stay_out(flash, monkeypatch):
    """Settings of a backup that no command could start with leave those that are here."""
    flash.cards(1)
    flash.play(4)
    (flash.home / "config.toml").write_text("nonsense = 3\n")
    copies.back_up_home(copies.find_places(), "by-hand")
    (flash.home / "config.toml").unlink()
    result = flash("restore", "2", "--yes")
    assert result.code == 0
    assert "the settings stay as they are" in result.out
    assert flash("due").code == 0


def test_a_deleted_database_comes_back(flash):
    """A database that is gone is restored from the newest backup, as the doctor says."""
    flash.cards(2)
    flash.play(4)
    (flash.home / "flashcards.db").unlink()
    found = flash("doctor", "--json")
    assert found.code == 4
    (broken,) = [one for one in found.json if one["state"] == "broken"]
    assert "flashcards restore 1" in broken["todo"]
    assert flash("restore", "1", "--yes").code == 0
    assert flash.show("d/c1")["memory"]["interval_days"] == 1


@pytest.mark.parametrize("name", ["9", "", "no-such-file", "/", "x" * 5000, "0", "-1"])
def test_a_backup_that_there_is_not(flash, name):
    """An unknown name is a usage error, and the list is named."""
    flash.cards(1)
    flash.play(4)
    result = flash("restore", "--", name)
    assert result.code == 2
    assert "Traceback" not in result.err
    assert "something unexpected" not in result.err


def test_a_restore_while_a_sitting_is_open(flash, opened):
    """Nothing is restored under an open sitting, and its answers go on being saved."""
    flash.cards(2)
    flash.play(4)
    with opened(flash.now):
        result = flash("restore", "1", "--yes")
    assert result.code == 4
    assert "close every other flashcards" in result.err
    assert len(flash.show("d/c1")["journal"]) == 1


def test_exports_of_everything_are_private(flash, tmp_path):
    """A whole backup as a zip, and settings that are imported, can be read by their owner alone."""
    flash.cards(1)
    flash("config", "new_per_day", "3")
    old = os.umask(0)
    try:
        flash("export", "all", "--output", tmp_path / "all.zip")
        (flash.home / "config.toml").unlink()
        flash("import", tmp_path / "all.zip")
    finally:
        os.umask(old)
    for path in (tmp_path / "all.zip", flash.home / "config.toml"):
        assert Path(path).stat().st_mode & 0o077 == 0
