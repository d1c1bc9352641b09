"""Where the decks are that come with the program."""

import os

_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def bundled_decks() -> str:
    """The folder of the bundled decks: inside the installed package, or `data/decks` of a checkout."""
    installed = os.path.join(_PACKAGE, "_data", "decks")
    return installed if os.path.isdir(installed) else os.path.join(os.path.dirname(_PACKAGE), "data", "decks")
