"""Writing a file so that nothing half written is ever seen."""

import errno
import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import IO

from flashcards.core.errors import UsageError

_HINT = "name a file in a folder that can be written"
_FULL = "make room on its disk, and try again; nothing was changed"


def write_files(texts: Mapping[Path, str | bytes], *, replaces: bool = True) -> None:
    """Write each text beside its target, and move all into place, the last one first, when all are whole.

    UsageError says what could not be written; the targets are then as they were.
    """
    with ExitStack() as opened:
        for path, text in texts.items():
            file = opened.enter_context(new_file(path, replaces=replaces))
            with _told(path):
                file.write(text.encode("utf-8", "backslashreplace") if isinstance(text, str) else text)
                file.flush()
                os.fsync(file.fileno())


@contextmanager
def new_file(path: Path, *, replaces: bool) -> Iterator[IO[bytes]]:
    """A file beside the target to be written bit by bit; it is moved into place when the block ends well.

    Without `replaces`, a file that is there already is left as it is. UsageError says what could not be written.
    """
    target = _target(path, replaces=replaces)
    beside = target.with_name(f".{target.name[:200]}.{os.urandom(4).hex()}")
    with _told(path):
        file = beside.open("xb")
    try:
        with file:
            with _told(path, only=beside):
                yield file
            with _told(path):
                file.flush()
                os.fsync(file.fileno())
        with _told(path):
            _move(beside, target, replaces=replaces)
    finally:
        with suppress(OSError):
            file.close()  # once more, where a full disk did not let what was left be written
        with suppress(OSError):
            beside.unlink()


def _target(path: Path, *, replaces: bool) -> Path:
    """Where the file really lies: through a link its target is replaced, and never the link."""
    if path.exists() and not path.is_file():
        raise UsageError(f"cannot write {path}: it is no file", _HINT)
    if path.exists() and not replaces:
        raise _exists(path)
    try:
        return path.resolve()
    except (OSError, RuntimeError) as error:
        raise UsageError(f"cannot write {path}: {error}", _HINT) from error


def _move(beside: Path, target: Path, *, replaces: bool) -> None:
    if replaces:
        with suppress(OSError):
            beside.chmod(target.stat().st_mode & 0o777)
        beside.replace(target)
    else:
        try:
            target.hardlink_to(beside)  # which refuses a name that was taken meanwhile
        except FileExistsError:
            raise _exists(target) from None
        except OSError:  # a file system without links
            beside.replace(target)
    with suppress(OSError):
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _exists(path: Path) -> UsageError:
    return UsageError(f"{path} is there already", "name another file, or replace it with --force")


@contextmanager
def _told(path: Path, *, only: Path | None = None) -> Iterator[None]:
    """Turn what the system says into an error that names the target; `only`: what it says of writing at all.

    What a block that writes raises for another file, which it reads, is not about this one.
    """
    try:
        yield
    except OSError as error:
        if only is not None and error.filename not in {None, str(only)}:
            raise
        hint = _FULL if error.errno == errno.ENOSPC else _HINT
        raise UsageError(f"cannot write {path}: {error.strerror or error}", hint) from error
