"""Foreign text on its way to the screen: through the gate, and never read as markup."""

import re

from rich.text import Text

from flashcards.text.show import show

#: Lines that Markdown does not join to the one before: lists, tables, quotes, headings, code.
_STAYS = re.compile(r"    |[-*+] |\d+[.)] |[|#>]|\$\$")
#: Maths and code are taken first, so that nothing in them is read as emphasis.
_EMPHASIS = re.compile(r"(\$[^$\n]+\$|`[^`\n]+`|\*\*(?=[^\s*])[^*\n]*[^\s*]\*\*)")


def foreign(text: str, style: str = "") -> Text:
    """Text from a deck, a file name or the keyboard, safe to print."""
    return Text(show(text), style=style)


def foreign_line(text: str, style: str = "") -> Text:
    """The same for one line: its line breaks are shown as marks."""
    return Text(show(text, lines=False), style=style)


def passage(text: str) -> Text:
    """Text from a deck whose paragraphs are laid out anew; what Markdown keeps line by line stays so."""
    lines: list[str] = []
    is_code = False
    for line in show(text).split("\n"):
        is_fence = line.lstrip().startswith("```")
        joins = bool(lines and lines[-1].strip() and line.strip()) and not is_code and not is_fence
        if joins and not lines[-1].lstrip().startswith("```") and not _STAYS.match(line):
            lines[-1] += f" {line.strip()}"
        else:
            lines.append(line)
        is_code = is_code != is_fence
    return _emphasized("\n".join(lines))


def _emphasized(text: str) -> Text:
    """Shown text with `**bold**` and `` `code` `` as what they mean; everything else as it stands."""
    shown = Text()
    for part in _EMPHASIS.split(text):
        if part.startswith("**") and part.endswith("**") and len(part) > 4:
            shown.append(part[2:-2], style="bold")
        elif part.startswith("`") and part.endswith("`") and len(part) > 2:
            shown.append(part[1:-1], style="cyan")
        else:
            shown.append(part)
    return shown


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
