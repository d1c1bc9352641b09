r"""Cloze texts: finding the gaps, and the text with a gap hidden or shown.

A gap is `{{answer}}`, `{{c1::answer}}` or `{{c1::answer::hint}}`. It ends at the first `}}` that closes no brace
opened within it, so `{{c1::$\frac{1}{x^{2}}$}}` is one gap; a backslash takes the next character out of the count.
TeX itself writes `{{` (`$x^{{2}}$`), so between `$`s only the numbered form `{{c1::` is a gap. A `$` opens no maths
after a backslash, before a space, where nothing closes it, or in `code`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TOKEN = re.compile(r"\\.|\{\{|\$\$?|`+", re.DOTALL)
_NUMBERED = re.compile(r"\{\{c([0-9]{1,4})::")
_ONE_COLON = re.compile(r"\{\{c[0-9]+:")
# A closing `$` stands after no space and, being no sum of money, before no digit.
_MATHS = re.compile(r"\$\$(?:[^$\\]|\\.)+\$\$|\$(?!\s)(?:[^$\\]|\\.)+(?<!\s)\$(?![0-9])", re.DOTALL)
_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
_HINT = re.compile(r"\\.|[{}]|::|\$", re.DOTALL)
_SNIPPET_LENGTH = 24


class ClozeError(ValueError):
    """A text whose gaps cannot be read; `offset` is the character at which."""

    def __init__(self, sentence: str, offset: int) -> None:
        super().__init__(sentence)
        self.offset = offset


@dataclass(frozen=True, slots=True)
class Gap:
    """A gap; `number` is None when it is a bare one, `hint` may be empty."""

    number: int | None
    answer: str
    hint: str = ""
    in_maths: bool = False


Part = str | Gap


def parse(text: str) -> tuple[Part, ...]:
    """The text as literals and gaps, in order. Raises `ClozeError`."""
    parts: list[Part] = []
    numbers: set[bool] = set()
    literal_from = 0
    for start, end, in_maths in _spans(text):
        gap = _gap(text, start, end, in_maths=in_maths)
        numbers.add(gap.number is not None)
        if len(numbers) > 1:
            raise ClozeError("numbered and bare gaps are mixed: number all of them, or none", start)
        parts += (text[literal_from:start], gap)
        literal_from = end
    if not parts:
        raise ClozeError("there is no gap: put what is to be remembered in {{ }}", 0)
    parts.append(text[literal_from:])
    return tuple(part for part in parts if part)


def gap_numbers(text: str) -> tuple[int, ...]:
    """The numbers of the gaps, each once, in rising order; none for bare gaps."""
    return tuple(sorted({gap.number for gap in _gaps(text) if gap.number is not None}))


def masked(text: str, gap: int | None) -> str:
    """The text with the asked gap as `[...]`, or its hint in brackets, and the other gaps filled in."""
    return "".join(
        part if isinstance(part, str) else f"[{part.hint or '...'}]" if part.number == gap else part.answer
        for part in parse(text)
    )


def revealed(text: str, gap: int | None) -> str:
    """The text with all gaps filled in, the asked one bold wherever Markdown can show it so."""
    shown = ""
    parts = parse(text)
    for index, part in enumerate(parts):
        if isinstance(part, str):
            shown += part
            continue
        following = parts[index + 1] if index + 1 < len(parts) else ""
        after = following if isinstance(following, str) else following.answer
        shown += (
            f"**{part.answer}**" if part.number == gap and _can_be_bold(part, shown, after) else part.answer
        )
    return shown


def answer(text: str, gap: int | None) -> tuple[str, ...]:
    """What the asked gap hides: one text for each place where it stands."""
    return tuple(part.answer for part in _gaps(text) if part.number == gap)


def _gaps(text: str) -> Iterator[Gap]:
    return (part for part in parse(text) if isinstance(part, Gap))


def _spans(text: str) -> Iterator[tuple[int, int, bool]]:
    """Where each gap starts and ends, and whether it stands within maths."""
    at = code_end = maths_end = 0
    last_run = {len(run[0]): run.start() for run in re.finditer("`+", text)}
    while token := _TOKEN.search(text, at):
        start, at = token.span()
        if token[0] == "{{":
            at = start + 1
            if _NUMBERED.match(text, start) or (start >= maths_end and not _NUMBERED.match(text, at)):
                at = _gap_end(text, start)
                yield start, at, start < maths_end
        elif start < code_end:
            at = start + 1
        elif token[0][0] == "`" and start >= maths_end and last_run.get(len(token[0]), -1) > start:
            code_end = _code_end(text, at, len(token[0]))
        elif token[0][0] == "$" and start >= maths_end and (maths := _MATHS.match(text, start)):
            maths_end = maths.end()


def _code_end(text: str, at: int, length: int) -> int:
    return next(run.start() for run in re.finditer("`+", text[at:]) if len(run[0]) == length) + at


def _gap_end(text: str, start: int) -> int:
    depth = 0
    for brace in _BRACE.finditer(text, start + 2):
        if brace[0] == "{":
            depth += 1
        elif brace[0] == "}" and depth:
            depth -= 1
        elif brace[0] == "}":
            if text.startswith("}}", brace.start()):
                return brace.end() + 1
            break
    raise ClozeError(f"the gap '{_snippet(text, start)}' is not closed: its braces do not balance", start)


def _gap(text: str, start: int, end: int, *, in_maths: bool) -> Gap:
    snippet = _snippet(text, start)
    numbered = _NUMBERED.match(text, start)
    if not numbered and _ONE_COLON.match(text, start):
        raise ClozeError(f"the gap '{snippet}' has one colon after its number: write two", start)
    content = text[numbered.end() if numbered else start + 2 : end - 2]
    if "{{c" in content and _NUMBERED.search(content):
        raise ClozeError(f"the gap '{snippet}' holds another gap", start)
    if not numbered:
        gap = Gap(None, content, in_maths=in_maths)
    else:
        gap = Gap(int(numbered[1]), *_answer_and_hint(content), in_maths)
    if gap.number == 0:
        raise ClozeError(f"the gap '{snippet}' has the number 0: numbers start at 1", start)
    if not gap.answer.strip():
        raise ClozeError(f"the gap '{snippet}' is empty", start)
    return gap


def _answer_and_hint(content: str) -> tuple[str, str]:
    """Both sides of the first `::` that stands in no braces and no maths."""
    depth = 0
    is_maths = False
    for mark in _HINT.finditer(content):
        if mark[0] == "$":
            is_maths = not is_maths
        elif mark[0] in "{}":
            depth += 1 if mark[0] == "{" else -1
        elif mark[0] == "::" and not depth and not is_maths:
            return content[: mark.start()], content[mark.end() :].strip()
    return content, ""


def _can_be_bold(gap: Gap, before: str, after: str) -> bool:
    """Whether `**` around the answer would mark it: CommonMark's rule of what they may stand beside."""
    text = gap.answer
    if gap.in_maths or text != text.strip() or "\n\n" in text or "*" in text + before[-1:] + after[:1]:
        return False
    opens = text[0].isalnum() or not before[-1:].isalnum()
    closes = text[-1].isalnum() or not after[:1].isalnum()
    return opens and closes


def _snippet(text: str, start: int) -> str:
    snippet = text[start : start + _SNIPPET_LENGTH].partition("\n")[0]
    return snippet if start + len(snippet) >= len(text) else snippet + "…"
