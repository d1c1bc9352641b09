"""The faults about hostile input: each of them notices a program that is made worse on purpose."""

import importlib.util
import os
import re
import subprocess
import sys
from dataclasses import replace
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


ARITHMETIC = next(reader for reader in fuzz.READERS if reader.name == "arithmetic")


def test_fuzzing_finds_errors_without_a_name(trial, monkeypatch):
    """An error that is not one of the named ones is told, with what was read."""
    monkeypatch.setattr(fuzz, "read_number", float)
    assert "ValueError" in fuzz.fuzz(trial(60), ARITHMETIC).broken[0]


@pytest.mark.parametrize("reader", fuzz.READERS, ids=lambda reader: reader.name)
def test_fuzzing_finds_what_is_slow(trial, monkeypatch, reader):
    """What takes long to read is told."""
    monkeypatch.setattr(fuzz, "MOST_SECONDS", 0.0)
    assert fuzz.fuzz(trial(3), reader).broken


@pytest.fixture
def guided(tmp_path):
    """The first kind of input, fuzzed by atheris in a process of its own; skips where there is none."""
    if importlib.util.find_spec("atheris") is None:
        assert os.environ.get("FLASHCARDS_REQUIRE_ORACLES") != "1", "there is no atheris"
        pytest.skip("there is no atheris")
    code = f"""
import sys
sys.path.insert(0, {str(Path(__file__).parent)!r})
import guided
{{}}
guided.main("arithmetic", 3000, 1, guided.Path({str(tmp_path)!r}))
"""
    return lambda sabotage: subprocess.run([sys.executable, "-c", code.format(sabotage)], check=True)


def test_guided_fuzzing_finds_an_error_without_a_name(guided, tmp_path):
    """An error that only a text of a certain kind brings is found, though no seed is of that kind."""
    guided("""
from faults import fuzz
real = fuzz.read_number
def read_number(text):
    if "3" in text and "exp" in text:
        raise KeyError("both")
    return real(text)
fuzz.read_number = read_number
""")
    assert "KeyError" in (tmp_path / "broken").read_text("ascii")


def test_guided_fuzzing_finds_nothing_where_nothing_is(guided, tmp_path):
    """What is read as it should be gives nothing to tell but the slowest."""
    guided("")
    assert not (tmp_path / "broken").exists()
    assert "ms" in (tmp_path / "slowest").read_text("ascii")


def test_guided_fuzzing_that_ends_early_is_told(trial, monkeypatch, tmp_path):
    """A process that dies on its way counts as broken."""
    (dies := tmp_path / "dies.py").write_text("raise SystemExit(77)")
    monkeypatch.setattr(fuzz, "_GUIDED", dies)
    monkeypatch.setattr(fuzz.importlib.util, "find_spec", lambda _: True)
    found = fuzz.fuzz(replace(trial(5), is_long=True), ARITHMETIC)
    assert (found.tried, found.broken[0][:18]) == (0, "it ended with 77: ")


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
