"""What lies where a deck is looked for and is no file, or none that may be read."""

import os
from collections.abc import Callable
from pathlib import Path


def _secret(path: Path) -> None:
    secret = path.parent.parent / "secret"
    secret.write_text("root:x:0:0:root:/root:/bin/bash\n", "utf-8")
    path.symlink_to(secret)


def _forbidden(path: Path) -> None:
    path.write_text("deck: d\ntitle: D\ncards: [{id: a, q: q, a: a}]\n", "utf-8")
    path.chmod(0)


ODD: dict[str, Callable[[Path], object]] = {
    "a-pipe": os.mkfifo,
    "a-device-without-end": lambda path: path.symlink_to("/dev/zero"),
    "a-link-to-a-secret": _secret,
    "a-link-to-itself": lambda path: path.symlink_to(path),
    "a-link-to-nothing": lambda path: path.symlink_to("/nowhere/at/all"),
    "a-folder": lambda path: path.mkdir(),
}
if os.geteuid() != 0:  # to whom nothing is forbidden
    ODD["a-file-that-may-not-be-read"] = _forbidden
