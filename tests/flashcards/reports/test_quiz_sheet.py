"""A quiz on paper."""

from html.parser import HTMLParser
from random import Random

import pytest

from flashcards.core.answers import options
from flashcards.core.cards import Card, Choice, Claim, Computed, Listing, Steps, Typed, Wrong
from flashcards.core.quiz import Question, Rules
from flashcards.problems.drawing import draw
from flashcards.problems.plugins import installed_kinds
from flashcards.reports.quiz_sheet import quiz_sheet

BODIES = {
    "slope": Choice("What is $\\sigma'(0)$?", ("a quarter",), (Wrong("a half", "No."), Wrong("one"))),
    "both": Choice("Which hold?", ("this", "that"), (Wrong("none"),)),
    "claim": Claim("ReLU is linear <b>here</b>.", truth=False),
    "word": Typed("Which optimizer?", ("Adam", "adam optimizer")),
    "order": Steps("Put in order.", ("first", "second", "third")),
    "list": Listing("Name two.", (("cosine",), ("step decay",), ("exponential",)), 2),
    "step": Computed("momentum-step"),
}


@pytest.fixture
def version():
    """The questions of a version, by its number."""

    def make(seed):
        rng = Random(seed)
        questions = []
        for name, body in BODIES.items():
            drawn = draw(installed_kinds().find(body.problem), seed).to_json() if name == "step" else None
            card = Card(f"d/secret-{name}", body, why=f"Because of {name}.")
            questions.append(Question(card, body, options(body, rng), drawn))
        return questions

    return make


def test_the_sheet_gives_nothing_away(version):
    """Neither ids nor seeds, reasons or worked solutions stand on the sheet."""
    sheet, key = quiz_sheet("Quiz", Rules(900_000), [version(1)])
    for piece in ("secret", "Because of", "seed", "= beta * v0 + (1 - beta) * g =", "adam optimizer"):
        assert piece not in sheet
    for piece in ("secret-slope", "Because of word.", "seed 1", "a quarter", "Adam", "cosine"):
        assert piece in key


def test_every_question_has_its_blanks(version):
    """Boxes for choices, lines for words, one a listed item and one a part."""
    sheet, _ = quiz_sheet("Quiz", Rules(), [version(1)])
    texts = sheet.partition('<ol class="questions">')[2].split("\n<li>\n")[1:]
    counted = {
        name: (text.count('class="box'), text.count('class="blank"'))
        for name, text in zip(BODIES, texts, strict=True)
    }
    assert counted == {
        "slope": (3, 0),
        "both": (3, 0),
        "claim": (2, 0),
        "word": (0, 1),
        "order": (0, 1),
        "list": (0, 2),
        "step": (0, 2),
    }


def test_versions_have_other_numbers_and_orders(version):
    """Each version is a section with its own numbers; the key has all of them."""
    sheet, key = quiz_sheet("Quiz", Rules(), [version(1), version(2)])
    first, second = sheet.split("<section>")[1:]
    assert "version A" in first
    assert "version B" in second
    assert first.partition("<ol")[2] != second.partition("<ol")[2]
    for seed in (1, 2):
        assert draw(installed_kinds().find("momentum-step"), seed).question in key


def test_the_key_names_letters_of_its_own_version(version):
    """The letters in the key are those of the options as this version shows them."""
    questions = version(3)
    _, key = quiz_sheet("Quiz", Rules(), [questions])
    letter = "abc"[questions[0].options.index("a quarter")]
    assert f"{letter}) a quarter" in key


def test_pages_are_whole_html(version):
    """Every element that is opened is closed, and what cards hold stays text."""
    for page in quiz_sheet("Quiz <1>", Rules(), [version(1)]):
        balance = _Balance()
        balance.feed(page)
        assert balance.open == []
        assert "<b>here" not in page
        assert "Quiz &lt;1&gt;" in page


class _Balance(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open = []

    def handle_starttag(self, tag, attrs):  # noqa: ARG002 - the library's signature
        if tag not in {"meta", "br", "img"}:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag
