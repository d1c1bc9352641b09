"""Markdown with formulas, read into a tree. Slow to load: see `flashcards.text.plain` for what needs no reading."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from markdown_it.token import Token

from flashcards.text import tree
from flashcards.text.dialect import parser
from flashcards.text.maths.formulas import in_line, stacked
from flashcards.text.plain import in_one_line, plain_blocks
from flashcards.text.tree import Block, Blocks, Span, Spans

#: Lists and quotes within each other; twice as many tokens deep. What is nested deeper is no text to be read.
_DEEPEST = 12

_NOTHING = (tree.Words(""), tree.Break())


def blocks_of(text: str, *, is_ascii: bool = False) -> Blocks:
    """The blocks of a text; all of it as plain paragraphs where it is nested beyond reason."""
    try:
        return tuple(_Reader(is_ascii).blocks(parser().parse(text)))
    except _TooDeep:
        return plain_blocks(text)


def line_of(text: str, *, is_ascii: bool = False) -> Spans:
    """A text that is one line by its place: its dashes and numbers make no list."""
    (inline,) = parser().parseInline(in_one_line(text))
    return _Reader(is_ascii).spans(inline)


class _TooDeep(Exception):
    """Lists and quotes are nested beyond reason."""


class _Reader:
    """Makes the tree of the parser's tokens."""

    def __init__(self, is_ascii: bool) -> None:  # noqa: FBT001 - the one thing that it is made of
        self._is_ascii = is_ascii

    # ---- blocks

    def blocks(self, tokens: Sequence[Token]) -> Iterator[Block]:
        """The blocks that these tokens are."""
        if any(token.level > 2 * _DEEPEST for token in tokens):
            raise _TooDeep
        at = 0
        while at < len(tokens):
            end = _end(tokens, at)
            yield from self._block(tokens[at], tokens[at + 1 : end])
            at = end + 1

    def _block(self, token: Token, inner: Sequence[Token]) -> Iterator[Block]:
        match token.type:
            case "paragraph_open":
                yield from self._paragraph(inner[0])
            case "heading_open":
                yield tree.Heading(self.spans(inner[0]))
            case "bullet_list_open" | "ordered_list_open":
                yield self._bullets(token, inner)
            case "blockquote_open":
                yield tree.Quote(tuple(self.blocks(inner)))
            case "table_open":
                yield self._table(inner)
            case "fence" | "code_block":
                yield tree.CodeBlock(token.content.rstrip("\n"), token.info.strip().partition(" ")[0])
            case "hr":
                yield tree.Rule()
            case "math_block":
                yield self._display(token.content)
            case other:
                raise AssertionError(other)

    def _paragraph(self, inline: Token) -> Iterator[Block]:
        """A paragraph; a `$$` formula within it stands by itself all the same."""
        spans: list[Span] = []
        goes_on = False
        for part in self._parts(inline):
            if isinstance(part, tree.Display):
                yield from _kept(spans, goes_on=goes_on)
                yield part
                spans = []
                goes_on = True
            else:
                spans.append(part)
        yield from _kept(spans, goes_on=goes_on)

    def _bullets(self, token: Token, inner: Sequence[Token]) -> tree.Bullets:
        items: list[Blocks] = []
        labels: list[str] = []
        tight = True
        at = 0
        first = int(token.attrs.get("start", 1))
        while at < len(inner):
            end = _end(inner, at)
            content = inner[at + 1 : end]
            if token.type == "ordered_list_open":
                labels.append(f"{first + len(items)}{inner[at].markup}")
            tight = tight and all(part.hidden for part in content if part.type == "paragraph_open")
            items.append(tuple(self.blocks(content)))
            at = end + 1
        return tree.Bullets(tuple(items), tuple(labels), tight)

    def _table(self, inner: Sequence[Token]) -> tree.Table:
        rows: list[list[Spans]] = []
        sides: list[str] = []
        for before, token in pairwise(inner):
            if before.type == "tr_open":
                rows.append([])
            if token.type == "inline":
                rows[-1].append(self.spans(token))
            if before.type == "th_open":
                sides.append(str(before.attrs.get("style", "")).rpartition(":")[2] or "left")
        return tree.Table(tuple(rows[0]), tuple(map(tuple, rows[1:])), tuple(sides))

    def _display(self, content: str) -> tree.Display:
        tex = content.strip()
        return tree.Display(tex, stacked(tex, is_ascii=self._is_ascii), in_line(tex, is_ascii=self._is_ascii))

    # ---- spans

    def spans(self, inline: Token) -> Spans:
        """The spans of a line; a `$$` formula in it is one like others."""
        return tuple(map(_as_span, self._parts(inline)))

    def _parts(self, inline: Token) -> list[Span | tree.Display]:
        """The spans; formulas that stand by themselves are only met outside of emphasis and links."""
        opened: list[Token] = []
        parts: list[list[Span | tree.Display]] = [[]]
        for token in inline.children or ():
            if token.nesting == 1:
                opened.append(token)
                parts.append([])
            elif token.nesting == -1:
                spans = tuple(map(_as_span, parts.pop()))
                whole = _enclosed(opened.pop(), spans)
                parts[-1].extend((whole,) if len(opened) < _DEEPEST else spans)
            else:
                _append(parts[-1], self._part(token))
        return parts[0]

    def _part(self, token: Token) -> Span | tree.Display:
        match token.type:
            case "softbreak":
                return tree.Words(" ")
            case "hardbreak":
                return tree.Break()
            case "code_inline":
                return tree.Code(token.content)
            case "math_inline":
                return self._formula(token.content)
            case "math_inline_double":
                return self._display(token.content)
            case "image":
                return tree.Link(self.spans(token), str(token.attrs["src"]))
            case _:
                return tree.Words(token.content)

    def _formula(self, content: str) -> tree.Formula:
        tex = " ".join(content.split())
        return tree.Formula(tex, in_line(tex, is_ascii=self._is_ascii))


def _end(tokens: Sequence[Token], start: int) -> int:
    """Where what is opened at `start` is closed: there, if it is no container."""
    depth = 0
    for at in range(start, len(tokens)):
        depth += tokens[at].nesting
        if depth == 0:
            return at
    raise AssertionError(tokens[start])


def _append(parts: list[Span | tree.Display], part: Span | tree.Display) -> None:
    """Words after words are one piece."""
    last = parts[-1] if parts else None
    if isinstance(last, tree.Words) and isinstance(part, tree.Words):
        parts[-1] = tree.Words(last.text + part.text)
    elif part != tree.Words(""):
        parts.append(part)


def _as_span(part: Span | tree.Display) -> Span:
    return tree.Formula(part.tex, part.line) if isinstance(part, tree.Display) else part


def _enclosed(opening: Token, spans: Spans) -> Span:
    if opening.type == "link_open":
        return tree.Link(spans, str(opening.attrs["href"]))
    return tree.Strong(spans) if opening.type == "strong_open" else tree.Emphasis(spans)


def _kept(spans: list[Span], *, goes_on: bool) -> Iterator[tree.Paragraph]:
    """A paragraph without the space around it, if anything is left."""
    if spans and isinstance(spans[0], tree.Words):
        spans[0] = tree.Words(spans[0].text.lstrip(" "))
    if spans and isinstance(spans[-1], tree.Words):
        spans[-1] = tree.Words(spans[-1].text.rstrip(" "))
    if any(span not in _NOTHING for span in spans):
        yield tree.Paragraph(tuple(span for span in spans if span != _NOTHING[0]), goes_on)
