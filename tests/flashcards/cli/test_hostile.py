"""Foreign text on every way to the screen: it stands there as it is, and never drives the terminal."""

import io
import json
import os
import re
import sqlite3
import sys
import unicodedata
from contextlib import closing
from threading import Thread

import pytest
from rich.console import Console

from flashcards.cli.ask import Wish
from flashcards.cli.home import Home
from flashcards.cli.main import main
from flashcards.cli.player import COMMANDS
from flashcards.cli.screen_player import ScreenPlayer
from flashcards.cli.sitting import Sitting
from flashcards.core.answers import Verdict
from flashcards.screens.passages import Typesetter
from flashcards.text.show import show

ARGUMENTS = [
    ("review", "TEXT"), ("review", "--tag", "TEXT"), ("review", "--limit", "TEXT"), ("review", "--TEXT"), ("TEXT",),
    ("review", "--answers", "TEXT"), ("card", "show", "TEXT"), ("card", "TEXT"), ("card", "bury", "d/TEXT"), ("decks", "on", "TEXT"),
    ("decks", "TEXT"), ("config", "TEXT"), ("config", "TEXT", "1"), ("config", "new_per_day", "TEXT"),
    ("config", "decks_off", "TEXT"), ("check", "TEXT"), ("due", "TEXT"), ("due", "--TEXT"), ("undo", "TEXT"),
    ("--TEXT",), ("--debug", "TEXT"),
]  # fmt: skip

#: What may stand in a deck file, as the strict reader lets it pass.
WRITABLE = {
    "markup colour": "[red]x[/red]",
    "markup end": "[/]",
    "markup link": "[link=http://evil.example]x[/link]",
    "markup that is broken": "[/red] [bold [red",
    "index": "x[i], w[0][1] and x[-1]",
    "emoji name": ":warning: :smile:",
    "escaped bracket": r"\[red]x",
    "Markdown": "**x** `y` # z _a_ ![i](http://evil.example)",
    "format": "{x} {0} %s %(z)s",
    "html": "<script>alert(1)</script>",
    "TeX": r"$\write18{x} \frac{\partial L}{\partial w}$",
    "zalgo": "z" + "\u0301\u0316" * 200,
    "joiner that hides": "ad\u200dmin",
    "blank letters": "\u3164\uffa0x",
    "private use": "\ue0b0x",
    "wide": "深層学習" * 30,
    "one long word": "w" * 3000,
    "escape pictures": "␛]0;x␇",
    "quotes": "\"'`",
}

#: Of these Markdown takes signs away, and shows what they mean.
MARKDOWN = {WRITABLE[name] for name in ("escaped bracket", "Markdown", "quotes")}

#: What no deck file can hold; it comes in through names, arguments, keys, settings and other programs' files.
CONTROL = {
    "CSI colour": "\x1b[31mred\x1b[0m",
    "CSI clear": "\x1b[2J\x1b[H",
    "OSC 8 link": "\x1b]8;;http://evil.example\x1b\\x\x1b]8;;\x1b\\",
    "OSC 52 clipboard": "\x1b]52;c;cm0gLXJm\x07",
    "OSC 0 title": "\x1b]0;owned\x07",
    "DCS": "\x1bP+q544e\x1b\\",
    "reset": "\x1bc",
    "C1 CSI": "\x9b31mx",
    "C1 OSC": "\x9d0;owned\x9c",
    "next line": "a\x85b",
    "separators": "a\x1cb\x1db\x1ec",
    "line separators": "a\u2028b\u2029c",
    "bidi override": "\u202egnp.exe",
    "bidi isolate": "a\u2067b\u2069",
    "bell": "a\x07b",
    "backspace": "safe\b\b\b\bevil",
    "return": "wrong\rright",
    "form feed": "a\fb\vc",
    "delete": "a\x7fb",
    "zero width": "pass\u200bword",
    "byte-order mark": "\ufeffx",
    "tag characters": "hi\U000e0068\U000e0069",
    "shift out": "\x0ex",
    "escape in markup": "[link=\x1b]8;;http://evil.example\x07]x[/]",
}
SURROGATE = {"lone surrogate": "a\udc9bb"}
NUL = {"NUL": "a\0b"}
EVERYTHING = WRITABLE | CONTROL | SURROGATE | NUL

