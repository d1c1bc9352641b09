"""`flashcards import` of tables, notes and Anki's files: from a spreadsheet to reviews, and twice without harm."""

import os
import subprocess
import sys
import zipfile

import pytest

from flashcards.cli import import_decks

WORDS = "word,translation,tags\n" + "".join(f"Wort {n},word {n},german\n" for n in range(30))


@pytest.fixture
def words(tmp_path):
    """A spreadsheet of 30 words."""
    path = tmp_path / "German words.csv"
    path.write_text(WORDS, "utf-8")
    return path


def files(home):
    """All files of the home but the databases, with what is in them."""
    return {
        str(path.relative_to(home)): path.read_bytes()
        for path in home.rglob("*")
        if path.is_file() and ".db" not in path.name
    }


def test_a_spreadsheet_becomes_a_deck_that_is_reviewed(flash, words):
    """Thirty words come in, the report says what to type next, `check` finds nothing, and the cards are asked."""
    result = flash("import", words)
    assert result.code == 0
    assert "german-words: 30 new" in result.out
    assert "next: flashcards review german-words" in result.out
    checked = flash("check", flash.home / "decks" / "german-words.yaml")
    assert (checked.code, "0 mistakes" in checked.out + checked.err) == (0, True)
    asked = [line["card"] for line in flash.play(4, 4, options=["german-words"]) if "card" in line]
    assert asked == ["german-words/wort-0", "german-words/wort-1"]


def test_a_dry_run_writes_nothing(flash, words):
    """--dry-run says the same and leaves no file; the import that follows does what was said."""
    flash("due")
    before = files(flash.home)
    tried = flash("import", words, "--dry-run")
    assert "german-words: 30 new" in tried.out
    assert "nothing was written" in tried.out
    assert files(flash.home) == before


def stop(*_, **__):
    raise KeyboardInterrupt


@pytest.mark.parametrize(
    ("where", "says"),
    [
        ("flashcards.cli.import_text.read_text", "stopped: nothing was taken in\n"),
        (
            "flashcards.reports.files._move",
            "stopped: part of it may be here; the same import again brings the rest\n",
        ),
    ],
)
def test_who_stops_an_import_is_told_what_came_in(flash, words, monkeypatch, where, says):
    """Ctrl-C while reading leaves nothing, and says so; while files are moved into place, it may leave a part."""
    flash("due")
    before = files(flash.home)
    with monkeypatch.context() as broken:
        broken.setattr(where, stop)
        result = flash("import", words)
    assert (result.code, result.out, result.err) == (130, "", says)
    assert files(flash.home) == before
    assert "german-words: 30 new" in flash("import", words).out


def test_a_second_import_updates_in_place(flash, words):
    """What changed is changed under its id, with its progress; what was added by hand stays; the old file is kept."""
    flash("import", words)
    flash.play(5, options=["german-words"])
    deck = flash.home / "decks" / "german-words.yaml"
    by_hand = deck.read_text("utf-8").replace("a: word 0\n", "a: word 0\n    hint: mine\n") + "  # mine\n"
    deck.write_text(by_hand, "utf-8")
    words.write_text(WORDS.replace("word 0,", "the word 0,").replace("Wort 29,", "Neu,"), "utf-8")
    result = flash("import", words)
    assert "german-words: 1 new, 1 changed, 28 as before, 1 only here" in result.out
    text = deck.read_text("utf-8")
    assert "a: the word 0\n    tags: [german]\n    hint: mine\n" in text
    assert "# mine" in text
    assert (deck.parent / "german-words.yaml.before-import").read_text("utf-8") == by_hand
    assert flash.show("german-words/wort-0")["memory"]["repetitions"] == 1
    again = files(flash.home)
    assert "as before" in flash("import", words).out
    assert files(flash.home) == again


def test_all_goes_into_a_deck_that_is_named(flash, words):
    """--deck names the deck; a name that cannot be is refused with one that can."""
    assert "spanish: 30 new" in flash("import", words, "--deck", "spanish").out
    refused = flash("import", words, "--deck", "Mein Deck")
    assert refused.code == 2
    assert "--deck mein-deck" in refused.err


