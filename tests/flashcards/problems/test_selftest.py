"""The self-test: sound kinds pass it, and each way of being unsound is told."""

import subprocess
import sys

import pytest

from flashcards.problems import selftest
from flashcards.problems.answers import Real
from flashcards.problems.contract import Part, slip
from flashcards.problems.givens import choice
from flashcards.problems.selftest import accepted_share, distinct_answers, faults

FEW = range(30)


def test_the_plugin_of_another_field_is_sound(statistics):
    """The kinds of descriptive statistics pass, without NumPy."""
    for kind in statistics.KINDS:
        assert faults(kind()) == []
        assert accepted_share(kind()) > 0.5
        assert distinct_answers(kind()) > 50


def test_a_sound_kind_has_no_faults(rectangle):
    """A sound kind passes."""
    assert faults(rectangle, FEW) == []


UNSOUND = {
    "slug": ({"name": "Two Words"}, "small letters"),
    "version": ({"version": 0}, "a version from 1"),
    "no parts": ({"parts": ()}, "wants parts"),
    "twin parts": ({"parts": (Part("side", Real()), Part("side", Real()))}, "a name of its own"),
    "one hint": ({"hints": ("Add.",)}, "two hints"),
    "unknown given": ({"ask": "A rectangle has {a}, {b}, {c}."}, "names {c}, which is no given"),
    "a brace too many": ({"ask": "A rectangle has {a and {b}."}, "field name"),
    "silent slip": ({"mute": slip("", part="side")(lambda self: 2.0)}, "the slip mute says nothing"),
    "hidden given": ({"ask": "A rectangle has {a}."}, "the given 'b' stands in no text"),
    "solve's stranger": ({"solve": lambda self, step, c: None}, "solve takes 'c'"),
    "a slip of no part": ({"lost": slip("Lost.")(lambda self: 2.0)}, "the slip lost belongs to no part"),
    "a slip ahead": ({"early": slip("E.", part="side")(lambda self, wall: wall)}, "takes 'wall'"),
    "derivative": ({"derivative_in": "q"}, "derivative_in names no given: 'q'"),
    "slip raises": ({"bad": slip("B.", part="side")(lambda self, a: a / 0)}, "breaks with"),
    "slip not finite": ({"bad": slip("B.", part="side")(lambda self: float("nan"))}, "bad, typed as nan"),
    "slip of another shape": ({"bad": slip("B.", part="side")(lambda self: (1.0, 2.0))}, "bad, typed as"),
    "no primitive": ({"derivative_in": "a", "primitive": lambda self, a: a**2}, "central differences give"),
    "few answers": ({"givens": {"a": choice(2.0), "b": choice(2.5, 6.0)}}, "only 2 different answers"),
    "unfair": ({"near": slip("N.", part="side")(lambda self, a, b: (a + b) * 1.001)}, "no fair question"),
    "rarely fair": ({"fits": lambda self, a: a == 6}, "of the draws are accepted"),
    "a part without a step": ({"parts": (Part("side", Real()), Part("roof", Real()))}, "roof"),
}


@pytest.mark.parametrize("way", UNSOUND)
def test_every_way_of_being_unsound_is_told(spoiled, way):
    """A kind that breaks a rule is told which."""
    changes, says = UNSOUND[way]
    assert says in " | ".join(faults(spoiled(**changes), FEW))


def test_lumps_are_told(spoiled):
    """A kind whose answers are mostly one number is told."""
    lumpy = spoiled(
        givens={"a": choice(6.0), "b": choice(*[2.5] * 9, *[index / 2 for index in range(6, 20)])}
    )
    assert "answers are" in " ".join(faults(lumpy))


def test_the_command_prints_a_line_for_each_kind(statistics, monkeypatch, capsys):
    """The command prints how each kind fares, and fails for a list that cannot be loaded."""
    monkeypatch.setattr(sys, "argv", ["selftest", "descriptive_statistics:KINDS"])
    assert selftest.main() == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == [
        "kind",
        "mean",
        "sample-variance",
    ]
    monkeypatch.setattr(sys, "argv", ["selftest", "no_such_module:KINDS"])
    assert selftest.main() == 1
    assert "no_such_module" in capsys.readouterr().err


def test_the_frame_loads_no_numpy():
    """Nothing of the frame loads NumPy: it is the plug-ins' business."""
    code = (
        "import sys, pkgutil, importlib, flashcards.problems as rooms\n"
        "for found in pkgutil.iter_modules(rooms.__path__): importlib.import_module(f'{rooms.__name__}.{found.name}')\n"
        "assert 'numpy' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, env={"PYTHONPATH": ":".join(sys.path)})
