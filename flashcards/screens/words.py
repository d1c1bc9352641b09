"""Foreign text on its way to the screen: through the gate, and never read as markup."""

from rich.text import Text

from flashcards.text.show import show


def foreign(text: str, style: str = "") -> Text:
    """Text from a deck, a file name or the keyboard, safe to print."""
    return Text(show(text), style=style)


def foreign_line(text: str, style: str = "") -> Text:
    """The same for one line: its line breaks are shown as marks."""
    return Text(show(text, lines=False), style=style)


def plural(count: int, noun: str) -> str:
    """1 card, 2 cards."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def clock(elapsed_ms: int) -> str:
    """A time that was taken: 45 s, 3 min 05 s, 1 h 02 min."""
    seconds = round(elapsed_ms / 1000)
    if seconds < 60:
        return f"{seconds} s"
    minutes, seconds = divmod(seconds, 60)
    if minutes < 60:
        return f"{minutes} min {seconds:02d} s"
    return f"{minutes // 60} h {minutes % 60:02d} min"
