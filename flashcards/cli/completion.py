"""`flashcards completion`: the script that makes a shell complete, and the table of words that it draws upon."""

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.main import get_command

from flashcards.cli.app import app as flashcards
from flashcards.cli.complete import COMMAND_LINE
from flashcards.cli.export import FORMATS, WHAT
from flashcards.cli.export_deck import DECK_FORMATS
from flashcards.cli.help import titles
from flashcards.cli.pages import examples
from flashcards.core.cards import TYPE_NAMES
from flashcards.core.errors import UnknownName
from flashcards.core.figures import PERIOD_DAYS
from flashcards.core.search import FILTERS, STATES

app = typer.Typer(add_completion=False, rich_markup_mode=None)

SHELLS = ("bash", "zsh", "fish")


@app.command(epilog=examples('eval "$(flashcards completion bash)"', "flashcards completion fish | source"))
def completion(shell: Annotated[str, typer.Argument(metavar="SHELL", help="bash, zsh or fish.")]) -> None:
    """Print the script that lets Tab complete commands, options, decks, tags, kinds and cards.

    Its first lines say where to put it. Names are those that `review`, `check` or `practice` saw last.
    """
    if shell not in SHELLS:
        raise UnknownName(
            "completion for the shell", shell, SHELLS, otherwise=f"there is {', '.join(SHELLS)}"
        )
    sys.stdout.write((Path(COMMAND_LINE).parent / f"flashcards.{shell}").read_text("utf-8"))


def command_line_text() -> str:
    """What `shells/command_line.json` must hold: every command with its options, as the help has them."""
    root = get_command(flashcards)
    choices = {
        "TOPIC": titles(),
        "SHELL": dict.fromkeys(SHELLS, ""),
        "WHAT": WHAT,
        "FORMAT": FORMATS,
        "FORMAT of deck": DECK_FORMATS,
        "PERIOD": {name: f"{days} days" if days else "every day" for name, days in PERIOD_DAYS.items()},
        "QUERY": _filters(),
    }
    context = root.make_context("flashcards", [], resilient_parsing=True)
    return json.dumps(_described(root, context) | {"choices": choices}, indent=1, ensure_ascii=False) + "\n"


def _filters() -> dict[str, str]:
    """What a search is made of: names that end with a colon, and what may stand behind them."""
    values = {f"is:{name}": meaning for name, meaning in STATES.items()}
    values |= {f"type:{name}": "" for name in TYPE_NAMES.values()} | {f"level:{n}": "" for n in (1, 2, 3)}
    return {f"{name}:": meaning for name, meaning in FILTERS.items()} | values


def _described(command: Any, context: Any) -> dict[str, Any]:
    """A command's line in the help, option -> kind of its value and meaning, kinds of arguments, subcommands."""
    options: dict[str, list[str]] = {}
    arguments: list[str] = []
    for parameter in command.get_params(context):
        kind = (parameter.metavar or "").strip("[].")
        if parameter.param_type_name == "argument":
            arguments.append(f"{kind}..." if parameter.nargs == -1 else kind)
        else:
            meaning = [kind, parameter.help.rstrip(".")]
            # In a fixed order: the library keeps the names of `--help` in a set.
            options |= dict.fromkeys(sorted([*parameter.opts, *parameter.secondary_opts]), meaning)
    names = command.list_commands(context) if hasattr(command, "list_commands") else []
    return {
        "help": command.get_short_help_str(limit=1000).rstrip("."),
        "options": options,
        "arguments": arguments,
        "commands": {name: _described(command.get_command(context, name), context) for name in names},
    }
