"""The help of every command, its examples, and the topics."""

import re
import shlex

import pytest
from typer.main import get_command

from flashcards.cli.app import COMMANDS, EXIT_CODES, app
from flashcards.cli.help import TOPICS
from flashcards.decks.reading import Deck, read_deck


def commands():
    """All commands and subcommands, as the words that call them."""
    root = get_command(app)
    found = [()]
    for name in COMMANDS:
        found.append((name,))
        found += [(name, sub) for sub in getattr(root.get_command(None, name), "commands", {})]
    return found


def command(words):
    """The command of these words."""
    found = get_command(app)
    for word in words:
        found = found.get_command(None, word)
    return found


def examples(words):
    """The examples of a command's help, as they would be typed."""
    return re.findall(r"^ *(?:Examples?: )?(\S*flashcards .*)$", command(words).epilog or "", re.MULTILINE)


ALL = commands()
EXAMPLES = [(words, example) for words in ALL for example in examples(words)]


@pytest.mark.parametrize("words", ALL, ids=" ".join)
@pytest.mark.parametrize("option", ["--help", "-h"])
def test_help(flash, words, option):
    """Every command explains itself, on standard output, without touching anything."""
    result = flash(*words, option)
    assert result.code == 0
    assert "Usage: flashcards" in result.out
    assert not result.err
    assert not flash.home.exists()


@pytest.mark.parametrize("columns", [40, 80])
@pytest.mark.parametrize("words", ALL, ids=" ".join)
def test_help_fits_the_terminal(flash, words, columns, monkeypatch):
    """Nothing but examples is wider than the terminal, and nothing is cut off or drawn."""
    monkeypatch.setenv("COLUMNS", str(columns))
    shown = flash(*words, "--help").out
    told, _, _ = shown.partition("Example")
    assert [line for line in told.splitlines() if len(line) > columns] == []
    assert "..." not in re.sub(r"\[?[A-Z]+\]?\.\.\.", "", shown)
    assert shown.isascii()
    assert "\b" not in shown


@pytest.mark.parametrize("words", ALL, ids=" ".join)
def test_every_help_has_an_example(flash, words):
    """Every command's help shows how it is used, by a command of its own words on a line of its own."""
    lines = [line.strip() for line in flash(*words, "--help").out.splitlines()]
    if not words:
        assert "`flashcards help grading`" in " ".join(lines)
        return
    assert examples(words)
    assert all(example in lines for example in examples(words))
    assert all(f"flashcards {' '.join(words)}" in example for example in examples(words))


@pytest.mark.parametrize(("words", "example"), EXAMPLES, ids=lambda value: str(value)[:60])
def test_examples_work_as_typed(flash, words, example, tmp_path, checkout, monkeypatch):
    """A help's example can be typed as it stands, right after the installation and a first answer."""
    monkeypatch.setattr("flashcards.cli.places.bundled_decks", lambda: str(checkout / "data" / "decks"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "my-deck.yaml").write_text("deck: my-deck\ntitle: D\ncards:\n  - {id: a, q: Q?, a: A}\n")
    typed = shlex.split(re.search(r"flashcards ([^|)]*)", example)[1])  # without what is the shell's
    if words == ("undo",):
        flash.play(4)
    if words == ("import",):
        flash("export", "all", "--output", typed[1])
    if "words.csv" in typed:
        (tmp_path / "words.csv").write_text("front,back\nla casa,the house\n")
    if words in {("card", "new"), ("decks", "remove")}:
        flash("add", "my-deck.yaml")
    if words == ("restore",):
        flash("backup")
    monkeypatch.setenv("VISUAL", "true")
    result = flash(*typed, stdin="1\nWhat?\nThat.\n\n\n" if words == ("card", "new") else "")
    assert result.code == 0, result.err


@pytest.mark.parametrize("words", ALL, ids=" ".join)
def test_every_option_is_explained(flash, words):
    """Every option and argument stands in the help with what it does."""
    shown = " ".join(flash(*words, "--help").out.split())
    for parameter in command(words).params:
        meaning = getattr(parameter, "help", None)
        assert meaning, f"{parameter.name} has no help"
        assert meaning in shown


@pytest.mark.parametrize("words", ALL, ids=" ".join)
def test_every_command_says_what_it_does(words):
    """Every command has a sentence, and so has each of its options; no value is called by its type."""
    assert command(words).get_short_help_str(limit=1000).endswith(".")
    for parameter in command(words).params:
        assert parameter.help.endswith(".")
        assert getattr(parameter, "is_flag", False) or parameter.metavar


@pytest.mark.parametrize("words", ALL, ids=" ".join)
def test_no_option_is_the_librarys(flash, words):
    """No command offers to install a completion that only it would have."""
    assert "--install-completion" not in flash(*words, "--help").out


def test_the_first_help_lists_all_commands_and_exit_codes(flash):
    """The first help names every command by what people want, and ends with every exit code."""
    shown = flash("--help").out
    assert all(f"\n  {name} " in shown for name in COMMANDS)
    assert (
        shown.index("Study:") < shown.index("  review ") < shown.index("Decks:") < shown.index("Exit codes:")
    )
    assert shown.rstrip().endswith("  128 + N  ended by signal N (130: Ctrl-C)")


# ---- topics


@pytest.mark.parametrize("name", TOPICS)
def test_a_topic_fits_one_screen(flash, name):
    """A topic has at most 24 lines of 80 columns, wherever the decks lie."""
    result = flash("help", name)
    lines = [line for line in result.out.splitlines() if str(flash.home) not in line]
    assert result.code == 0
    assert len(result.out.splitlines()) <= 24
    assert max(map(len, lines)) <= 80
    assert "{codes}" not in result.out
    assert "{decks}" not in result.out


def test_help_alone_lists_the_topics(flash):
    """`help` names every topic with what it explains, and every command."""
    shown = flash("help").out
    for name in TOPICS:
        assert re.search(
            rf"^  {name} +{re.escape(flash('help', name).out.splitlines()[0])}$", shown, re.MULTILINE
        )
    assert all(name in shown for name in COMMANDS)


@pytest.mark.parametrize("words", [words for words in ALL if words not in {(), ("decks",)}], ids=" ".join)
def test_help_of_a_command(flash, words):
    """`help COMMAND` is what the command's own `--help` prints."""
    assert flash("help", *words).out == flash(*words, "--help").out


def test_a_topic_goes_before_the_command_of_its_name(flash):
    """`help decks` is about writing decks, and names the command."""
    shown = flash("help", "decks").out
    assert "YAML" in shown
    assert "flashcards decks" in shown


def test_an_unknown_topic(flash):
    """A topic that there is not is answered with the nearest one, and with the list."""
    result = flash("help", "gradign")
    assert result.code == 2
    assert not result.out
    assert "'grading'" in result.err
    assert all(name in result.err for name in TOPICS)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("card", "shw"), "did you mean 'show'?"),
        (("due", "x"), "`flashcards help due`"),
        (("grading", "x"), "did you mean 'grading'? The topics are"),
    ],
    ids=str,
)
def test_help_of_what_there_is_not(flash, words, said):
    """A subcommand that there is not is told like any wrong name."""
    result = flash("help", *words)
    assert result.code == 2
    assert said in result.err