def test_no_bundled_deck_is_pushed_aside(flash, words, tmp_path):
    """A deck that would take a bundled one's place gets another name, or is refused when the person named it."""
    (tmp_path / "bundled" / "german-words.yaml").write_text("deck: german-words\ntitle: G\ncards: []\n")
    assert "german-words-imported: 30 new" in flash("import", words).out
    assert "german-words-imported: 30 as before" in flash("import", words).out
    assert flash("import", words, "--deck", "german-words").code == 2


def test_a_deck_with_mistakes_takes_nothing(flash, words):
    """A broken deck, or another one's file of the name, is left alone, and that is said in one line."""
    deck = flash.deck("deck: german-words\ntitle: G\ncards: [\n", "german-words")
    before = deck.read_bytes()
    result = flash("import", words)
    assert result.code == 4
    assert len(result.err.splitlines()) == 2
    assert deck.read_bytes() == before
    deck.write_text("deck: other\ntitle: G\ncards: []\n")
    assert flash("import", words).code == 4


def test_what_is_left_out_is_counted(flash, tmp_path):
    """Of many rows that are no cards the first twenty are named, and the rest counted."""
    path = tmp_path / "w.csv"
    path.write_text("front,back\na,b\n" + "x,\n" * 3 + "".join(f"q{n},\n" for n in range(30)), "utf-8")
    out = flash("import", path).out
    assert "left out: 33" in out
    assert out.count("  line ") == 20
    assert "and 13 more" in out


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.csv", b""),
        ("nul.csv", b"a,b\0"),
        ("one.csv", b"only\none\n"),
        ("cut.csv", b'a,b\n"c,d'),
        ("sheet.xlsx", b"PK\3\4xxxx"),
        ("cut.apkg", b"PK\3\4xxxx"),
        ("no.colpkg", b"text"),
        ("no.zip", b"a,b\n"),
        ("deck.yaml", b"deck: d\n"),
        ("x.json", b"[]"),
        ("notes.md", b"# Nothing\n"),
        ("head.csv", b"front,back\n"),
        ("\x1b[31mname.csv", b""),
        ("bad.txt", b"#separator:what\na\tb\n"),
    ],
)
def test_bad_files_change_nothing(flash, tmp_path, name, content):
    """Whatever is wrong with a file: one line and a hint, nothing changed, and nothing that drives a terminal."""
    flash("due")
    before = files(flash.home)
    path = tmp_path / name
    path.write_bytes(content)
    result = flash("import", path)
    if name == "head.csv":
        assert "no card came" in result.out
    else:
        assert result.code in {2, 4}
        assert len(result.err.splitlines()) <= 2
    assert "\x1b" not in result.err + result.out
    assert files(flash.home) == before


def test_nothing_that_is_no_file_is_waited_for(flash, tmp_path):
    """A folder, a pipe without a writer, a device without an end and a link to itself are refused at once."""
    os.mkfifo(tmp_path / "pipe.csv")
    (tmp_path / "loop.csv").symlink_to("loop.csv")
    for path in (tmp_path, tmp_path / "pipe.csv", "/dev/zero", tmp_path / "loop.csv", tmp_path / "none.csv"):
        assert flash("import", path).code == 2


def test_questions_that_come_again(flash, tmp_path):
    """The same question with another answer is a card of its own; the same row again is named, and left out."""
    path = tmp_path / "w.csv"
    path.write_text("front,back\nrun,laufen\nrun,Lauf\nrun,laufen\nrun,Lauf\nRun!,x\n", "utf-8")
    result = flash("import", path)
    assert "w: 3 new" in result.out
    assert "  line 4: the same card stands above\n  line 5: the same" in result.out
    assert "w: 3 as before" in flash("import", path).out


def test_too_many_decks_are_refused(flash, tmp_path, monkeypatch):
    """A file with more decks than can be written at once is refused whole, and may come as one."""
    monkeypatch.setattr(import_decks, "_MOST_DECKS", 2)
    path = tmp_path / "n.txt"
    path.write_text(
        "#separator:tab\n#deck column:1\n" + "".join(f"d{n}\tq{n}\ta\n" for n in range(3)), "utf-8"
    )
    flash("due")
    before = files(flash.home)
    assert flash("import", path).code == 2
    assert files(flash.home) == before
    assert "all: 3 new" in flash("import", path, "--deck", "all").out


