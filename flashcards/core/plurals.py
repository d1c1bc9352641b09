"""Numbers of things, in words."""


def plural(count: int, noun: str) -> str:
    """1 card, 2,000 cards."""
    return f"{count} {noun}" if count == 1 else f"{count:,} {noun}s"
