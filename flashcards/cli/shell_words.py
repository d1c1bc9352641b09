"""Words as shells read and write them, without ever running what stands in them."""

#: What keeps its meaning before the backslash within double quotes.
_ESCAPED_IN_QUOTES = '$`"\\'
#: Beside letters and digits, what means nothing to a shell in the middle of a word.
_PLAIN = "-_./+,@%#"


class Line:
    """A command line up to the cursor: the words before it, and the one at it, whose quote may still be open.

    `word` is what the shell would make of `raw`, the last word as it was typed.
    """

    __slots__ = ("before", "quote", "raw", "word")

    def __init__(self, text: str) -> None:
        self.before: list[str] = []
        self.quote = ""
        self.raw = self.word = ""
        signs = iter(text)
        for sign in signs:
            if sign in " \t\n" and not self.quote:
                self._end_word()
                continue
            self.raw += sign
            if sign == "\\" and self.quote != "'":
                after = next(signs, "")
                self.raw += after
                keeps = self.quote and after not in _ESCAPED_IN_QUOTES
                self.word += f"\\{after}" if keeps else after
            elif sign == self.quote:
                self.quote = ""
            elif sign in "'\"" and not self.quote:
                self.quote = sign
            else:
                self.word += sign

    def _end_word(self) -> None:
        if self.raw:
            self.before.append(self.word)
        self.raw = self.word = ""


def quoted(text: str, quote: str) -> str:
    """The text as bash must be given it for these very characters, after this open quote (or none)."""
    if quote:
        # Bash itself closes the quote, but not behind a sign that looks as if it did.
        return _within(text, quote) + (quote if text.endswith(quote) else "")
    return "".join(sign if sign.isalnum() or sign in _PLAIN else f"\\{sign}" for sign in text)


def _within(text: str, quote: str) -> str:
    if quote == "'":
        return text.replace("'", "'\\''")
    escaped = "".join(f"\\{sign}" if sign in _ESCAPED_IN_QUOTES else sign for sign in text)
    # A backslash there would not keep the history out, and stay itself.
    return escaped.replace("!", "\"'!'\"")
