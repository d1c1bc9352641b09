"""Completion: what is offered, what it costs, and that real shells take it as it is meant."""

import os
import shlex
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pexpect
import pytest

from flashcards.cli.complete import COMMAND_LINE
from flashcards.cli.completion import SHELLS, command_line_text
from flashcards.cli.shell_words import Line

#: What no name can be by the rules of decks, as a foreign cache could hold it all the same.
ODD = [
    "$(touch PWNED)", "`touch PWNED`", ";touch PWNED", "|touch PWNED", "\\$(touch PWNED)", "'$(touch PWNED)'",
    '"$(touch PWNED)"', "two words", "it's", 'say "hi"', "a:b:c", "a=b", "back\\slash", "bang!bang", "star*[x]?{a,b}",
    "~root", "#hash", "(sub)", "<in>", "a&b", "Grad é", "%s%n", "=zsh", "^caret", "tail\\",
]  # fmt: skip

#: Runs the program to complete; what is run otherwise tells its arguments, each in brackets.
PROGRAM = """#!/bin/sh
case "$1" in
__complete|completion) exec {python} -S -c 'from flashcards.cli.main import main; main()' "$@" ;;
esac
printf '<%s>' "$@"
echo END
"""


@pytest.fixture
def full(flash):
    """A home with two decks, a computed card, tags, and a cache that knows them."""
    flash.deck(
        """
        deck: optimizers
        title: Optimizers
        cards:
          - {id: adam, q: Q?, a: A, tags: [steps, second-moment]}
          - {id: sgd, cloze: 'a {{c1::b}} {{c2::c}}', tags: [steps]}
          - {id: by-hand, problem: adam-step}
        """
    )
    flash.cards(3, deck="other")
    assert flash("due").code == 0
    return flash


def offered(flash, line, shell="fish"):
    """The words offered for a line, in their order."""
    result = flash("__complete", shell, line)
    assert result.code == 0
    assert not result.err
    return [word.partition("\t")[0] for word in result.out.splitlines()[1:]]


# ---- what is offered


def test_only_what_can_be_removed_is_offered(full, tmp_path):
    """`decks remove` has one's own decks, also one that takes a bundled one's place, and not those that stay."""
    (tmp_path / "bundled" / "basics.yaml").write_text(
        "deck: basics\ntitle: B\ncards: [{id: a, q: Q, a: A}]\n"
    )
    assert full("due").code == 0
    assert offered(full, "flashcards decks off ") == ["optimizers", "other", "basics"]
    assert offered(full, "flashcards decks remove ") == ["optimizers", "other"]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("rev", ["review"]),
        ("de", ["decks"]),
        ("decks o", ["on", "off"]),
        ("decks on o", ["optimizers", "other"]),
        ("review ", ["optimizers", "other"]),
        ("review other ", ["optimizers"]),
        ("review --tag ", ["second-moment", "steps"]),
        ("review --tag steps --tag se", ["second-moment"]),
        ("review --tag=st", ["--tag=steps"]),
        ("review --tag steps opt", ["optimizers"]),
        ("review --cr", ["--cram"]),
        ("review --limit ", []),
        ("review -- --cr", []),
        ("review --bogus=", []),
        ("card show ", ["optimizers/", "other/"]),
        ("card show op", ["optimizers/"]),
        (
            "card show optimizers/",
            ["optimizers/adam", "optimizers/by-hand", "optimizers/sgd#c1", "optimizers/sgd#c2"],
        ),
        ("card show optimizers/sgd ", []),
        ("practice opt", ["optimizers"]),
        ("practice rmsp", ["rmsprop-step"]),
        ("practice rmsprop-step rmsp", []),
        ("config gr", ["grades"]),
        ("config grades ", ["4", "6", "default"]),
        ("config decks_off o", ["optimizers", "other"]),
        ("config bogus ", []),
        ("stats --period ", ["month", "quarter", "year", "all"]),
        ("export cards --format js", ["json", "jsonl"]),
        ("export deck other --format js", ["json"]),
        ("export deck other --format=ap", ["--format=apkg"]),
        ("help gr", ["grading"]),
        ("help card res", ["resume", "reset"]),
        ("help grading ", []),
        ("completion ", list(SHELLS)),
        ("bogus ", []),
        ("undo ", []),
        ("review 'oth", ["other"]),
        ('review "oth', ["other"]),
        ("review oth\\e", ["other"]),
        ("review --tag steps\\", ["steps"]),
    ],
    ids=str,
)
def test_what_is_offered(full, line, words):
    """Every place of a command line is completed by what can stand there."""
    assert offered(full, f"flashcards {line}") == words


