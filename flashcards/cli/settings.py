"""Settings: environment, then file, then default. Light on purpose, see `flashcards.core.days`."""

import os
from collections.abc import Callable

from flashcards.cli.plain_toml import plain_values
from flashcards.core.errors import BrokenStore, UnknownName, UsageError

Value = str | int | tuple[str, ...]


class Setting:
    """One setting: its default, what it means, and how its value is read (ValueError: says what is wanted)."""

    __slots__ = ("default", "meaning", "name", "read")

    def __init__(self, name: str, default: Value, meaning: str, read: Callable[[object], Value]) -> None:
        self.name = name
        self.default = default
        self.meaning = meaning
        self.read = read

    @property
    def choices(self) -> tuple[str, ...]:
        """The only values that it can have; none where there are too many to name."""
        return self.read.choices if isinstance(self.read, _OneOf) else ()


def _whole(least: int, most: int) -> Callable[[object], Value]:
    def read(value: object) -> Value:
        text = str(value)
        if not text.isascii() or not text.isdigit() or len(text) > 9 or not least <= int(text) <= most:
            raise ValueError(f"a whole number from {least} to {most}")
        return int(text)

    return read


class _OneOf:
    """Reads one of a few words."""

    def __init__(self, *choices: str) -> None:
        self.choices = choices

    def __call__(self, value: object) -> Value:
        if str(value) not in self.choices:
            raise ValueError(f"one of {', '.join(self.choices)}")
        return str(value)


class _Truth(_OneOf):
    """Reads true or false, which TOML has and the environment writes as 1 and 0."""

    def __init__(self) -> None:
        super().__init__("true", "false")

    def __call__(self, value: object) -> Value:
        word = str(value).lower()
        return super().__call__({"1": "true", "0": "false", "": "false"}.get(word, word))


def _names(value: object) -> Value:
    names = value if isinstance(value, list | tuple) else str(value).replace(",", " ").split()
    if not all(isinstance(name, str) for name in names):
        raise ValueError("a list of deck names")
    return tuple(names)


SETTINGS = (
    Setting("scheduler", "sm2", "sm2, or sm2-1990: the published page's reading", _OneOf("sm2", "sm2-1990")),
    Setting("new_per_day", 10, "new cards of a study day", _whole(0, 9999)),
    Setting("due_per_day", 200, "due cards of a study day", _whole(0, 99999)),
    Setting("rollover_hour", 4, "the hour at which a study day begins", _whole(0, 23)),
    Setting("grades", "4", "4: Again, Hard, Good, Easy; 6: SM-2's 0 to 5", _OneOf("4", "6")),
    Setting("quick_seconds", 5, "a right answer within this time is easy", _whole(0, 60)),
    Setting("quick_computed_seconds", 20, "the same for a computed answer", _whole(0, 900)),
    Setting("leech_lapses", 8, "lapses that make a card a leech", _whole(1, 999)),
    Setting("ascii", "false", "true: print nothing but ASCII, as --ascii does", _Truth()),
    Setting("decks_off", (), "decks that the day leaves out", _names),
)


class Settings:
    """The settings in force; `origin` tells where each comes from."""

    def __init__(self, values: dict[str, Value], origin: dict[str, str]) -> None:
        self.values = values
        self.origin = origin

    def number(self, name: str) -> int:
        """A setting that is a whole number."""
        return int(str(self.values[name]))

    def word(self, name: str) -> str:
        """A setting that is one word."""
        return str(self.values[name])

    def is_on(self, name: str) -> bool:
        """A setting that is true or false."""
        return self.values[name] == "true"

    @property
    def decks_off(self) -> frozenset[str]:
        """The decks that the day leaves out."""
        names = self.values["decks_off"]
        return frozenset(names if isinstance(names, tuple) else ())


def find_setting(name: str) -> Setting:
    """The setting of that name; raises UnknownName."""
    for setting in SETTINGS:
        if setting.name == name.replace("-", "_"):
            return setting
    known = [setting.name for setting in SETTINGS]
    raise UnknownName("setting", name, known, otherwise=f"the settings are {', '.join(known)}")


def load_settings(path: str) -> Settings:
    """The settings in force; raises BrokenStore for a bad file, UsageError for a bad environment."""
    stored = _read_file(path)
    unknown = [name for name in stored if all(setting.name != name for setting in SETTINGS)]
    if unknown:
        raise BrokenStore(
            f"{path}: there is no setting '{unknown[0]}'",
            f"`flashcards config {unknown[0]} default` takes it out of the file",
        )
    values: dict[str, Value] = {}
    origin: dict[str, str] = {}
    for setting in SETTINGS:
        variable = f"FLASHCARDS_{setting.name.upper()}"
        try:
            if variable in os.environ:
                values[setting.name], origin[setting.name] = setting.read(os.environ[variable]), variable
            elif setting.name in stored:
                values[setting.name], origin[setting.name] = setting.read(stored[setting.name]), path
            else:
                values[setting.name], origin[setting.name] = setting.default, "default"
        except ValueError as wanted:
            if variable in os.environ:
                raise UsageError(f"{variable} must be {wanted}", "correct or unset it") from wanted
            raise BrokenStore(
                f"{path}: {setting.name} must be {wanted}",
                f"correct it with `flashcards config {setting.name} VALUE`",
            ) from wanted
    return Settings(values, origin)


def require_settings(content: bytes) -> None:
    """Raise ValueError if the content is no file of settings: it says why."""
    import tomllib

    try:
        stored = tomllib.loads(content.decode())
    except RecursionError:
        raise ValueError("they are nested too deep") from None
    known = {setting.name: setting for setting in SETTINGS}
    for name, value in stored.items():
        if name not in known:
            raise ValueError(f"there is no setting '{name}'")
        try:
            known[name].read(value)
        except ValueError as wanted:
            raise ValueError(f"{name} must be {wanted}") from wanted


def _read_file(path: str) -> dict[str, object]:
    if os.path.lexists(path) and not os.path.isfile(path):
        raise BrokenStore(f"{path} is not a file", "move it away for the default settings")
    try:
        with open(path, "rb") as file:
            content = file.read(1_000_000)
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise BrokenStore(f"cannot read the settings {path}: {error.strerror}") from error
    try:
        text = content.decode()
        values = plain_values(text)
        if values is not None:
            return values
        import tomllib

        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise BrokenStore(f"{path}: {error}", "correct the file, or move it away for the defaults") from error
