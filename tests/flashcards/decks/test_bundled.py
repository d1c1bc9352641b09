"""Where the bundled decks are."""

from flashcards.decks import bundled


def test_a_checkout_has_its_decks_beside_the_package(monkeypatch, tmp_path):
    """Without an installed copy the decks are those of the checkout."""
    monkeypatch.setattr(bundled, "_PACKAGE", str(tmp_path / "flashcards"))
    assert bundled.bundled_decks() == str(tmp_path / "data" / "decks")


def test_an_installed_package_has_its_decks_inside(monkeypatch, tmp_path):
    """The decks that were installed with the package are used."""
    (tmp_path / "_data" / "decks").mkdir(parents=True)
    monkeypatch.setattr(bundled, "_PACKAGE", str(tmp_path))
    assert bundled.bundled_decks() == str(tmp_path / "_data" / "decks")