def test_backups_are_offered_newest_first(full):
    """Where a backup is wanted, its number is offered, with its day and why it was made."""
    assert offered(full, "flashcards restore ") == []
    full.play(4)
    full("backup")
    assert offered(full, "flashcards restore ") == ["2", "1"]
    assert "2\t2026-03-14, by-hand" in full("__complete", "fish", "flashcards restore ").out


@pytest.mark.parametrize("line", ["check ", "check ./my", "review --answers ", "practice --html=sh"])
def test_files_are_the_shells_business(full, line):
    """Where a file is wanted, the shell is told to complete files."""
    assert full("__complete", "bash", f"flashcards {line}", "").out == "files\n"


def test_remarks_beside_the_words(full):
    """Shells that can show it are told what each word means."""
    assert "review\tReview the cards that are due" in full("__complete", "fish", "flashcards ").out
    assert "other\tother  -- Deck other" in full("__complete", "zsh", "flashcards review ot").out


def test_the_words_are_those_of_the_commands():
    """The table is what the commands are; it is written anew with `command_line_text()`."""
    assert Path(COMMAND_LINE).read_text("utf-8") == command_line_text()


def test_many_cards_are_cut_off_with_their_beginning_in_common(flash):
    """Of thousands of cards some are offered, the last among them, so that the shell completes no further than it may."""
    flash.cards(1500)
    flash("due")
    words = offered(flash, "flashcards card show d/c")
    assert len(words) == 1001
    assert words[-1] == "d/c999"
    assert os.path.commonprefix(words) == "d/c"  # noqa: RUF071 - as shells do


def test_kinds_are_known_once_practice_has_run(flash):
    """A home whose decks have no computed card knows the kinds from `practice` on."""
    flash.cards(1)
    flash("due")
    assert offered(flash, "flashcards practice rmsp") == []
    flash("practice", "--list")
    assert offered(flash, "flashcards practice rmsp") == ["rmsprop-step"]


def test_a_home_of_any_name(flash, tmp_path, monkeypatch):
    """Signs that mean something in SQLite's addresses are part of the path."""
    flash.home = tmp_path / "a b?mode=rw#c%20d"
    monkeypatch.setenv("FLASHCARDS_HOME", str(flash.home))
    flash.cards(1)
    flash("due")
    assert offered(flash, "flashcards review ") == ["d"]


def test_searches_are_completed_filter_by_filter(full):
    """First the filters' names, then what may stand behind each; what was typed before stays."""
    assert offered(full, "flashcards card search i") == ["id:", "is:", "introduced:"]
    assert offered(full, "flashcards review --search is:s") == ["is:suspended"]
    assert offered(full, "flashcards quiz --search deck:o") == ["deck:optimizers", "deck:other"]
    assert offered(full, "flashcards export cards --search 'is:due -tag:se") == ["is:due -tag:second-moment"]
    assert offered(full, "flashcards card search 'ivl>1 (type:cl") == ["ivl>1 (type:cloze"]
    assert offered(full, "flashcards card search adam") == []


# ---- what it costs, and what it leaves alone


@pytest.mark.parametrize(
    "line", ["", "card show optimizers/", "practice a", "config ", "review --tag ", "card search deck:"]
)
def test_completing_loads_almost_nothing(full, loaded, line):
    """Completing loads what reads JSON and the cache, and nothing else that is slow."""
    modules = loaded("__complete", "bash", f"flashcards {line}", "")
    assert "flashcards.cli.complete" in modules
    assert not modules & {
        "dataclasses", "nnquiz", "numpy", "pathlib", "platformdirs", "prompt_toolkit", "pydantic", "rich", "tomlkit",
        "typer", "typing", "yaml", "flashcards.store", "flashcards.screens",
    }  # fmt: skip


def broken(cache):
    cache.write_bytes(b"no database" * 1000)


def emptied(cache):
    cache.write_bytes(b"")


def older(cache):
    with closing(sqlite3.connect(cache)) as connection:
        connection.execute("DROP TABLE kinds")
        connection.execute("DROP TABLE tags")
        connection.execute("DROP TABLE files")
        connection.commit()


