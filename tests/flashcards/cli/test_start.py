"""What a command loads before it answers, and the two ways into those that are asked for most."""

import itertools
import os
import subprocess
import sys

import pytest

from flashcards.cli.app import COMMANDS, app
from flashcards.cli.home import Home

SLOW_FOR_DUE = {
    "contextlib", "dataclasses", "flashcards.screens", "json", "numpy", "pathlib", "platformdirs", "prompt_toolkit",
    "pydantic", "re", "rich", "sqlite_utils", "tomlkit", "typer", "typing", "yaml",
}  # fmt: skip
SLOW_FOR_REVIEW = {"nnquiz", "numpy", "platformdirs", "pydantic", "sqlite_utils", "tomlkit", "yaml"}

#: What costs most to load; a module of the same name means all that is below it, too.
HEAVY = {
    "importlib.metadata", "jinja2", "latex2mathml", "markdown_it", "nnquiz", "numpy", "platformdirs",
    "prompt_toolkit", "pydantic", "rapidfuzz", "rich", "tomlkit", "urllib.request", "yaml",
}  # fmt: skip
#: Of these, what each command may load where no terminal is, its decks unchanged; all else stays out of it.
LOADS = {
    "": {"rich"},
    "--version": {"importlib.metadata"},
    "--help": {"importlib.metadata", "rich"},
    "add --help": set(),
    "backup": set(),
    "backup --list": set(),
    "card search Question": set(),
    "card search is:due --json": set(),
    "card show d/c1": {"rich"},
    "card show d/c1 --json": set(),
    "card suspend d/c1": set(),
    "check": {"importlib.metadata", "pydantic", "rapidfuzz", "yaml"},
    "completion bash": set(),
    "config": set(),
    "config --json": set(),
    "config new_per_day 5": {"tomlkit"},
    "decks": set(),
    "decks --json": set(),
    "decks off d": {"tomlkit"},
    "doctor --help": {"importlib.metadata", "rich"},
    "due": set(),
    "due --json": set(),
    "export reviews --output reviews.csv": set(),
    "help": set(),
    "help grading": set(),
    "help card show": set(),
    "import --help": set(),
    "new --help": set(),
    "practice --list --json": {"importlib.metadata", "nnquiz", "numpy"},
    "quiz --history": set(),
    "quiz --history --json": set(),
    "restore 1 --yes": set(),
    "review --plain": {"rich"},
    "schema --help": set(),
    "stats": {"rich"},
    "stats --json": set(),
    "undo": set(),
}

DUE_FLAGS = [
    flags for count in range(3) for flags in itertools.product(("--json", "--exit-code"), repeat=count)
]
#: Lines that are answered before Typer is loaded.
PLAIN = [
    (),
    *(("due", *flags) for flags in DUE_FLAGS),
    ("review",),
    ("review", "d"),
    ("review", "nowhere"),
    ("stats",),
    ("stats", "--json"),
    ("card", "show", "d/c1"),
    ("card", "show", "d/c1", "--json"),
    ("card", "show", "nowhere"),
    ("check",),
    ("check", "--json"),
    ("check", "nowhere.yaml", "--json"),
]


@pytest.mark.parametrize("flags", [(), ("--exit-code",)], ids=" ".join)
def test_due_loads_almost_nothing(settled, loaded, flags):
    """`due` on unchanged decks loads none of what costs time at the start."""
    modules = loaded("due", *flags)
    assert "flashcards.cli.due" in modules
    assert not modules & SLOW_FOR_DUE


def test_due_as_json_loads_only_json_besides(settled, loaded):
    """`due --json` loads what writes JSON, and nothing else that is slow."""
    assert loaded("due", "--json") & SLOW_FOR_DUE <= {"contextlib", "json", "re", "typing"}


@pytest.mark.parametrize("options", [("--answers", "-"), ("--plain",)], ids=" ".join)
def test_review_parses_nothing_that_has_not_changed(settled, loaded, options):
    """`review` on unchanged decks loads no reader of decks and no mathematics."""
    modules = loaded("review", *options)
    assert "flashcards.cli.sitting" in modules
    assert not modules & SLOW_FOR_REVIEW


@pytest.mark.parametrize("options", [("--answers", "-"), ("--plain",)], ids=" ".join)
def test_review_without_a_screen_loads_no_keys(settled, loaded, options):
    """Where no key is read, nothing that reads keys is loaded."""
    assert "prompt_toolkit" not in loaded("review", *options)


@pytest.mark.parametrize("line", LOADS)
def test_what_a_command_loads(settled, loaded, tmp_path, monkeypatch, line):
    """A command loads no more of what is heavy than it is said to."""
    monkeypatch.chdir(tmp_path)
    assert loaded(*line.split()) & HEAVY <= LOADS[line]


# A review loads it when all is said, for the day's backup.
@pytest.mark.parametrize(
    "line", [line for line in PLAIN if not {"review", "nowhere", "nowhere.yaml"} & set(line)], ids=" ".join
)
def test_plain_lines_load_no_typer(settled, loaded, line):
    """What is asked for most is answered without the library that reads a command line."""
    assert "typer" not in loaded(*line)


