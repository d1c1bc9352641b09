"""The faults about hostile input: each of them notices a program that is made worse on purpose."""

import re
import sys
from pathlib import Path
from random import Random

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from fault import Trial
from faults import audit, fuzz, hostile, imports, payloads

from flashcards.decks import reading


@pytest.fixture
def trial(tmp_path):
    """A few tries."""
    return lambda count: Trial(count, tmp_path, Random(1), is_long=False)


UNSEEN_PASSES = """
import re
from flashcards.decks import source
source.UNSEEN = re.compile("(?!)")
"""
BLOATED = "kept = b'x' * (250 * 2**20)"


@pytest.mark.parametrize(
    ("sabotage", "name"), [(UNSEEN_PASSES, "zero-width"), (BLOATED, "empty")], ids=["passes", "bloats"]
)
def test_a_deck_that_is_not_refused_or_takes_too_much(trial, sabotage, name):
    """A sign that is no longer refused, and memory that is wasted, are both noticed."""
    assert hostile.hostile_decks(trial(0), sabotage, name).broken


def test_a_deck_as_it_should_be(trial):
    """A deck that is refused as stated breaks nothing."""
    assert not hostile.hostile_decks(trial(0), "", "zero-width").broken


def test_fuzzing_finds_errors_without_a_name(trial, monkeypatch):
    """An error that is not one of the named ones is told, with what was read."""
    monkeypatch.setattr(fuzz, "read_number", float)
    found = fuzz.fuzz(trial(200), [reader for reader in fuzz.READERS if reader.name == "arithmetic"])
    assert "ValueError" in found.broken[0]


def test_fuzzing_finds_what_is_slow(trial, monkeypatch):
    """An answer that takes long to read is told."""
    monkeypatch.setattr(fuzz, "MOST_SECONDS", 0.0)
    assert fuzz.fuzz(trial(20)).broken


def written_before_it_is_known():
    """A deck is put in its place while it is still being read."""
    from flashcards.cli.import_decks import Placing

    real = Placing.take

    def take(self, deck, *, is_named):
        (self._folder / "early.yaml").write_text("deck: early\n")
        real(self, deck, is_named=is_named)

    Placing.take = take


def test_imports_find_what_is_half_done(trial):
    """A deck that was written although its file was refused is found."""
    assert imports.import_files(trial(50), written_before_it_is_known).broken


class _Raw:
    """Text put into a page as it is."""

    def render(self, text):
        return text

    renderInline = render  # noqa: N815 - as markdown-it calls it


@pytest.mark.parametrize(
    ("gate", "without"),
    [
        ("flashcards.screens.words.show", lambda text, **_: text),
        ("flashcards.reports.tables._FORMULA", frozenset()),
        ("flashcards.reports.passages._markdown", _Raw),
    ],
    ids=["terminal", "table", "page"],
)
def test_payloads_find_a_gate_that_is_open(trial, monkeypatch, gate, without):
    """What passes ungated to a terminal, a table or a page is found."""
    monkeypatch.setattr(gate, without)
    monkeypatch.setattr(payloads, "PIECES", ("\x1b]0;x\x07", "<img src=x onerror=alert(1)>", "=1+1"))
    assert payloads.payloads(trial(0)).broken


def reads_elsewhere():
    """Reading a deck opens another file."""
    real = reading.decode

    def decode(content, path):
        with open("/etc/hostname", "rb"):
            return real(content, path)

    reading.decode = decode


def runs_code():
    """Reading a deck runs what it says."""
    real = reading.decode

    def decode(content, path):
        exec("1 + 1")
        return real(content, path)

    reading.decode = decode


def asks_a_server():
    """Reading a deck opens a connection."""
    import socket

    real = reading.decode

    def decode(content, path):
        socket.socket().close()
        return real(content, path)

    reading.decode = decode


@pytest.mark.parametrize("sabotage", [reads_elsewhere, runs_code, asks_a_server])
def test_the_audit_hears_what_may_not_be(trial, sabotage):
    """Another file, code and a connection are each heard."""
    found = audit.audit(trial(0), sabotage, "markup-colour")
    assert re.search("open|exec|compile|socket", " ".join(found.broken))


def test_the_audit_hears_nothing_of_a_deck(trial):
    """A hostile deck that is read as it should be gives nothing to hear."""
    found = audit.audit(trial(0), None, "markup-colour")
    assert (found.tried, found.broken) == (1, [])