def a_folder(cache):
    cache.unlink()
    cache.mkdir()


def gone(cache):
    shutil.rmtree(cache.parent.parent)


@pytest.mark.parametrize("damage", [broken, emptied, older, a_folder, gone])
def test_a_broken_home_completes_to_nothing(full, damage):
    """Where names cannot be read there are none, without a word, and nothing is made or mended."""
    damage(full.home / "cache" / "cards.db")
    before = sorted(full.home.rglob("*"))
    for line in ("review ", "review --tag ", "card show ", "card show d/", "practice "):
        result = full("__complete", "bash", f"flashcards {line}", "")
        assert (result.code, result.err) == (0, "")
        assert result.out in {"", "words\n", "stems\n"}
    assert sorted(full.home.rglob("*")) == before
    assert offered(full, "flashcards rev") == ["review"]


def test_the_database_is_left_alone(full):
    """Completing never opens the database, not even one that cannot be opened."""
    database = full.home / "flashcards.db"
    database.write_bytes(b"no database")
    assert offered(full, "flashcards review ot") == ["other"]
    assert database.read_bytes() == b"no database"


@pytest.mark.parametrize(
    "arguments", [(), ("bash",), ("bash", "flashcards rev"), ("bash", "flashcards rev", "x"), ("", "")]
)
def test_a_wrong_question_is_answered_with_nothing(flash, arguments):
    """Whatever a script of another version asks, there is no message."""
    result = flash("__complete", *arguments)
    assert (result.code, result.err) == (0, "")


def test_what_drives_terminals_is_not_offered(full):
    """A name with signs that cannot be seen is not offered, and a remark shows them."""
    odd_tags(full, ["q1\x1b[2J", "q2\nnew", "q3\tx", "q4\u202e", "q5fine"])
    with closing(sqlite3.connect(full.home / "cache" / "cards.db")) as cache:
        cache.execute("UPDATE files SET title = 'a' || char(27) || char(9) || 'b'")
        cache.commit()
    assert offered(full, "flashcards review --tag q") == ["q5fine"]
    assert full("__complete", "fish", "flashcards review oth").out == "words\nother\ta␛    b\n"


# ---- the scripts


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_says_how_to_install_it(flash, shell, checkout):
    """The script of each shell comes with the line that installs it, which the README has too."""
    script = flash("completion", shell).out
    told = script.partition("In ~/")[2].partition("\n")[0].split(":  ")[1]
    assert f"flashcards completion {shell}" in told
    assert f"`{told}`" in (checkout / "README.md").read_text("utf-8").replace("\\|", "|")


def test_no_script_for_another_shell(flash):
    """A shell that there is no script for is a usage error that names those there are."""
    result = flash("completion", "tcsh")
    assert result.code == 2
    assert "bash, zsh, fish" in result.err


@pytest.mark.parametrize("text", ["", "a", "a b", "'a b' c\\ d", '"a\\"b" \'c', "a\\"])
def test_lines_are_read_as_shells_read_them(text):
    """Finished words are what `shlex` makes of them, and the last one is told as typed and as meant."""
    line = Line(f"{text} end")
    if not line.quote and not text.endswith("\\"):
        assert [*line.before, line.word] == [*shlex.split(text), "end"]
    assert text.endswith(Line(text).raw)


def odd_tags(flash, tags):
    """Put tags into the cache that no deck could have."""
    with closing(sqlite3.connect(flash.home / "cache" / "cards.db")) as cache:
        (file,) = cache.execute("SELECT min(id) FROM files").fetchone()
        cache.executemany("INSERT INTO tags VALUES (?, ?, 'd/x')", ((file, tag) for tag in tags))
        cache.commit()


# ---- real shells

INTERACTIVE = {
    "bash": ["bash", "--norc", "--noprofile"],
    "zsh": ["zsh", "-f"],
    "fish": ["fish", "--no-config"],
}
PROMPT = {
    "bash": "PS1='REA''DY> '; PS2=",
    "zsh": "PS1='REA''DY> '; PROMPT_SP=",
    "fish": "function fish_prompt; printf 'REA''DY> '; end",
}


