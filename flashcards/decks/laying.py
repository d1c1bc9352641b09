"""The JSON Schema of decks, laid where editors find it without a network."""

import os
from pathlib import Path

_NAME = "deck.schema.json"


def shipped_schema(bundled: Path) -> Path:
    """The schema that comes with the program, beside the folder of the bundled decks."""
    return bundled.parent / _NAME


def lay_schema(own: Path, bundled: Path) -> Path:
    """Have the schema beside the folder of one's own decks, and give its path; raises OSError.

    Own decks name it as `../deck.schema.json`, decks elsewhere by its `file:` address. It is replaced whole, as an
    editor may be reading it.
    """
    content = shipped_schema(bundled).read_bytes()
    laid = own.parent / _NAME
    if not laid.is_file() or laid.read_bytes() != content:
        laid.parent.mkdir(mode=0o700, parents=True, exist_ok=True)  # it may be the first thing there
        beside = laid.with_name(f".{_NAME}.{os.urandom(4).hex()}")
        try:
            beside.write_bytes(content)
            beside.replace(laid)
        finally:
            beside.unlink(missing_ok=True)
    return laid
