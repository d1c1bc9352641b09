"""Writing a file so that nothing half written is ever seen."""

import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from flashcards.core.errors import UsageError


def write_files(texts: Mapping[Path, str]) -> None:
    """Write each text beside its target, and move all into place when the last one is whole.

    UsageError says what could not be written; the targets are then as they were.
    """
    for path in texts:
        if not path.name or (path.exists() and not path.is_file()):
            # A folder, or a device: moving a file into its place would do away with it.
            raise UsageError(
                f"cannot write {path}: it is no file", "name a file in a folder that can be written"
            )
    written: dict[Path, Path] = {}
    try:
        for path, text in texts.items():
            beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
            written[beside] = path
            with beside.open("x", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
        for beside, path in written.items():
            beside.replace(path)
    except OSError as error:
        raise UsageError(
            f"cannot write {error.filename2 or path}: {error.strerror}",
            "name a file in a folder that can be written",
        ) from error
    finally:
        for beside in written:
            with suppress(OSError):
                beside.unlink()
