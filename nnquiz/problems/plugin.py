"""The problem kinds that this package brings to the engine."""

KINDS: tuple[type, ...] = ()
