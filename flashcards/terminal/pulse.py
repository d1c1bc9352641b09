"""A clock beside what is being typed: a line that stays alive, and an end that comes by itself."""

import asyncio
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from prompt_toolkit.application import Application
from prompt_toolkit.formatted_text import FormattedText, to_formatted_text

#: Fast enough for seconds to be even, slow enough to cost nothing.
_SECONDS = 0.25


@dataclass(slots=True)
class Pulse:
    """`beat` is called four times a second while something is read, and ends the reading by giving True.

    `line` draws the clock for so many columns; `is_up` tells afterwards whether the time ended the reading.
    """

    beat: Callable[[], bool]
    line: Callable[[int], FormattedText]
    is_up: bool = False

    def watch(self, application: Application[str], leave_with: Callable[[], str]) -> None:
        """Let the application beat; at the end it leaves with what `leave_with` gives."""
        self.is_up = False

        async def beating() -> None:
            while not self.beat():
                application.invalidate()
                await asyncio.sleep(_SECONDS)
            self.is_up = True
            if not application.is_done:
                application.exit(result=leave_with())

        application.create_background_task(beating())

    def above(self, text: FormattedText, columns: int) -> FormattedText:
        """The clock's line, and below it the text."""
        line = to_formatted_text(self.line(columns))
        return FormattedText([*line, ("", "\n"), *text] if line else text)


@contextmanager
def woken(call: Callable[[], None]) -> Iterator[None]:
    """Within the block, `call` is called whenever the program goes on after having been stopped."""
    earlier = signal.signal(signal.SIGCONT, lambda *_: call())
    try:
        yield
    finally:
        signal.signal(signal.SIGCONT, earlier)
