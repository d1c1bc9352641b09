"""Escapes, controls, bidi signs, markup, HTML and formulas of spreadsheets in every field, on every screen and page."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from random import Random

import pyte
from fault import Fault, Outcome, Trial
from rich.console import Console, RenderableType

from flashcards.core.answers import Verdict, options
from flashcards.core.cards import Basic, Body, Card, Choice, Claim, Cloze, Listing, Steps, Typed, Wrong
from flashcards.core.journal import Standing
from flashcards.core.questions import question
from flashcards.decks.mistakes import Mistake
from flashcards.exchange.for_anki.markup import block_html, line_html
from flashcards.reports import passages, tables
from flashcards.screens import review
from flashcards.screens.cards import card_screen
from flashcards.screens.found import found_table
from flashcards.screens.passages import Typesetter
from flashcards.screens.words import foreign, foreign_line
from flashcards.text.show import show

#: What terminals, Markdown, rich, HTML and spreadsheets each obey.
PIECES = (
    *("\x1b[2J\x1b[H", "\x1b[31m", "\x1b]0;owned\x07", "\x1b]52;c;cm0=\x07", "\x1b]8;;http://evil.example\x1b\\x\x1b]8;;\x1b\\"),
    *("\x1bc", "\x1bP+q544e\x1b\\", "\x1b[6n", "\x9b31m", "\x9d0;x\x9c", "\x07", "\b\b\b", "\r", "\x0e", "\x7f", "\0", "\x85"),
    *("\u202e", "\u2066", "\u2069", "\u200b", "\u200d", "\u2028", "\u2029", "\ufeff", "\xad", "\u3164", "\U000e0041", "\udc9b"),
    *("[red]", "[/]", "[/red]", "[link=http://evil.example]", "[@click=app.quit]", ":warning:", "\\[", "[bold [", "x[0][1]"),
    *("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</style><svg onload=alert(1)>", "<!--", "]]>", "&lt;"),
    *("[x](javascript:alert(1))", "![x](http://evil.example/x.png)", "<http://evil.example>", "[a]: javascript:x\n\n[a]"),
    *("$\\href{javascript:alert(1)}{x}$", "$\\text{<img src=x>}$", "$\\unicode{x1b}$", "$$\\frac{\x1b[1m}{<b>}$$", "`<b>`"),
    *("=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\uff1d1", "'=1", '"=1"', "=cmd|' /C calc'!A0", "\n=1", "\xa0=1", ";=1", ",=1"),
    *("a", "word", " ", "\n", "\n\n", "- ", "> ", "1. ", "|a|b|\n|-|-|\n|", "```", "**", "_", "# ", "深層", "e\u0301", "\U0001f468"),
)  # fmt: skip
_SGR = re.compile(r"\x1b\[[0-9;]*m")
_HARMFUL = frozenset(
    [
        "script",
        "img",
        "iframe",
        "object",
        "embed",
        "svg",
        "a",
        "form",
        "input",
        "link",
        "meta",
        "base",
        "video",
        "audio",
        "style",
        "html",
    ]
)
_FORMULA = frozenset("=+-@\t\r\n＝＋－＠")  # noqa: RUF001
_BLANKS = " \u00a0\u3000"
_WIDTHS = (30, 80)


def payloads(trial: Trial) -> Outcome:
    """Each piece by itself in cards of every type; as many chance mixtures as are wanted, each in the next type."""
    outcome = Outcome()
    texts = [*PIECES, *(_mixture(trial.rng) for _ in range(trial.count))]
    for number, text in enumerate(trial.each(texts)):
        outcome.tried += 1
        bodies = list(_bodies(text))
        if number >= len(PIECES):
            bodies = [bodies[number % len(bodies)]]
        try:
            wrong = [*_on_screens(text, bodies, _WIDTHS[number % 2]), *_on_pages(text), *_in_tables(text)]
        except Exception as error:  # noqa: BLE001 - none may come, whatever it is
            wrong = [repr(error)]
        outcome.broken += [f"{text!r}: {what}"[:600] for what in wrong]
    outcome.notes = (
        f"{len(PIECES)} payloads by themselves in every type of card, the others mixtures, in one type each"
    )
    return outcome


def _mixture(rng: Random) -> str:
    return "".join(rng.choice(PIECES) for _ in range(rng.randint(2, 6)))


def _bodies(text: str) -> Iterator[Body]:
    """A card of each type, with the text wherever one can stand."""
    yield Basic(text, text)
    yield Cloze(f"{{{{c1::x::y}}}} {text.replace('{', '').replace('}', '')}", 1)
    yield Claim(text, truth=True)
    yield Choice(text, (text,), (Wrong(f"{text}2", text),))
    yield Typed(text, (text, "gradient descent"), (("momentum", text),))
    yield Steps(text, (text, f"{text}2"))
    yield Listing(text, ((text, "x"), (f"{text}3",)), 1)


def _screens(text: str, bodies: Sequence[Body]) -> Iterator[RenderableType]:
    """What a person is shown of such cards, and of names, tags, mistakes and typed answers like this."""
    typesetter = Typesetter()
    verdict = Verdict("wrong", text, ((text, True), (text, False)))
    for body in bodies:
        card = Card(f"d/{text}", body, (text,), text, text, text, text, path=text)
        yield review.header(card, review.Progress(1, 2, 3, 4, 5))
        yield review.question_panel(card, question(body), options(body, Random(0)), typesetter)
        yield review.answer_panel(card, verdict, text, (), typesetter)
        yield card_screen(card.id, card, Standing(), (), typesetter, today=1, leech_lapses=8)
    yield review.verdict_line(verdict)
    yield review.items_found(verdict.marks)
    yield found_table([(text, "new", text)])
    yield foreign(text)
    yield foreign_line(text)
    yield show(Mistake(text, 1, 1, "error", text, text, text).render(), limit=20_000)


def _on_screens(text: str, bodies: Sequence[Body], width: int) -> Iterator[str]:
    """What reached a terminal and may not."""
    file = io.StringIO()
    console = Console(
        file=file, force_terminal=True, color_system="truecolor", width=width, markup=False, emoji=False, highlight=False
    )  # fmt: skip
    for screen in _screens(text, bodies):
        console.print(screen)
    out = file.getvalue()
    if bad := {sign for sign in _SGR.sub("", out) if not _may_be_shown(sign)}:
        yield f"{sorted(map(hex, map(ord, bad)))} reached the terminal"
    terminal = pyte.Screen(width, 24)
    pyte.Stream(terminal).feed(out.replace("\n", "\r\n"))
    if terminal.title or terminal.icon_name or terminal.mode != pyte.Screen(width, 24).mode:
        yield "the terminal was driven"


def _may_be_shown(sign: str) -> bool:
    return sign in "\n\u200c\u200d" or unicodedata.category(sign) not in {
        "Cc",
        "Cf",
        "Cs",
        "Co",
        "Cn",
        "Zl",
        "Zp",
    }


class _Tags(HTMLParser):
    """The tags of a page, and attributes that would run or fetch something."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        harmful = [
            name
            for name, value in attrs
            if name.startswith("on") or (name in {"src", "href", "style"} and value)
        ]
        if tag in _HARMFUL or harmful:
            self.found.append(f"<{tag} {' '.join(harmful)}>")


