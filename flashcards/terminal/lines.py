"""A typed line: editing, history and paste are prompt_toolkit's."""

from collections.abc import Sequence

from prompt_toolkit import PromptSession
from prompt_toolkit.application.current import get_app
from prompt_toolkit.enums import EditingMode
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.history import InMemoryHistory
from prompt_toolkit.input import Input
from prompt_toolkit.output import Output
from prompt_toolkit.styles import Style

from flashcards.terminal.keys import Key, columns, key_line
from flashcards.terminal.pulse import Pulse


class LineReader:
    """Reads lines; what was typed before comes back with the up arrow, for this sitting only.

    `unfinished` is what stood on the last line when it was left without being entered.
    """

    def __init__(self, *, input: Input | None = None, output: Output | None = None) -> None:  # noqa: A002
        self.unfinished = ""
        self._session: PromptSession[str] = PromptSession(
            history=InMemoryHistory(),
            editing_mode=EditingMode.EMACS,
            enable_open_in_editor=False,
            style=Style([("bottom-toolbar", "noreverse")]),  # as the line of keys elsewhere
            input=input,
            output=output,
        )

    def read(self, keys: Sequence[Key], *, start: str = "", pulse: Pulse | None = None) -> str:
        """The line, or as much of it as was typed when the pulse ended it.

        Raises KeyboardInterrupt (Ctrl-C) and EOFError (Ctrl-D, a terminal that is gone).
        """

        def toolbar() -> FormattedText:
            line = key_line(keys, columns())
            return line if pulse is None else pulse.above(line, columns())

        def begin() -> None:
            if pulse is not None:
                application = get_app()
                pulse.watch(application, lambda: application.current_buffer.text)

        self.unfinished = ""
        try:
            return self._session.prompt(
                "› ",
                default=start,
                bottom_toolbar=toolbar,
                enable_suspend=True,
                handle_sigint=False,
                set_exception_handler=False,
                pre_run=begin,
            )
        except BaseException:
            self.unfinished = self._session.default_buffer.text
            raise
