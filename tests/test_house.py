"""The rules of the house that no linter knows."""

import ast
import re

import pytest


def python_files(checkout, *folders):
    return [path for folder in folders for path in sorted((checkout / folder).rglob("*.py"))]


def test_every_test_says_what_must_hold(checkout):
    """Each test function has a docstring of one sentence."""
    silent = [
        f"{path.relative_to(checkout)}:{node.lineno} {node.name}"
        for path in python_files(checkout, "tests")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_") and not ast.get_docstring(node)
    ]
    assert silent == []


def test_package_files_are_empty(checkout):
    """Importing a package costs nothing: its `__init__` is empty."""
    full = [
        path
        for path in python_files(checkout, "flashcards", "nnquiz")
        if path.name == "__init__.py" and path.read_text()
    ]
    assert full == []


def test_every_module_says_what_lives_there(checkout):
    """Each module opens with a docstring."""
    modules = [path for path in python_files(checkout, "flashcards", "nnquiz") if path.name != "__init__.py"]
    assert [path for path in modules if not ast.get_docstring(ast.parse(path.read_text("utf-8")))] == []


@pytest.mark.parametrize("name", ["README.md", "CHANGELOG.md"])
def test_documents_fit_a_screen_in_width(checkout, name):
    """No line of a document is longer than 120 characters, tables aside."""
    lines = (checkout / name).read_text("utf-8").splitlines()
    assert [line for line in lines if len(line) > 120 and not line.startswith("|")] == []


def test_readme_knows_every_kind(checkout):
    """Every kind of problem that comes with the program is in the README's table, under its topic."""
    from flashcards.problems.plugins import installed_kinds

    readme = (checkout / "README.md").read_text("utf-8").replace("\n  ", " ")
    rows = {row.partition(": ")[0]: row.split("`")[1::2] for row in readme.splitlines()}
    assert [
        kind.name for kind in installed_kinds().by_name.values() if kind.name not in rows[f"- {kind.topic}"]
    ] == []


def test_readme_knows_every_command(checkout):
    """Every command of the program is in the README's table."""
    from flashcards.cli.app import COMMANDS

    readme = (checkout / "README.md").read_text("utf-8")
    assert [name for name in COMMANDS if not re.search(rf"`flashcards {name}\b", readme)] == []


def test_readme_deck_is_a_deck(checkout):
    """The deck in the README has no mistake."""
    from flashcards.decks.reading import Deck, read_deck

    text = re.search(r"```yaml\n(.*?)```", (checkout / "README.md").read_text("utf-8"), re.DOTALL)[1]
    deck = read_deck(text.encode(), "README.md")
    assert isinstance(deck, Deck), deck
    assert deck.mistakes == ()