def _on_pages(text: str) -> Iterator[str]:
    """The tags that the text has made; Anki's cards may link to the web, and to nothing else."""
    pages = {"passage": passages.passage(text), "line": passages.line(text)}
    for name, page in pages.items():
        tags = _Tags()
        tags.feed(f"<main>{page}</main>")
        if tags.found:
            yield f"{name}: {tags.found}"
    for html in (block_html(text), line_html(text)):
        tags = _Tags()
        tags.feed(html)
        if found := [tag for tag in tags.found if tag != "<a href>" and "style" not in tag] or re.search(
            r"href=.(?!https?:|mailto:)", html
        ):
            yield f"Anki: {found}"


def _in_tables(text: str) -> Iterator[str]:
    """The cells that a spreadsheet would run, also after the quotes of CSV are gone."""
    file = io.BytesIO()
    tables.write_csv(file, ("a", "b"), [{"a": text, "b": f"x{text}"}, {"a": "x", "b": text}])
    for row in csv.reader(io.StringIO(file.getvalue().decode("utf-8", "replace"), newline="")):
        for cell in row:
            if cell.lstrip(_BLANKS)[:1] in _FORMULA and cell.strip(_BLANKS):
                yield f"the cell {cell!r}"


FAULTS = [
    Fault("payloads", "0 forbidden bytes reach the terminal, 0 tags the page, 0 formulas a table", 200, 100_000, payloads),
]  # fmt: skip