def test_a_deck_that_is_edited_meanwhile_stays(flash, words, monkeypatch):
    """What is saved in an editor while an import runs is not written over: the import is refused whole."""
    flash("import", words)
    deck = flash.home / "decks" / "german-words.yaml"
    words.write_text(WORDS.replace("word 3", "another 3") + "Wort 30,word 30,\n", "utf-8")
    edited = deck.read_text("utf-8").replace("a: word 0\n", "a: mine\n")

    class Edited(import_decks.Adoption):
        def pieces(self, entries):
            yield from super().pieces(entries)
            deck.write_text(edited, "utf-8")

    with monkeypatch.context() as patched:
        patched.setattr(import_decks, "Adoption", Edited)
        refused = flash("import", words)
    assert (refused.code, refused.out) == (4, "")
    assert "was changed by another program meanwhile" in refused.err
    assert {path.name for path in deck.parent.iterdir()} == {deck.name}
    assert deck.read_text("utf-8") == edited
    assert "1 new, 2 changed" in flash("import", words).out


def test_a_disk_that_is_full_leaves_all_as_it_was(flash, words, monkeypatch):
    """When a file cannot be written to its end, no deck is there."""
    flash("due")
    before = files(flash.home)

    def full(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("flashcards.reports.files.os.fsync", full)
    result = flash("import", words)
    assert result.code == 2
    assert "No space left" in result.err
    assert files(flash.home) == before


def test_an_interrupt_leaves_all_as_it_was(flash, words, monkeypatch):
    """Ctrl-C in the middle ends with its exit code, and no deck is there."""
    flash("due")
    before = files(flash.home)

    def interrupted(entries, _what, _total):
        for number, entry in enumerate(entries):
            if number == 7:
                raise KeyboardInterrupt
            yield entry

    monkeypatch.setattr("flashcards.cli.import_text.with_progress", interrupted)
    assert flash("import", words).code == 130
    assert files(flash.home) == before


def test_a_million_rows_take_bounded_memory(home, tmp_path, checkout):
    """More rows than are taken are refused in one line, with no file left and less than 200 MB in use."""
    path = tmp_path / "many.csv"
    with path.open("w") as file:
        file.write("front,back\n")
        file.writelines(f"question {n},a\n" for n in range(1_000_000))
    script = (
        # What getrusage tells includes what the process that started this one had taken.
        "from pathlib import Path\nfrom flashcards.cli.main import main\ntry:\n    main()\nfinally:\n"
        "    print(Path('/proc/self/status').read_text().partition('VmHWM:')[2].split()[0])"
    )
    result = subprocess.run(
        [sys.executable, "-c", script, "import", str(path)],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(checkout)},
    )
    assert result.returncode == 4
    assert "more than 500,000 rows" in result.stderr
    assert int(result.stdout.split()[-1]) < 200 * 1024
    assert list((home / "decks").glob("**/*")) == []


def test_a_package_of_ankis_is_known_by_its_content(flash, tmp_path):
    """A zip with Anki's database in it is taken for one, whatever it is called, and a damaged one is refused."""
    path = tmp_path / "renamed.zip"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("collection.anki2", b"no database")
    result = flash("import", path)
    assert result.code == 4
    assert "backup of flashcards" not in result.err


def test_a_deck_exported_as_text_does_not_come_twice(flash, tmp_path):
    """Its cards are known by their GUIDs and left out, each named, unless a deck for them is named; others come."""
    path = flash.deck(
        "deck: d\ntitle: D\ncards:\n  - {id: c1, q: Q?, a: A}\n  - {id: cl, cloze: 'a {{b}}'}\n"
    )
    before = path.read_bytes()
    text = tmp_path / "d.tsv"
    assert flash("export", "deck", "d", "--output", text).code == 0
    again = flash("import", text)
    assert "left out: 2" in again.out
    assert "'d/c1' is a card of yours already" in again.out
    assert path.read_bytes() == before
    assert "copy: 2 new" in flash("import", text, "--deck", "copy").out
    flash("decks", "remove", "d")
    assert "d: 2 new" in flash("import", text).out
