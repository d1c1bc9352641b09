"""Finding the kinds of plug-ins, and naming those that break."""

import sys
from importlib.metadata import EntryPoint

import pytest

from flashcards.core.errors import Signalled, UnknownName
from flashcards.problems.plugins import GROUP, find_kinds

BROKEN = {
    "gone": "import no_such_module",
    "raises": "raise RuntimeError('out of order')",
    "exits": "raise SystemExit(3)",
    "words": "KINDS = 'Mean'",
    "empty": "OTHER = 1",
}


@pytest.fixture
def point(tmp_path, monkeypatch):
    """An entry point to a module of this source."""
    monkeypatch.syspath_prepend(tmp_path)

    def make(name, source):
        (tmp_path / f"plugin_{name}.py").write_text(source, encoding="utf-8")
        return EntryPoint(name, f"plugin_{name}:KINDS", GROUP)

    return make


@pytest.fixture
def sound(statistics):
    """An entry point to the plug-in of another field."""
    return EntryPoint("statistics", f"{statistics.__name__}:KINDS", GROUP)


def test_kinds_are_found_by_name(sound):
    """The kinds of a plug-in are found by their names."""
    found = find_kinds([sound])
    assert list(found.by_name) == ["mean", "sample-variance"]
    assert found.mistakes == []
    assert found.find("mean").topic == "statistics"


@pytest.mark.parametrize("name", BROKEN)
def test_a_plugin_that_breaks_is_named_and_harms_no_other(point, sound, name):
    """A plug-in that cannot be loaded is named, and the others' kinds are there."""
    found = find_kinds([point(name, BROKEN[name]), sound])
    assert len(found.by_name) == 2
    assert len(found.mistakes) == 1
    assert f"the plug-in '{name}' (plugin_{name}:KINDS) breaks" in found.mistakes[0]


def test_a_kind_that_breaks_is_named_and_harms_no_other(point, statistics):
    """Of a plug-in's kinds, one that breaks the contract is named and the others are taken."""
    source = (
        "from descriptive_statistics import Mean\n"
        "class Nameless(Mean):\n    name = 'No Slug'\n    level = 9\n"
        "class Failing(Mean):\n    slips = property(lambda self: 1 / 0)\n"
        "KINDS = (Nameless, 3, Failing, Mean)\n"
    )
    found = find_kinds([point("half", source)])
    assert list(found.by_name) == ["mean"]
    nameless, number, failing = found.mistakes
    assert "kind Nameless of the plug-in 'half' breaks: its name 'No Slug'" in nameless
    assert "a level of 1, 2 or 3" in nameless
    assert "no subclass of Kind" in number
    assert "ZeroDivisionError" in failing


def test_two_kinds_of_one_name_are_named(point, sound):
    """The second kind of a name is left out, and both are named."""
    source = "from descriptive_statistics import Mean\nclass Other(Mean): pass\nKINDS = [Other]\n"
    found = find_kinds([sound, point("zweite", source)])
    assert type(found.by_name["mean"]).__name__ == "Mean"
    assert (
        "Other of the plug-in 'zweite' has the name 'mean', which descriptive_statistics.Mean has"
        in (found.mistakes[0])
    )


INDEX = """
KINDS = {
    "mean": "plugin_means",
    "median": "plugin_means",
    "sample-variance": "no_such_module",
    "No Slug": "plugin_nameless",
}
"""


@pytest.fixture
def index(point, statistics, monkeypatch):
    """An entry point to an index, and the modules that it names."""
    modules = {
        "means": "from descriptive_statistics import Mean\nKINDS = [Mean]",
        "nameless": "from plugin_means import Mean\nclass A(Mean):\n    name = 'No Slug'\nKINDS = [A]",
    }
    for name, source in modules.items():
        point(name, source)
        monkeypatch.delitem(sys.modules, f"plugin_{name}", raising=False)
    return point("index", INDEX)


def test_an_index_loads_a_kind_when_it_is_asked_for(index):
    """The names of an index are known without what they name, and one kind does not load another's module."""
    found = find_kinds([index])
    assert found.names == ["mean", "median", "sample-variance", "No Slug"]
    found.require("mean")
    assert "plugin_means" not in sys.modules
    assert found.find("mean") is found.find("mean")
    assert found.find("mean").topic == "statistics"
    assert "plugin_nameless" not in sys.modules
    assert found.mistakes == []


def test_what_an_index_names_in_vain_is_told(index):
    """A kind whose module is gone, lacks it or breaks the contract is named when it is asked for, once."""
    found = find_kinds([index])
    for name, why in (
        ("median", "plugin_means has no kind of this name"),
        ("sample-variance", "No module named 'no_such_module'"),
        ("No Slug", "is not of small letters"),
    ):
        for _ in range(2):
            with pytest.raises(UnknownName):
                found.find(name)
        assert f"the kind '{name}' of the plug-in 'index' breaks: " in found.mistakes[-1]
        assert why in found.mistakes[-1]
    assert len(found.mistakes) == 3
    assert [*found.by_name] == ["mean"]


@pytest.mark.parametrize("last", [INDEX, "from descriptive_statistics import Mean\nKINDS = [Mean]"])
def test_an_index_and_a_list_may_name_the_same(index, point, last):
    """The second kind of a name is left out, however either is listed."""
    found = find_kinds([index, point("last", last)])
    assert "of the plug-in 'last' has the name 'mean', which plugin_means has" in found.mistakes[0]


def test_an_unknown_kind_is_met_with_the_nearest(point, sound):
    """A kind that no plug-in brings is met with the nearest name, or with what broke."""
    with pytest.raises(UnknownName) as missed:
        find_kinds([sound]).find("meen")
    assert "mean" in missed.value.hint
    with pytest.raises(UnknownName) as missed:
        find_kinds([point("raises", BROKEN["raises"])]).find("sigmoid")
    assert "out of order" in missed.value.hint


def test_a_signal_is_no_mistake_of_a_plug_in():
    """A signal that comes while a plug-in is loaded ends the program, and is not told as the plug-in's."""

    class Slow:
        name, value = "slow", "slow:KINDS"

        def load(self):
            raise Signalled(143)

    with pytest.raises(Signalled):
        find_kinds([Slow()])
