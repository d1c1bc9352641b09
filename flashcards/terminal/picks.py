"""Picking among numbered options: each number key takes one in or out, and what is picked stands above the keys."""

from collections.abc import Callable, Sequence
from textwrap import fill

from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.input import Input
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.output import Output

from flashcards.terminal.keys import Key, columns, key_line, run_below
from flashcards.terminal.pulse import Pulse


def read_picks(  # noqa: PLR0913 - with the two ends that tests hold
    count: int,
    picked: list[str],
    told: Callable[[], str],
    keys: Sequence[Key],
    *,
    pulse: Pulse | None = None,
    input: Input | None = None,  # noqa: A002
    output: Output | None = None,
) -> str:
    """The key that ended the picking, as `read_key` names it; `picked` has the numbers in the order of their keys.

    There are `count` options, at most nine. `told` says in words what is picked now. Backspace takes the
    last number back.
    """
    bindings = KeyBindings()

    def pick(event: KeyPressEvent) -> None:
        number = event.data
        if number in picked:
            picked.remove(number)
        else:
            picked.append(number)

    for number in range(1, count + 1):
        bindings.add(str(number))(pick)

    @bindings.add("backspace")
    def _(event: KeyPressEvent) -> None:  # noqa: ARG001 - the library's signature
        if picked:
            picked.pop()

    # Space ticks in other programs; here it does nothing, lest half an answer be taken.
    @bindings.add(" ")
    def _(event: KeyPressEvent) -> None:
        """Nothing."""

    return run_below(
        lambda: FormattedText([("", f"{_filled(told())}\n"), *key_line(keys, columns())]),
        bindings,
        pulse=pulse,
        input=input,
        output=output,
    )


def _filled(text: str) -> str:
    """Broken between words where it is longer than a line."""
    return fill(text, max(10, columns() - 1), initial_indent=" ", subsequent_indent=" ")
