"""How help pages are laid out: examples that can be copied, groups whose lines are whole sentences."""

from collections.abc import Iterable
from typing import Any

from typer.core import TyperGroup

#: Beyond this, lines are hard to read; below, words would stand alone on them.
_WIDEST, _NARROWEST = 80, 30


def examples(*commands: str) -> str:
    """The end of a command's help: each example on a line of its own, never wrapped."""
    # The library leaves a paragraph that begins with \b as it is.
    title = "Examples" if len(commands) > 1 else "Example"
    return "\n".join(("\b", f"{title}:", *(f"  {command}" for command in commands)))


def page_width() -> int:
    """How wide help is printed here. The library's own is never below 50."""
    import shutil

    return max(_NARROWEST, min(_WIDEST, shutil.get_terminal_size().columns) - 2)


class Group(TyperGroup):
    """A command with subcommands, each listed with its whole first sentence."""

    def sections(self) -> Iterable[tuple[str, Iterable[str]]]:
        """The headings of the list, each with its commands."""
        return [("Commands", self.commands)]

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """As the library does it, but with nothing cut off, and all sections in line."""
        width = max(len(name) for _, names in self.sections() for name in names)
        for title, names in self.sections():
            with formatter.section(title):
                formatter.write_dl(
                    [(name.ljust(width), self._first_sentence(ctx, name)) for name in names],
                )

    def _first_sentence(self, ctx: Any, name: str) -> str:
        command = self.get_command(ctx, name)
        return str(command.get_short_help_str(limit=1000)) if command else ""
