"""A disk as a power loss leaves it: what was not synced may be dropped, cut, torn or kept in another order.

A file's content is safe once the file was synced, its name once its folder was: no more is taken for granted. A name
is one step, and a sector of 512 bytes is written whole or not at all; what a file grew by and never got reads as zeros.
"""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

from recording import UNKNOWN, Call

SECTOR = 512

#: (offset, bytes), or (size, None) for a file that is cut or grown.
Write = tuple[int, bytes | None]
#: (name that goes, name that comes, node)
Naming = tuple[str | None, str | None, int]

#: Path -> content, or None for a folder.
Files = dict[str, bytes | None]

FOLDER = 0


@dataclass
class Content:
    """What is safe of a file, and what was written since."""

    safe: bytearray = field(default_factory=bytearray)
    waiting: list[Write] = field(default_factory=list)

    def sync(self) -> None:
        """Everything that was written is safe."""
        for write in self.waiting:
            apply(self.safe, write)
        self.waiting.clear()

    def now(self) -> bytes:
        """What a reader sees while the power is on."""
        seen = bytearray(self.safe)
        for write in self.waiting:
            apply(seen, write)
        return bytes(seen)


def apply(content: bytearray, write: Write) -> None:
    """Write into the content."""
    offset, some = write
    if some is None:
        del content[offset:]
        content.extend(bytes(offset - len(content)))
        return
    content.extend(bytes(max(0, offset - len(content))))
    content[offset : offset + len(some)] = some


@dataclass
class Open:
    """An open file: its path, its node, and where it stands."""

    path: str
    node: int
    at: int = 0


class Disk:
    """The files below a root, changed by one call after the other. `trusts_sync` may be turned off, to lie."""

    def __init__(self, root: Path, *, trusts_sync: bool = True) -> None:
        self.root = str(root)
        self._trusts_sync = trusts_sync
        self._contents: dict[int, Content] = {}
        self._names: dict[str, int] = {}
        self._open: dict[int, Open] = {}
        for path, some in files_below(root).items():
            self._names[path] = FOLDER if some is None else self._new(Content(bytearray(some)))
        self._safe_names = dict(self._names)
        self._waiting_names: dict[str, list[Naming]] = {}

    def _new(self, content: Content) -> int:
        node = len(self._contents) + 1
        self._contents[node] = content
        return node

    # ---- what is done to it

    def do(self, call: Call) -> bool:
        """Follow a call; whether it concerns these files."""
        if call.name in UNKNOWN:
            self._refuse_if_ours(call)
            return False
        if call.name == "openat":
            return self._opened(call)
        if call.name in {"rename", "link", "linkat", "unlink", "mkdir", "rmdir"}:
            return self._named(call)
        file = self._open.get(int(call.arguments[0]))
        if file is not None:
            self._wrote(call, file)
        return file is not None and call.name not in {"close", "lseek", "read"}

    def _refuse_if_ours(self, call: Call) -> None:
        numbers = {int(argument) for argument in call.arguments[:1] if argument.isdigit()}
        if numbers & self._open.keys() or any(self._is_ours(os.fsdecode(text)) for text in call.texts[:2]):
            raise NotImplementedError(call)

    def _is_ours(self, path: str) -> bool:
        # What is shared memory on a file system is made anew by the next program.
        return (path + "/").startswith(self.root + "/") and not path.endswith("-shm")

    def _opened(self, call: Call) -> bool:
        path = call.path
        if not self._is_ours(path):
            return False
        flags = call.arguments[2]
        if path not in self._names:
            assert "O_CREAT" in flags, call
            self._name((None, path, self._new(Content())))
        node = self._names[path]
        if "O_TRUNC" in flags:
            self._contents[node].waiting.append((0, None))
        assert "O_APPEND" not in flags, call
        self._open[call.result] = Open(path, node)
        return "O_CREAT" in flags or "O_TRUNC" in flags

    def _named(self, call: Call) -> bool:
        paths = [os.fsdecode(text) for text in call.texts]
        if not self._is_ours(paths[0]):
            return False
        match call.name:
            case "mkdir":
                self._name((None, paths[0], FOLDER))
            case "rename":
                self._name((paths[0], paths[1], self._names[paths[0]]))
            case "link" | "linkat":
                self._name((None, paths[1], self._names[paths[0]]))
            case _:
                self._name((paths[0], None, self._names[paths[0]]))
        return True

    def _name(self, naming: Naming) -> None:
        _rename(self._names, naming)
        folder = os.path.dirname(naming[0] or naming[1] or "")
        self._waiting_names.setdefault(folder, []).append(naming)

    def _wrote(self, call: Call, file: Open) -> None:
        match call.name:
            case "close":
                del self._open[int(call.arguments[0])]
            case "lseek":
                file.at = call.result
            case "read":
                file.at += call.result
            case "write":
                self._contents[file.node].waiting.append((file.at, call.texts[0][: call.result]))
                file.at += call.result
            case "pwrite64":
                write = (int(call.arguments[3]), call.texts[0][: call.result])
                self._contents[file.node].waiting.append(write)
            case "ftruncate":
                self._contents[file.node].waiting.append((int(call.arguments[1]), None))
            case _ if self._trusts_sync:  # fsync, fdatasync
                self._sync(file)

    def _sync(self, file: Open) -> None:
        if file.node != FOLDER:
            self._contents[file.node].sync()
            return
        for naming in self._waiting_names.pop(file.path, []):
            _rename(self._safe_names, naming)

    # ---- what is found of it

    def now(self) -> Files:
        """All files while the power is on."""
        return self._files(self._names, lambda content: content.now())

    def after_power_loss(self, rng: Random) -> Files:
        """One of the states in which the disk may be found."""
        names = dict(self._safe_names)
        for waiting in self._waiting_names.values():
            for naming in _survivors(waiting, rng):
                _rename(names, naming)
        return self._files(names, lambda content: _found(content, rng))

    def _files(self, names: dict[str, int], content_of: Callable[[Content], bytes]) -> Files:
        contents: dict[int, bytes] = {}
        files: Files = {}
        for path in sorted(names):
            node = names[path]
            if path != self.root and files.get(os.path.dirname(path), b"") is not None:
                continue  # its folder was lost
            if node != FOLDER and node not in contents:
                contents[node] = content_of(self._contents[node])
            files[path] = None if node == FOLDER else contents[node]
        return files