@pytest.fixture(params=SHELLS)
def shell(request, full, tmp_path):
    """A shell that has read its script, in a folder of its own."""
    if not shutil.which(request.param):
        pytest.skip(f"there is no {request.param} here")
    odd_tags(full, [f"q{number:02}{odd}" for number, odd in enumerate(ODD)])
    program = tmp_path / "bin" / "flashcards"
    program.parent.mkdir()
    program.write_text(PROGRAM.format(python=shlex.quote(sys.executable)))
    program.chmod(0o755)
    folder = tmp_path / "here"
    folder.mkdir()
    (folder / "my deck.yaml").write_text("")
    environment = {
        "PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        "FLASHCARDS_HOME": str(full.home),
        "HOME": str(folder),
        "LANG": "C.UTF-8",
        "TERM": "dumb",
    }
    started = Shell(request.param, folder, environment)
    yield started
    started.close()


class Shell:
    """A real shell on a terminal."""

    def __init__(self, name, folder, environment):
        self.name = name
        self.folder = folder
        command, *arguments = INTERACTIVE[name]
        self._terminal = pexpect.spawn(
            command,
            arguments,
            env=environment,
            cwd=str(folder),
            encoding="utf-8",
            dimensions=(24, 200),
            timeout=30,
        )
        source = (
            "flashcards completion fish | source"
            if name == "fish"
            else f'eval "$(flashcards completion {name})"'
        )
        self._terminal.sendline(f"{PROMPT[name]}; {source}")
        self._terminal.expect("READY> ")

    def arguments(self, typed):
        """What the program is given when this is typed, with tabs, and entered."""
        self._terminal.send(f"flashcards {typed}\r")
        self._terminal.expect(r"(?s)\n(<[^\n]*>)END\r?\n")
        found = self._terminal.match[1]
        self._terminal.expect("READY> ")
        return found[1:-1].split("><")

    def close(self):
        """End it."""
        self._terminal.close(force=True)


def test_a_shell_completes(shell):
    """Commands, options, decks, cards and files are completed by a Tab, and the rest is typed on behind."""
    assert shell.arguments("rev\t--cr\toth\t") == ["review", "--cram", "other"]
    assert shell.arguments("card sh\topt\tad\t") == ["card", "show", "optimizers/adam"]
    assert shell.arguments("review --tag=sec\toth\t") == ["review", "--tag=second-moment", "other"]
    assert shell.arguments("check my\t") == ["check", "my deck.yaml"]
    assert shell.arguments("practice --html my\t") == ["practice", "--html", "my deck.yaml"]


@pytest.mark.parametrize("quote", ["", "'", '"'], ids=["bare", "single", "double"])
def test_a_shell_takes_odd_names_as_they_are(shell, quote):
    """Whatever stands in a name, a Tab gives the program that name, and runs nothing."""
    for number, odd in enumerate(ODD):
        typed = f"q{number:02}"
        assert shell.arguments(f"review --tag {quote}{typed}\t") == ["review", "--tag", f"{typed}{odd}"]
    assert not (shell.folder / "PWNED").exists()


def test_a_shell_completes_in_the_middle_of_a_word(shell):
    """What stands before a colon or an equal sign, where bash begins a new word, is not written twice."""
    assert shell.arguments(f"review --tag q{ODD.index('a:b:c')}a:b\t")[-1].endswith("a:b:c")
    assert shell.arguments(f"review --tag=q{ODD.index('a=b')}a=\t")[-1].endswith("a=b")


def test_a_shell_without_a_home(shell, full):
    """With nothing to read, a Tab adds nothing, says nothing, and the line stays usable."""
    shutil.rmtree(full.home)
    assert shell.arguments("review --tag q0\tx") == ["review", "--tag", "q0x"]
    assert not full.home.exists()


def test_bash_is_told_without_a_terminal(full):
    """The function can be called as bash-completion's tests do: its answers are quoted words."""
    odd_tags(full, ["z $(touch PWNED)"])
    if not shutil.which("bash"):
        pytest.skip("there is no bash here")
    script = full("completion", "bash").out
    run = f"flashcards() {{ :; }}; {script}\ncomplete -p flashcards"
    told = subprocess.run(["bash", "-c", run], capture_output=True, text=True, check=True, timeout=60)
    assert told.stdout.strip() == "complete -F _flashcards flashcards"
    assert (
        full("__complete", "bash", "flashcards review --tag z", "z").out
        == "words\nz\\ \\$\\(touch\\ PWNED\\)\n"
    )
