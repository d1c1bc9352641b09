"""Each hostile deck has the outcome that is stated for it, on every way in and out of the program."""

import os
import re
import sys
import unicodedata
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from outcomes import ASKED, DECKS, PASSED_OVER, REFUSED, THREATS, outcome

_SGR = re.compile(r"\x1b\[[0-9;]*m")

#: What is done with a library in which a hostile deck lies, and what is typed then.
WAYS = {
    ("review", "--plain"): ":hint\n:info\n\n4\n1\n\n:show\n\n" * 3,
    ("review", "--cram", "--answers", "-"): '{"answer": "x"}\n{"grade": 4}\n' * 3,
    ("quiz", "--answers", "-", "--practice"): '{"answer": "x"}\n' * 3,
    ("practice", "--count", "1", "--seed", "1", "sigmoid"): "1\n:show\n",
    ("due",): "",
    ("decks",): "",
    ("card", "search", "a"): "",
    ("stats", "--json"): "",
    ("export", "cards", "--format", "csv"): "",
}


def must_be_clean(result):
    """Nothing that a terminal obeys, and nothing unforeseen."""
    for text in (result.out, result.err):
        assert not {
            sign for sign in _SGR.sub("", text) if sign not in "\r\n\t" and unicodedata.category(sign) == "Cc"
        }
        assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b\ud800-\udfff]", text)
        assert "something unexpected" not in text
        assert "Traceback" not in text


@pytest.fixture(params=THREATS)
def threat(request, flash):
    """The name of a hostile deck, which lies in the library beside one that is in order."""
    flash.deck("deck: good\ntitle: Good\ncards: [{id: a, q: Is it asked?, accept: indeed}]\n")
    place = flash.home / "decks" / "hostile.yaml"
    THREATS[request.param](place)
    if place.is_file() and not place.is_symlink():
        os.utime(place, (1e9, 1e9))
    return request.param


def test_each_hostile_deck_has_its_outcome(flash, threat):
    """It is refused with its sentence, asked as text or passed over; the deck beside it is asked in any case."""
    checked = flash("check")
    must_be_clean(checked)
    wanted = outcome(threat)
    if wanted in {ASKED, PASSED_OVER}:
        assert "error:" not in checked.out
    else:
        assert wanted in checked.out
        assert checked.code == 1
    decks = {deck["deck"] for deck in flash("decks", "--json").json}
    assert "good" in decks
    if wanted != ASKED:
        must_be_clean(flash("review", "--plain", stdin="x\n"))
        return
    assert len(decks) == 2
    for way, typed in WAYS.items():
        result = flash(*way, stdin=typed)
        must_be_clean(result)
        assert result.code in {0, 1, 2}, way
    page = flash.home / "page.html"
    assert flash("stats", "--html", page).code == 0
    assert "<script" not in page.read_text("utf-8")


def test_every_outcome_is_of_a_threat():
    """No outcome is stated of what is not there."""
    assert REFUSED.keys() <= THREATS.keys() | {"a-file-that-may-not-be-read"}


def test_small_decks_are_small():
    """What lies in the repository could be sent in a letter."""
    assert all(path.stat().st_size < 65_536 for path in DECKS.iterdir())
    assert not {path.suffix for path in DECKS.iterdir()} - {".yaml"}


def test_a_review_is_not_flooded_with_mistakes(flash):
    """Before a review there is a screen of mistakes at most, and word of where they all are."""
    THREATS["mistakes-too-many"](flash.cards(1).with_name("hostile.yaml"))
    told = flash("review", "--plain").err
    assert told.count("\n") < 60
    assert "`flashcards check` names them all" in told