def files_below(root: Path) -> Files:
    """Everything that lies below a folder, itself among it."""
    files: Files = {}
    for folder, _, names in os.walk(root):
        files[folder] = None
        for name in names:
            files[os.path.join(folder, name)] = Path(folder, name).read_bytes()
    return files


def write_files_below(root: Path, files: Files) -> None:
    """Have these files there, and no others."""
    shutil.rmtree(root)
    for path in sorted(files):
        content = files[path]
        if content is None:
            Path(path).mkdir()
        else:
            Path(path).write_bytes(content)


def _rename(names: dict[str, int], naming: Naming) -> None:
    old, new, node = naming
    if old is not None and names.get(old) == node:
        del names[old]
    if new is not None:
        names[new] = node


def _survivors(waiting: list[Any], rng: Random) -> list[Any]:
    """None of them, all, the first ones, or any."""
    match rng.randrange(4):
        case 0:
            return []
        case 1:
            return waiting
        case 2:
            return waiting[: rng.randint(0, len(waiting))]
        case _:
            return [one for one in waiting if rng.random() < 0.5]


def _found(content: Content, rng: Random) -> bytes:
    kept = bytearray(content.safe)
    tears = rng.random() < 0.5
    for write in _survivors(content.waiting, rng):
        for piece in _torn(write, rng) if tears else [write]:
            apply(kept, piece)
    return bytes(kept)


def _torn(write: Write, rng: Random) -> list[Write]:
    """Some of the sectors that a write spans, or its beginning."""
    offset, some = write
    if some is None or len(some) <= 1:
        return [write]
    edges = [
        offset,
        *range(offset - offset % SECTOR + SECTOR, offset + len(some), SECTOR),
        offset + len(some),
    ]
    pieces = [(start, some[start - offset : end - offset]) for start, end in pairwise(edges)]
    if rng.random() < 0.5:
        return list(pieces[: rng.randint(0, len(pieces))])
    return [piece for piece in pieces if rng.random() < 0.7]
