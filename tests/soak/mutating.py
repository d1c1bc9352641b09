"""Texts made strange: pieces taken out, put in, doubled, moved and joined, of seeds that grow."""

from collections.abc import Sequence
from random import Random

#: Signs and words with a meaning somewhere on the way: YAML, Markdown, LaTeX, cloze, arithmetic, terminals.
WORDS = (
    *("{{", "}}", "{{c1::", "::", "$", "$$", "\\frac{", "\\sqrt", "\\begin{matrix}", "\\left(", "^", "_", "&", "\\\\"),
    *("- ", ": ", "? ", "| ", "> ", ">-\n", "|+9\n", "&a ", "*a", "!!", "<<: ", "---\n", "...\n", "%TAG ! x\n", "#"),
    *("'", '"', "`", "```\n", "**", "[x](", "![", "|-|\n", "\t", "\n", "\n\n", "\r\n", "    ", "~", "null"),
    *("id", "q", "a", "cloze", "accept", "right", "wrong", "steps", "items", "problem", "params", "choice", "range"),
    *("[/]", "[red]", "\x1b[2J", "\x1b]0;x\x07", "\x9b1m", "\u202e", "\u200b", "\u2028", "\0", "\ud800", "\ufeff"),
    *("9" * 400, "0x" + "f" * 99, "1e999", "-1e-999", "nan", "inf", "1_000", "٣", "½", "−1", "\uff19", "∞", "i", "1j"),
    *("(", ")", "[", "]", "{", "}", ",", ";", "+", "-", "*", "/", "**", "exp(", "ln(", "sqrt(", "pi", "e", ".", "x"),
    *("__import__('os')", "lambda: 0", "a" * 70_000, "é" * 300, "a\u0301" * 90, "\U0001f468\u200d" * 20, "a," * 250),
)  # fmt: skip
_LONGEST = 80_000


class Mutator:
    """Makes texts from seeds; a text that was answered in a new way becomes a seed."""

    def __init__(self, seeds: Sequence[str], rng: Random) -> None:
        self._seeds = list(seeds)
        self._rng = rng
        self._known: set[object] = set()

    def text(self) -> str:
        """A new text."""
        rng = self._rng
        text = rng.choice(self._seeds)
        for _ in range(1 + min(8, int(rng.expovariate(0.5)))):
            text = self._changed(text)
        return text[:_LONGEST]

    def learn(self, text: str, answer: object) -> None:
        """Takes a text as a seed if no other was answered like this."""
        if answer not in self._known and len(self._known) < 2000 and len(text) < 4000:
            self._known.add(answer)
            self._seeds.append(text)

    def _changed(self, text: str) -> str:
        rng = self._rng
        at, end = sorted((rng.randint(0, len(text)), min(len(text), rng.randint(0, len(text)) + 1)))
        match rng.randrange(9):
            case 0:
                return text[:at] + rng.choice(WORDS) + text[at:]
            case 1:
                return text[:at] + text[at + rng.choice((1, 1, 4, 30)) :]
            case 2:
                return text[:at] + text[at:end][:200] * rng.choice((2, 3, 20)) + text[end:]
            case 3:
                other = rng.choice(self._seeds)
                return text[:at] + other[rng.randint(0, len(other)) :]
            case 4:
                return (
                    text[:at] + chr(rng.choice((rng.randrange(128), rng.randrange(0x3000)))) + text[at + 1 :]
                )
            case 5 | 6:
                return self._of_lines(text)
            case 7:
                return text[:at] + rng.choice(WORDS) + text[end:]
            case _:
                return rng.choice("([{-> ") * rng.choice((1, 20, 3000)) + text

    def _of_lines(self, text: str) -> str:
        rng = self._rng
        lines = text.split("\n")
        one, other = rng.randrange(len(lines)), rng.randrange(len(lines))
        match rng.randrange(4):
            case 0:
                lines[one], lines[other] = lines[other], lines[one]
            case 1:
                del lines[one]
            case 2:
                lines.insert(one, lines[other])
            case _:
                key, colon, _ = lines[one].partition(": ")
                lines[one] = f"{key}{colon}{rng.choice(WORDS)}"
        return "\n".join(lines)