PLACE = "PLACEHOLDER"
DECK = f"""
deck: d
title: {PLACE} title
about: {PLACE}
cards:
  - {{id: basic, q: {PLACE} q, a: {PLACE} a, both: true, hint: {PLACE} h, why: {PLACE} w, note: {PLACE} n, source: {PLACE} s}}
  - {{id: gap, cloze: '{PLACE} {{{{c1::{PLACE} gap::{PLACE} hint}}}} x'}}
  - {{id: claim, claim: {PLACE} c, truth: true, why: {PLACE} w}}
  - {{id: choice, q: {PLACE} q, right: {PLACE} r, wrong: [{{text: {PLACE} x, why: {PLACE} y}}]}}
  - {{id: several, q: {PLACE} q, right: [{PLACE} r, {PLACE} s], wrong: [{{text: {PLACE} x, why: {PLACE} y}}]}}
  - {{id: typed, q: {PLACE} q, accept: [{PLACE} gradient descent], reject: {{momentum: {PLACE} no}}}}
  - {{id: steps, q: {PLACE} q, steps: [{PLACE} 1, {PLACE} 2, {PLACE} 3]}}
  - {{id: listing, q: {PLACE} q, items: [[{PLACE} i, j], {PLACE} k], at_least: 2}}
"""
CARDS = ("basic", "gap#c1", "claim", "choice", "several", "typed", "steps", "listing")

SGR = re.compile(r"\x1b\[[0-9;]*m")


