"""`flashcards help`: the topics, one screen each, and the help of any command."""

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from flashcards.cli.app import COMMANDS, EXIT_CODES
from flashcards.cli.pages import examples
from flashcards.cli.places import find_places
from flashcards.core.errors import UnknownName, UsageError
from flashcards.text.show import show

app = typer.Typer(add_completion=False, rich_markup_mode=None)

#: In the order of the list; each is the name of a text in the folder `topics`, whose first line says what it explains.
TOPICS = ("grading", "time", "decks", "search", "problems", "exit-codes")


@app.command("help", epilog=examples("flashcards help grading", "flashcards help card show"))
def explain(
    context: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[TOPIC]...", help="A topic, or a command; without it, the topics are listed."
        ),
    ] = None,
) -> None:
    """Explain a topic on one screen, or show the help of a command."""
    if not words:
        sys.stdout.write(_list())
    elif words[0] in TOPICS and len(words) == 1:
        sys.stdout.write(topic(words[0]))
    elif words[0] in COMMANDS:
        sys.stdout.write(_command_help(context, words))
    else:
        raise _unknown(" ".join(words))


def topic(name: str) -> str:
    """The page of a topic."""
    text = _text(name)
    # By name, and not by `format`: the texts are full of braces.
    text = text.replace("{decks}", show(find_places().own_decks, lines=False))
    width = max(map(len, EXIT_CODES))
    codes = "\n".join(f"  {code:<{width}}  {meaning}" for code, meaning in EXIT_CODES.items())
    return text.replace("{codes}", codes)


def titles() -> dict[str, str]:
    """The topics, each with what it explains."""
    return {name: _text(name).partition("\n")[0] for name in TOPICS}


def _text(name: str) -> str:
    return (Path(__file__).parent / "topics" / f"{name}.txt").read_text("utf-8")


def _list() -> str:
    width = max(map(len, TOPICS))
    lines = [f"  {name:<{width}}  {title}" for name, title in titles().items()]
    return "\n".join(
        [
            "flashcards help TOPIC explains on one screen:",
            *lines,
            "",
            "flashcards help COMMAND shows a command's options and examples:",
            f"  {', '.join(COMMANDS)}",
            "",
            'eval "$(flashcards completion bash)" completes names with Tab; also zsh and fish.',
            "",
        ]
    )


def _command_help(context: Any, words: list[str]) -> str:
    """The help of a command or subcommand; raises UnknownName."""
    here = context.parent
    for place, word in enumerate(words):
        known = getattr(here.command, "commands", {}) if place else COMMANDS
        if word not in known:
            # Told as it would be were the command run.
            raise UnknownName(
                "command",
                word,
                known,
                otherwise=f"`flashcards help {' '.join(words[:place])}` says what it takes",
            )
        found = here.command.get_command(here, word)
        here = type(here)(found, info_name=word, parent=here)
    return f"{here.get_help()}\n"


def _unknown(name: str) -> UsageError:
    nearest = UnknownName("topic or command", name, [*TOPICS, *COMMANDS])
    listed = f"the topics are {', '.join(TOPICS)}; `flashcards --help` lists the commands"
    nearest.hint = f"{nearest.hint} {listed[0].upper()}{listed[1:]}" if nearest.hint else listed
    return nearest
