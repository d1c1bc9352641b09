"""TOML that holds nothing but plain lines, as most settings do. Light on purpose, see `flashcards.core.days`."""


def plain_values(text: str) -> dict[str, object] | None:
    """The values of lines like `name = 12` and `name = "word"`; None where anything else stands in between.

    Loading the library's reader takes a third of the time that `due` has.
    """
    values: dict[str, object] = {}
    for line in text.split("\n"):
        if not line or (line[0] == "#" and line.isprintable()):
            continue
        name, _, value = line.partition(" = ")
        if name in values or not (name.isascii() and name.isidentifier() and value.isascii()):
            return None
        word = value[1:-1]
        if value.isdecimal() and len(value) < 10 and (value[0] != "0" or value == "0"):
            values[name] = int(value)
        elif value == f'"{word}"' and word.replace("-", "").isalnum():
            values[name] = word
        else:
            return None
    return values
