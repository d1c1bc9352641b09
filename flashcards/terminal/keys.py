"""One key at a time, with a line below that says which keys work."""

from collections.abc import Callable, Sequence

from prompt_toolkit.application import Application
from prompt_toolkit.application.current import get_app
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.input import Input
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent, merge_key_bindings
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import Layout, Window
from prompt_toolkit.layout.controls import FormattedTextControl
from prompt_toolkit.output import Output
from prompt_toolkit.utils import get_cwidth

from flashcards.terminal.pulse import Pulse

#: A key that works, and what it does.
Key = tuple[str, str]

_NAMES = {"c-m": "enter", "c-j": "enter", " ": "space", "c-d": "quit"}


def read_key(
    keys: Sequence[Key],
    *,
    pulse: Pulse | None = None,
    input: Input | None = None,  # noqa: A002
    output: Output | None = None,
) -> str:
    """The key that was pressed: a character, "enter", "space" or "quit" (Ctrl-D); "time" when the pulse ended it.

    Every key is given back, whether it is in `keys` or not. Ctrl-C raises KeyboardInterrupt, a terminal
    that is gone EOFError; Ctrl-Z stops the program, and going on shows the line again.
    """
    return run_below(
        lambda: key_line(keys, columns()), KeyBindings(), pulse=pulse, input=input, output=output
    )


def run_below(
    draw: Callable[[], FormattedText],
    bindings: KeyBindings,
    *,
    pulse: Pulse | None = None,
    input: Input | None = None,  # noqa: A002
    output: Output | None = None,
) -> str:
    """What the bindings leave with, or "time"; until then `draw` gives what stands below all that was printed."""

    def drawn() -> FormattedText:
        return draw() if pulse is None else pulse.above(draw(), columns())

    application: Application[str] = Application(
        layout=Layout(Window(FormattedTextControl(drawn), wrap_lines=True, dont_extend_height=True)),
        key_bindings=merge_key_bindings([_bindings(), bindings]),
        erase_when_done=True,
        input=input,
        output=output,
    )
    application.ttimeoutlen = 0.05  # Escape alone is a key, too
    return application.run(
        handle_sigint=False,
        set_exception_handler=False,
        pre_run=None if pulse is None else lambda: pulse.watch(application, lambda: "time"),
    )


def columns() -> int:
    """How many columns the terminal has now."""
    return get_app().output.get_size().columns


def key_line(keys: Sequence[Key], columns: int) -> FormattedText:
    """The keys and what they do; where the line is full, the next key begins another."""
    line: list[tuple[str, str]] = []
    taken = 0
    for key, what in keys:
        said = f" {what}" if what else ""
        width = get_cwidth(key + said)
        between = " · " if line else " "
        if line and taken + len(between) + width > columns:
            between, taken = "\n ", -1
        line += [("", between), ("bold", key), ("", said)]
        taken += len(between) + width
    return FormattedText(line)


def _bindings() -> KeyBindings:
    bindings = KeyBindings()

    @bindings.add(Keys.Any)
    @bindings.add("enter")
    @bindings.add("escape")
    @bindings.add("c-d")
    def _(event: KeyPressEvent) -> None:
        key = str(getattr(event.key_sequence[0].key, "value", event.key_sequence[0].key))
        event.app.exit(result=_NAMES.get(key, key))

    @bindings.add("c-c")
    def _(event: KeyPressEvent) -> None:
        event.app.exit(exception=KeyboardInterrupt)

    @bindings.add("c-z")
    def _(event: KeyPressEvent) -> None:
        event.app.suspend_to_background()

    @bindings.add(Keys.BracketedPaste)
    def _(event: KeyPressEvent) -> None:
        """A paste is no key press."""

    return bindings
