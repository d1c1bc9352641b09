"""The table of commands. Each is a file of its own, and only the one that runs is loaded."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.main import get_command as built

from flashcards.cli.pages import Group, page_width
from flashcards.core.errors import UnknownName, UsageError

#: The commands by what people want, in the order of the help: name -> the module whose `app` is the command.
SECTIONS = {
    "Study": {
        "review": "flashcards.cli.review_options",
        "quiz": "flashcards.cli.quiz",
        "practice": "flashcards.cli.practice",
        "due": "flashcards.cli.due_options",
    },
    "Decks": {
        "decks": "flashcards.cli.decks",
        "card": "flashcards.cli.card",
        "check": "flashcards.cli.check_options",
        "new": "flashcards.cli.new",
        "add": "flashcards.cli.add",
        "schema": "flashcards.cli.schema",
    },
    "Progress": {
        "stats": "flashcards.cli.stats_options",
    },
    "Keeping": {
        "undo": "flashcards.cli.undo",
        "export": "flashcards.cli.export",
        "import": "flashcards.cli.importing",
        "backup": "flashcards.cli.copies",
        "restore": "flashcards.cli.restoring",
        "doctor": "flashcards.cli.doctor",
        "config": "flashcards.cli.config",
    },
    "Finding your way": {
        "help": "flashcards.cli.help",
        "completion": "flashcards.cli.completion",
    },
}
COMMANDS = {name: module for section in SECTIONS.values() for name, module in section.items()}

#: The one table of exit codes: here ends the first help, and `flashcards help exit-codes` shows it.
EXIT_CODES = {
    "0": "fine",
    "1": "`check` found mistakes, or a quiz was not passed",
    "2": "the command line asks for what cannot be",
    "3": "nothing is due (`due --exit-code` only)",
    "4": "a deck, the database or the settings are broken",
    "128 + N": "ended by signal N (130: Ctrl-C)",
}


class Commands(Group):
    """Finds a command in the table when it is asked for."""

    def sections(self) -> Iterable[tuple[str, Iterable[str]]]:
        """The commands by what people want."""
        return SECTIONS.items()

    def format_epilog(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002 - the library's signature
        """What holds for all commands: ASCII, and the exit codes."""
        with formatter.section("Everywhere"):
            formatter.write_dl(
                [("--ascii", "Print nothing but ASCII, as the setting `ascii` does for good.")]
            )
        with formatter.section("Exit codes"):
            formatter.write_dl(list(EXIT_CODES.items()))

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - the library's signature
        """All names, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002
        """The command, loaded now; raises UnknownName."""
        if cmd_name not in COMMANDS:
            raise UnknownName("command", cmd_name, COMMANDS, otherwise="`flashcards --help` lists them")
        command = built(import_module(COMMANDS[cmd_name]).app)
        command.name = cmd_name
        return command

    def make_context(self, *args: Any, **options: Any) -> Any:
        """As the library does it; here `--help` is printed."""
        with _broken_pipes_as_they_are():
            return super().make_context(*args, **options)

    def invoke(self, ctx: Any) -> Any:
        """As the library does it; here the command runs."""
        with _broken_pipes_as_they_are():
            return super().invoke(ctx)


@contextmanager
def _broken_pipes_as_they_are() -> Iterator[None]:
    """The library would end with 1 when nobody reads the output any more."""
    try:
        yield
    except BrokenPipeError:
        raise SystemExit(128 + 13) from None


app = typer.Typer(
    cls=Commands,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


#: What Typer raises for a wrong command line; of its family it exports only this member.
_Misused: Any = typer.BadParameter.__mro__[2]


def run() -> int:
    """Run the command line; gives its exit code. Raises what the commands raise, KeyboardInterrupt for Ctrl-C."""
    try:
        code = app(prog_name="flashcards", standalone_mode=False, terminal_width=page_width())
    except typer.Abort:
        raise KeyboardInterrupt from None
    except _Misused as error:
        command = error.ctx.command_path if error.ctx else "flashcards"
        raise UsageError(
            error.format_message().rstrip("."), f"`{command} --help` says what it takes"
        ) from error
    return code if isinstance(code, int) else 0


def _print_version(value: bool) -> None:  # noqa: FBT001 - the library's signature
    if value:
        from importlib.metadata import version

        typer.echo(f"flashcards {version('flashcards')}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    _version: Annotated[
        bool,
        typer.Option(
            "--version", "-V", callback=_print_version, is_eager=True, help="Say which version this is."
        ),
    ] = False,
    _debug: Annotated[
        bool,
        typer.Option("--debug", help="Show where in the program an error happened; goes before the command."),
    ] = False,
) -> None:
    """Spaced repetition and checked questions for people who learn deep learning.

    `flashcards` alone says where you stand, `flashcards review` begins, and
    `flashcards help grading` explains how answers are graded.
    """
    if context.invoked_subcommand is None:
        from flashcards.cli import status

        status.run()
