"""Where everything lies. Light on purpose, see `flashcards.core.days`."""

import os

from flashcards.decks.bundled import bundled_decks


class Places:
    """The paths of the database, the cache, the settings, and the folders of decks."""

    __slots__ = ("bundled_decks", "cache", "database", "own_decks", "settings")

    def __init__(self, data: str, cache: str, settings: str) -> None:
        self.database = os.path.join(data, "flashcards.db")
        self.own_decks = os.path.join(data, "decks")
        self.bundled_decks = bundled_decks()
        self.cache = os.path.join(cache, "cards.db")
        self.settings = os.path.join(settings, "config.toml")

    @property
    def deck_folders(self) -> tuple[str, str]:
        """The folders that make the library, one's own first."""
        return self.own_decks, self.bundled_decks


def find_places() -> Places:
    """FLASHCARDS_HOME moves them all; else the places that the system has for such files."""
    home = os.environ.get("FLASHCARDS_HOME")
    if home:
        home = os.path.abspath(os.path.expanduser(home))
        return Places(data=home, cache=os.path.join(home, "cache"), settings=home)
    import platformdirs

    return Places(
        data=platformdirs.user_data_dir("flashcards", appauthor=False),
        cache=platformdirs.user_cache_dir("flashcards", appauthor=False),
        settings=platformdirs.user_config_dir("flashcards", appauthor=False),
    )