def test_checking_computed_cards_loads_no_mathematics(flash, loaded, tmp_path):
    """That a kind is there is known without it; params are tried, and take one family of kinds, and NumPy."""
    deck = "deck: d\ntitle: D\ncards:\n  - {id: a, problem: adam-step}\n"
    (tmp_path / "d.yaml").write_text(deck, "utf-8")
    modules = loaded("check", str(tmp_path / "d.yaml"))
    assert "nnquiz.problems.plugin" in modules
    assert "numpy" not in modules
    (tmp_path / "d.yaml").write_text(deck.replace("step}", "step, params: {t: 3}}"), "utf-8")
    modules = loaded("check", str(tmp_path / "d.yaml"))
    assert {"nnquiz.problems.adam", "numpy"} <= modules
    assert "nnquiz.problems.losses" not in modules


def test_all_commands_are_held_to_it():
    """No command is left out of what the table says."""
    assert {line.split()[0] for line in LOADS if line[:1].isalpha()} == COMMANDS.keys()


def test_what_was_read_of_texts_is_kept_on_leaving(settled):
    """A text that was read in one run is known in the next, and what waits to be kept goes with the home."""
    with Home() as home:
        assert home.typeset_texts.get("a text") is None
        home.typeset_texts["a text"] = "its tree"
    with Home() as home:
        assert home.typeset_texts.get("a text") == "its tree"


# ---- two ways in


@pytest.fixture(params=["cards", "nothing due", "no decks", "broken deck", "broken database"])
def state(request, flash):
    """Homes in which `due` has different things to say."""
    if request.param != "no decks":
        flash.cards(2)
    if request.param == "nothing due":
        flash.play(4, 4)
    if request.param == "broken deck":
        flash.deck("deck: broken\ncards: 3\n")
    if request.param == "broken database":
        flash.home.mkdir(exist_ok=True)
        (flash.home / "flashcards.db").write_text("no database", "utf-8")
    return flash


@pytest.mark.parametrize("line", PLAIN, ids=" ".join)
def test_both_ways_in_agree(state, line, monkeypatch):
    """Typer's way and the fast one write the same and leave with the same code, whatever the flags."""
    fast = state(*line)
    monkeypatch.setattr("flashcards.cli.main._run", through_typer)
    assert state(*line) == fast


@pytest.mark.parametrize(
    "line",
    [
        ("-h",),
        ("stats", "--period", "year"),
        ("stats", "d"),
        ("stats", "--json", "--json"),
        ("stats", "--json=1"),
        ("stats", "--", "--json"),
        ("review", "-h"),
        ("review", "--"),
        ("review", "--", "-x"),
        ("review", "--bogus"),
        ("review", "d", ""),
        ("card", "show"),
        ("card", "show", "-x"),
        ("card", "show", "--json", "d/c1"),
        ("card", "show", "--", "d/c1"),
        ("card", "show", "d/c1", "x"),
        ("card", "show", "d/c1", "--"),
        ("card", "show", "d/c1", "-h"),
        ("check", "-h"),
        ("check", "-"),
        ("check", ""),
        ("check", "--", "-x"),
        ("check", "--json", "nowhere.yaml", "--json"),
        ("check", "nowhere.yaml", "-x"),
    ],
    ids=" ".join,
)
def test_what_is_not_plain_is_typer_s(state, line, monkeypatch):
    """Options with values, further words and what may be an option are read by the library."""
    fast = state(*line)
    monkeypatch.setattr("flashcards.cli.main._run_plain", lambda _: None)
    assert state(*line) == fast


@pytest.mark.parametrize(
    "line", [("card", "show", "d/c1", "--json"), ("card", "show", "nowhere"), ("--version",)]
)
def test_as_a_process_it_is_the_same(settled, line):
    """The program as a process of its own writes what it writes in place, and leaves with the same code."""
    told = settled(*line)
    environment = {
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        "FLASHCARDS_HOME": str(settled.home),
        "FLASHCARDS_NOW": settled.now,
    }
    ran = subprocess.run(
        [sys.executable, "-m", "flashcards", *line],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (ran.returncode, ran.stdout, ran.stderr) == (told.code, told.out, told.err)


def through_typer(arguments):
    """The slow way in."""
    try:
        app(arguments, prog_name="flashcards")
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else 0
    return 0


@pytest.mark.parametrize(
    "arguments",
    [("due", "--jsn"), ("review", "--new", "x"), ("review", "--new", "-1"), ("card", "show"), ("undo", "x")],
    ids=" ".join,
)
def test_usage_errors_look_alike(flash, arguments):
    """What the library finds wrong with the command line is told as everything else: one line, and one hint."""
    said, *rest = flash(*arguments).err.splitlines()
    assert said.startswith("flashcards: ")
    assert len(rest) <= 1
    assert all(line.startswith("hint: ") for line in rest)


@pytest.mark.parametrize(
    "arguments", [("--jsn",), ("--json", "extra"), ("--json=1",), ("-x",), ("",)], ids=str
)
def test_wrong_flags_of_due(flash, arguments):
    """A flag that `due` does not have is a usage error of one way or the other."""
    result = flash("due", *arguments)
    assert result.code == 2
    assert result.err
    assert not result.out


# ---- what there is


@pytest.mark.parametrize("words", [("reveiw",), ("card", "shw"), ("decks", "of"), ("",)], ids=" ".join)
def test_a_misspelt_command(flash, words):
    """A command that there is not is a usage error, with the nearest one that there is."""
    result = flash(*words)
    assert result.code == 2
    assert not result.out
    if words != ("",):
        assert "did you mean" in result.err.lower()


def test_the_version(flash):
    """`--version` is one line."""
    result = flash("--version")
    assert result.code == 0
    assert result.out.startswith("flashcards ")
    assert result.out.count("\n") == 1