def test_the_deck_of_the_topic_is_a_deck(flash):
    """The deck shown as an example can be read, and the table names the keys of every type."""
    from flashcards.decks.models import ENTRY_TYPES

    shown = flash("help", "decks").out
    text = re.search(r"^  deck:(?:\n|.)*?\n\n", shown, re.MULTILINE)[0]
    deck = read_deck(re.sub("^  ", "", text, flags=re.MULTILINE).encode(), "my-deck.yaml")
    assert isinstance(deck, Deck), deck
    assert deck.mistakes == ()
    for kind in ENTRY_TYPES:
        own = [key for key in kind.model_fields if key in {"q", "claim", "cloze", "problem", kind.answer_key}]
        assert any(all(key in line for key in own) for line in shown.splitlines()), kind


def test_the_grading_topic_says_what_the_scheduler_does(flash):
    """Every figure that the topic gives is the scheduler's and the settings' own."""
    from flashcards.cli.settings import SETTINGS
    from flashcards.core.grades import FOUR_KEYS, NAMES
    from flashcards.core.memory import FIRST_EASE, LEAST_EASE, sm2

    shown = " ".join(flash("help", "grading").out.split())
    moves = {grade: sm2(None, grade, 0).ease - FIRST_EASE for grade in range(6)}
    assert moves == {5: 10, 4: 0, 3: -14, 2: -32, 1: -54, 0: -80}
    assert "a 5 adds 0.10, a 3 takes 0.14 off, 2 0.32, 1 0.54, 0 0.80" in shown
    assert f"begins at {FIRST_EASE / 100}" in shown
    assert f"down to {LEAST_EASE / 100}" in shown
    for key, grade in FOUR_KEYS.items():
        assert re.search(rf" {key} {NAMES[grade]} [^0-9]*{grade} ", shown)
    defaults = {setting.name: setting.default for setting in SETTINGS}
    assert (
        f"within {defaults['quick_seconds']} seconds (computed: {defaults['quick_computed_seconds']}) 5"
        in shown
    )


def test_the_problems_topic_shows_answers_that_can_be_typed(flash):
    """What the topic says can be typed is read by the types of answers."""
    from flashcards.problems.answers import Matrix, Real, Shape, Vector

    shown = flash("help", "problems").out
    for typed, answer in [
        *((number, Real()) for number in ("0.235", "3/4", "1e-3", "2^0.5", "exp(-2)")),
        *((vector, Vector()) for vector in ("[0.1, 0.9]", "0.1 0.9")),
        ("[1 2; 3 4]", Matrix()),
        *((shape, Shape()) for shape in ("(3, 4)", "3x4")),
    ]:
        assert typed in shown
        answer.read(typed)
    assert "within 1 %, or 0.0005 where that is more" in Real().tolerance
    assert Real().tolerance in shown


def test_the_exit_codes_topic_has_the_table(flash):
    """The topic shows the one table of exit codes."""
    shown = flash("help", "exit-codes").out
    assert all(
        re.search(rf"^  {re.escape(code)} +{re.escape(EXIT_CODES[code])}$", shown, re.MULTILINE)
        for code in EXIT_CODES
    )
