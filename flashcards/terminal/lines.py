"""A typed line: editing, history and paste are prompt_toolkit's."""

from collections.abc import Sequence

from prompt_toolkit import PromptSession
from prompt_toolkit.enums import EditingMode
from prompt_toolkit.history import InMemoryHistory
from prompt_toolkit.input import Input
from prompt_toolkit.output import Output
from prompt_toolkit.styles import Style

from flashcards.terminal.keys import Key, columns, key_line


class LineReader:
    """Reads lines; what was typed before comes back with the up arrow, for this sitting only."""

    def __init__(self, *, input: Input | None = None, output: Output | None = None) -> None:  # noqa: A002
        self._session: PromptSession[str] = PromptSession(
            history=InMemoryHistory(),
            editing_mode=EditingMode.EMACS,
            enable_open_in_editor=False,
            style=Style([("bottom-toolbar", "noreverse")]),  # as the line of keys elsewhere
            input=input,
            output=output,
        )

    def read(self, keys: Sequence[Key], *, start: str = "") -> str:
        """The line; raises KeyboardInterrupt (Ctrl-C) and EOFError (Ctrl-D, a terminal that is gone)."""
        return self._session.prompt(
            "› ",
            default=start,
            bottom_toolbar=lambda: key_line(keys, columns()),
            enable_suspend=True,
            handle_sigint=False,
            set_exception_handler=False,
        )