def forbidden(text):
    """The signs in a text that a terminal could obey, or that it would not show."""
    text = SGR.sub("", text)
    bad = {
        sign
        for sign in text
        if sign != "\n" and unicodedata.category(sign) in {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"}
    }
    bad |= {sign for sign in text if unicodedata.category(sign) == "Cf" and sign not in "\u200c\u200d"}
    return bad


def is_clean(result):
    """Whether nothing forbidden stands in either stream, and nothing went wrong unforeseen."""
    assert not forbidden(result.out)
    assert not forbidden(result.err)
    assert "something unexpected" not in result.err
    assert "Traceback" not in result.err
    return True


def squeezed(text):
    """A text without spaces, frames and line breaks, so that it is found however it was laid out."""
    return re.sub(r"[\s│╭╮╰╯─]", "", SGR.sub("", text))


@pytest.fixture(params=EVERYTHING.values(), ids=EVERYTHING)
def text(request):
    """A hostile text."""
    return request.param


@pytest.fixture
def poisoned(flash, text):
    """A home in which the hostile text stands in every field of cards of every type.

    The deck is read with a placeholder, which is then replaced in the cache: no deck file could say all this.
    """
    os.utime(flash.deck(DECK), (1e9, 1e9))
    assert flash("check").code == 0
    with closing(sqlite3.connect(flash.home / "cache" / "cards.db")) as cache:
        for file, position, fields in cache.execute("SELECT file, position, json FROM cards").fetchall():
            values = fields.replace(PLACE, json.dumps(text)[1:-1])
            cache.execute(
                "UPDATE cards SET json = ? WHERE file = ? AND position = ?", (values, file, position)
            )
        storable = text.encode("utf-8", "backslashreplace").decode()
        cache.execute("UPDATE files SET title = replace(title, ?, ?)", (PLACE, storable))
        cache.commit()
    with closing(sqlite3.connect(flash.home / "flashcards.db")) as database:
        database.execute("UPDATE decks SET title = replace(title, ?, ?)", (PLACE, storable))
        database.commit()
    return flash


# ---- commands


def test_commands_about_the_library(poisoned):
    """No command about the library lets anything through."""
    for command in (
        (),
        ("due",),
        ("decks",),
        ("check",),
        ("decks", "--json"),
        ("due", "--json"),
        ("check", "--json"),
    ):
        assert is_clean(poisoned(*command)), command


def test_titles_stand_there_as_they_are(flash):
    """A deck's title may hold markup, which is shown as text."""
    flash.deck("deck: d\ntitle: '[red]x[/red] and x[i] :smile:'\ncards: [{id: a, q: q, a: a}]\n")
    assert "[red]x[/red] and x[i] :smile:" in " ".join(flash("decks").out.split())


def test_card_show(poisoned, text):
    """`card show` shows the text with nothing in it that acts, and as JSON escapes what is not ASCII."""
    for card in CARDS:
        result = poisoned("card", "show", f"d/{card}")
        assert is_clean(result), card
        if len(text) < 300 and text not in MARKDOWN:
            assert squeezed(show(text)) in squeezed(result.out), card
        as_json = poisoned("card", "show", f"d/{card}", "--json")
        assert as_json.out.isascii(), card
        assert is_clean(as_json), card
        assert text in as_json.json["question"], card


def test_a_review_in_plain_lines(poisoned, text):
    """Every line of a review, with hints, answers, verdicts and the summary, is clean and holds the text."""
    stdin = ":hint\n:info\n\n1\n" + ":hint\n:info\n:help\n:nothing\nx\n1\n1\n1\n" * 12 + ":show\n\n" * 10
    result = poisoned("review", "--plain", stdin=stdin)
    assert is_clean(result)
    if len(text) < 300:
        assert squeezed(show(text)) in squeezed(result.out)


def test_a_review_by_a_script(poisoned, text):
    """A script's output is ASCII, whatever is asked and answered."""
    result = poisoned(
        "review", "--answers", "-", stdin=(json.dumps({"answer": text, "grade": 2}) + "\n") * 20
    )
    assert result.out.isascii()
    assert is_clean(result)


def test_bad_lines_of_a_script(flash, text):
    """What is wrong with a script's line is told in ASCII."""
    flash.cards(1)
    lines = [
        text,
        json.dumps(text),
        json.dumps({"card": text, "grade": 4}),
        json.dumps({text: 1}),
        json.dumps([text]),
    ]
    for line in lines:
        result = flash("review", "--answers", "-", stdin=re.sub("[\r\n]", " ", line) + "\n")
        assert result.out.isascii(), line
        assert is_clean(result), line


def test_typed_answers_in_plain_lines(flash, text):
    """What was typed comes back clean, as an answer, as a command and as a grade."""
    flash.deck(
        "deck: d\ntitle: D\ncards: [{id: a, q: q, accept: yes sir}, {id: b, q: q, items: [one, two]}]\n"
    )
    line = re.sub("[\r\n]", " ", text)
    result = flash("review", "--plain", stdin=f"{line}\n:{line}\n{line}\n\n{line}, one\n{line}\n")
    assert is_clean(result)


# ---- the screen


class Puppet(ScreenPlayer):
    """The screen player on a console in memory, its keys from a list."""

    def __init__(self, sitting, answers, width):
        super().__init__(sitting)
        self.file = io.StringIO()
        self._console = Console(
            file=self.file, force_terminal=True, color_system="truecolor", width=width,
            markup=False, emoji=False, highlight=False,
        )  # fmt: skip
        self._answers = answers

    def read_answer(self, ask):
        for show_it in (lambda ask: self.show_hint(ask, ask.card.hint), self.show_info):
            show_it(ask)
        self.show_commands()
        for kind in ("close", "typo", "unreadable"):
            self.show_try(ask, Verdict(kind, self._answers[0]), self._answers[0])
        self.tell(self._answers[0])
        return ("answer", next(iter(self._answers))) if ask.card.is_marked else ("reveal", "")

    def read_grade(self, ask, proposed):
        keys = self.outcomes(ask)
        self.show_answer(
            ask, Verdict("wrong", self._answers[0], ((self._answers[0], True),)), self._answers[0]
        )
        return "grade", min(keys, default=proposed)

    def wants_retry(self):
        return False


@pytest.mark.parametrize("width", [30, 80])
def test_a_review_on_a_screen(poisoned, text, width, capsys):
    """All panels of a review hold the text and nothing that acts, at any width."""
    from flashcards.cli.review import summary_of
    from flashcards.screens.summary import summary_screen

    with Home() as home:
        sitting = Sitting(home, Wish(home.selection(), cram=True))
        typed = text if text.strip() and len(text) < 10_000 else "x"
        player = Puppet(sitting, [typed], width)
        for _ in CARDS:
            ask = sitting.ask()
            player.show_question(ask)
            kind, what = player.read_answer(ask)
            verdict = sitting.check(ask, what) if kind == "answer" else None
            player.show_answer(ask, verdict, what)
            player.read_grade(ask, "1")
            sitting.grade(ask, 1, 1000)
        player._console.print(summary_screen(summary_of(sitting)))  # noqa: SLF001 - the test's own console
    out = player.file.getvalue()
    err = capsys.readouterr()
    assert not forbidden(out)
    assert not forbidden(err.out + err.err)
    assert set(re.findall(r"\x1b.", out)) <= {"\x1b["}
    assert "]8;" not in out.replace("␛]8;", "")
    if len(text) < 300 and text not in MARKDOWN:
        assert squeezed(show(text)) in squeezed(out)


def test_help_of_the_screen_is_its_own():
    """The commands' meanings, which pass no gate, are plain words."""
    assert all(word.isascii() and meaning.isascii() for word, _, meaning in COMMANDS)


@pytest.mark.parametrize("text", [*WRITABLE.values(), *CONTROL.values()], ids=[*WRITABLE, *CONTROL])
def test_nothing_vanishes_from_a_passage(text):
    """A question and an answer show every sign of the text, also those that Python takes for line ends."""
    if text not in MARKDOWN:
        file = io.StringIO()
        Console(file=file, width=80, markup=False, emoji=False).print(Typesetter().passage(text))
        assert squeezed(file.getvalue()) == squeezed(show(text))


# ---- names, arguments, settings, environment


def test_file_names(flash, text, tmp_path):
    """A deck file's name is shown safely by every command that names it, in order and broken."""
    name = (
        re.sub("[/\0]", "_", text).encode("utf-8", "surrogateescape")[:200].decode("utf-8", "surrogateescape")
    )
    folder = flash.home / "decks"
    folder.mkdir(parents=True)
    (folder / f"{name}.yaml").write_text("deck: d\ntitle: D\ncards: [{id: a, q: q, a: a}]\n", "utf-8")
    (folder / f"{name}2.yaml").write_text("deck: e\ntitle: E\ncards: 3\n", "utf-8")
    (folder / f"{name}3.yaml").write_text("deck: d\ntitle: D\ncards: [{id: a, q: q, a: a}]\n", "utf-8")
    for command in (
        ("due",),
        ("decks",),
        ("decks", "--json"),
        ("check",),
        ("check", "--json"),
        ("card", "show", "d/a"),
        (),
    ):
        assert is_clean(flash(*command))
    assert is_clean(flash("review", "--plain", stdin=":info\n"))
    assert is_clean(flash("check", folder / f"{name}2.yaml"))
    assert flash("check").code == 1
    assert flash.due()["new"] == 1


def test_broken_decks(flash, text):
    """The mistakes of a deck, which quote it, are clean."""
    path = flash.home / "decks" / "d.yaml"
    path.parent.mkdir(parents=True)
    for content in (
        f"deck: d\n{text}: x\ntitle: {text}\ncards: [{{id: {text}, q: q, a: a}}]\n",
        f"deck: {text}\ntitle: D\ncards: [{{id: a, q: q, {text}: a}}]\n",
        f'deck: d\ntitle: "{text}\ncards: []',
        text,
    ):
        path.write_bytes(content.encode("utf-8", "surrogateescape"))
        for command in (
            ("check",),
            ("check", "--json"),
            ("due",),
            ("review", "--plain"),
            ("decks",),
            ("check", path),
        ):
            assert is_clean(flash(*command))


def test_escapes_in_double_quotes(flash):
    """What YAML's own escapes would bring in is refused, and the mistake that quotes it is clean."""
    flash.deck('deck: d\ntitle: "\\e]0;x\\a \\x9b \\u202e \\ud800 \\0"\ncards: [{id: a, q: q, a: a}]\n')
    result = flash("check")
    assert result.code == 1
    assert is_clean(result)


def test_arguments(flash, text):
    """An argument that is told back, by us or by the library below, is told safely."""
    flash.cards(1)
    if "\0" in text:
        text = text.replace("\0", "\x01")  # which no system hands over
    for command in ARGUMENTS:
        result = flash(*(word.replace("TEXT", text) for word in command))
        assert is_clean(result), command
        assert result.code in {0, 2}, command


@pytest.mark.parametrize("variable", ["NOW", "NEW_PER_DAY", "SCHEDULER", "DECKS_OFF"])
def test_environment(flash, variable, text, monkeypatch):
    """A variable with nonsense in it is told back safely."""
    flash.cards(1)
    if "\0" in text:
        text = "\x01"
    monkeypatch.setenv(f"FLASHCARDS_{variable}", text)
    for command in (("due",), ("config",), ("config", "--json"), ("review", "--plain")):
        result = flash(*command, now=text if variable == "NOW" else None)
        assert is_clean(result), command
        assert result.code in {0, 2}, command


def test_the_home_itself(flash, text, tmp_path, monkeypatch):
    """A home with a hostile name works, and every path in it is shown safely."""
    name = (
        re.sub("[/\0]", "_", text).encode("utf-8", "surrogateescape")[:200].decode("utf-8", "surrogateescape")
    )
    home = tmp_path / f"h{name}"
    (home / "decks").mkdir(parents=True)
    (home / "decks" / "d.yaml").write_text("deck: d\ntitle: D\ncards: [{id: a, q: q, a: a}]\n", "utf-8")
    (home / "decks" / "e.yaml").write_text("deck: e\ntitle: E\n", "utf-8")
    monkeypatch.setenv("FLASHCARDS_HOME", str(home))
    for command in (
        ("due",),
        ("decks",),
        ("check",),
        ("card", "show", "d/a"),
        ("config", "new_per_day", "5"),
        ("config",),
        ("config", "--json"),
    ):
        result = flash(*command)
        assert is_clean(result)
        assert result.code == (1 if command == ("check",) else 0)
    (home / "flashcards.db").write_text("broken", "utf-8")
    result = flash("due")
    assert is_clean(result)
    assert result.code == 4


def test_settings(flash, text):
    """Names and values of the settings' file are told safely, right and wrong."""
    flash.home.mkdir(exist_ok=True)
    word = json.dumps(text.encode("utf-8", "backslashreplace").decode()).replace("\x7f", "\\u007f")
    for content in (
        f"decks_off = [{word}]",
        f"scheduler = {word}",
        f"{word} = 1",
        f"new_per_day = {word}",
        text,
    ):
        (flash.home / "config.toml").write_bytes(content.encode("utf-8", "surrogateescape"))
        for command in (
            ("config",),
            ("config", "--json"),
            ("due",),
            ("decks", "on", "d"),
            ("config", "grades", "6"),
        ):
            assert is_clean(flash(*command))


def test_orphans(flash, text):
    """The ids of cards that no deck has come from a journal that another program may have written."""
    flash.cards(1)
    flash.play(4)
    if "\0" in text or any("\ud800" <= sign <= "\udfff" for sign in text):
        text = "\x1b]0;x\x07"
    with closing(sqlite3.connect(flash.home / "flashcards.db")) as database:
        database.execute(
            "INSERT INTO cards (id, entry, deck, due_day, last_day) VALUES (?, ?, ?, 1, 1)",
            (text, text, text),
        )
        database.commit()
    for command in (("check",), ("due",), ("card", "show", "d/c2"), ()):
        assert is_clean(flash(*command))


def test_the_editors_name(flash, text, monkeypatch):
    """An editor that cannot be started is named safely, and the sitting goes on."""
    flash.cards(1)
    monkeypatch.setenv("VISUAL", text.replace("\0", "\x01"))
    result = flash("review", "--plain", stdin=":edit\n")
    assert is_clean(result)
    assert "You stopped here" in result.out


def test_exceptions(flash, text, monkeypatch):
    """An unexpected error's own words are shown safely."""
    flash.cards(1)

    def fail(*_):
        raise RuntimeError(text)

    monkeypatch.setattr("flashcards.cli.due.count", fail)
    result = flash("due")
    assert result.code == 4
    assert not forbidden(result.err)
    assert result.err.count("\n") == 2


def test_a_traceback_when_asked_for(flash, monkeypatch):
    """With `--debug` the error itself comes out, for the person who asked for it."""

    def fail(*_):
        raise RuntimeError("why")

    monkeypatch.setattr("flashcards.cli.due.count", fail)
    monkeypatch.setenv("FLASHCARDS_NOW", flash.now)
    monkeypatch.setattr(sys, "argv", ["flashcards", "--debug", "due"])
    with pytest.raises(RuntimeError, match="why"):
        main()


@pytest.mark.parametrize("piece", ["x", "a,", "深"])
def test_a_megabyte_pasted_at_a_prompt(flash, start, piece):
    """A paste of that length is answered as too long, and the question waits."""
    flash.deck("deck: d\ntitle: D\ncards: [{id: a, q: What goes downhill?, accept: gradient descent}]\n")
    terminal = start("review")
    terminal.until("What goes downhill?", "enter check")
    pasted = (piece * 2**20)[: 2**20]
    sending = Thread(target=terminal.child.send, args=(f"\x1b[200~{pasted}\x1b[201~\r",), daemon=True)
    sending.start()
    terminal.shows("longer than 10,000 characters")
    sending.join()
    terminal.enter("gradient descent", "Right")
