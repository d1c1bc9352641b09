"""What the id of a card tells. Light on purpose, see `days`."""


def deck_of(card_id: str) -> str:
    """The slug of the deck that a card's or an entry's id names."""
    return card_id.partition("/")[0]


def entry_of(card_id: str) -> str:
    """The id that a card shares with its siblings."""
    return card_id.partition("#")[0]
