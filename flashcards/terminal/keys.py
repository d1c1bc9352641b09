"""One key at a time, with a line below that says which keys work."""

from collections.abc import Sequence

from prompt_toolkit.application import Application
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.input import Input
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import Layout, Window
from prompt_toolkit.layout.controls import FormattedTextControl
from prompt_toolkit.output import Output

#: A key that works, and what it does.
Key = tuple[str, str]

_NAMES = {"c-m": "enter", "c-j": "enter", " ": "space", "c-d": "quit"}


def read_key(keys: Sequence[Key], *, input: Input | None = None, output: Output | None = None) -> str:  # noqa: A002
    """The key that was pressed: a character, "enter", "space" or "quit" (Ctrl-D).

    Every key is given back, whether it is in `keys` or not. Ctrl-C raises KeyboardInterrupt, a terminal
    that is gone EOFError; Ctrl-Z stops the program, and going on shows the line again.
    """
    application: Application[str] = Application(
        layout=Layout(Window(FormattedTextControl(key_line(keys)), wrap_lines=True, dont_extend_height=True)),
        key_bindings=_bindings(),
        erase_when_done=True,
        input=input,
        output=output,
    )
    application.ttimeoutlen = 0.05  # Escape alone is a key, too
    return application.run(handle_sigint=False, set_exception_handler=False)


def key_line(keys: Sequence[Key]) -> FormattedText:
    """The keys and what they do, in one line."""
    line: list[tuple[str, str]] = []
    for key, what in keys:
        line += [("", " · " if line else " "), ("bold", key), ("", f" {what}" if what else "")]
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
