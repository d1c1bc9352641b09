"""As much of Protocol Buffers as Anki's tables need: the numbers and byte strings of one message, by field.

Source: protobuf.dev, "Encoding".
"""

from collections.abc import Iterator

_LONGEST_VARINT = 10


class BadMessage(ValueError):
    """The bytes are no message."""


def numbers(message: bytes) -> dict[int, int]:
    """The whole numbers of a message by field, the last one of each. Raises BadMessage."""
    return {field: value for field, value in _fields(message) if isinstance(value, int)}


def texts(message: bytes) -> dict[int, bytes]:
    """The texts and inner messages by field, the last one of each. Raises BadMessage."""
    return {field: value for field, value in _fields(message) if isinstance(value, bytes)}


def _fields(message: bytes) -> Iterator[tuple[int, int | bytes]]:
    at = 0
    while at < len(message):
        tag, at = _varint(message, at)
        match tag & 7:
            case 0:
                value, at = _varint(message, at)
                yield tag >> 3, value
                continue
            case 1:
                size = 8
            case 2:
                size, at = _varint(message, at)
            case 5:
                size = 4
            case _:
                raise BadMessage
        if at + size > len(message):
            raise BadMessage
        if tag & 7 == 2:
            yield tag >> 3, message[at : at + size]
        at += size


def _varint(message: bytes, at: int) -> tuple[int, int]:
    """The number that begins here, and where it ends."""
    value = 0
    for index, byte in enumerate(message[at : at + _LONGEST_VARINT]):
        value |= (byte & 0x7F) << (7 * index)
        if byte < 0x80:
            return value, at + index + 1
    raise BadMessage
