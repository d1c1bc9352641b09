"""The tables of sums: what each sum is of, what it sums up, and how numbers are added to those that are kept."""

#: What `card_heaps` has heaps of: the number under which they are kept, and the column of cards that they count.
DUE, INTERVAL, EASE = 1, 2, 3
HEAPS = {DUE: "due_day", INTERVAL: "interval_days", EASE: "ease"}

#: Table -> the columns that tell what a sum is of.
KEYS = {
    "card_heaps": ("what", "value", "suspended"),
    "card_stages": ("deck", "stage", "suspended"),
    "tally_days": ("deck", "day", "state"),
    "tally_hours": ("deck", "day", "hour"),
    "tally_problems": ("deck", "day", "kind", "slip"),
    "tally_answers": ("kind", "order_ms", "device", "seq", "day"),
}
#: Table -> the columns that are sums.
SUMS = {
    "card_heaps": ("cards",),
    "card_stages": ("cards",),
    "tally_days": (*(f"grade_{grade}" for grade in range(6)), "ms"),
    "tally_hours": ("reviews", "passed"),
    "tally_problems": ("answers", '"right"'),
    "tally_answers": ("answers", '"right"'),
}


def columns_of(table: str) -> str:
    """All columns of a table, as SQL names them."""
    return ", ".join((*KEYS[table], *SUMS[table]))


def addition(table: str, added: str) -> str:
    """The statement that adds the rows which `added` gives, VALUES or a query, to those that are kept."""
    sums = ", ".join(f"{name} = {name} + excluded.{name}" for name in SUMS[table])
    return f"""INSERT INTO {table} ({columns_of(table)}) {added}
               ON CONFLICT ({", ".join(KEYS[table])}) DO UPDATE SET {sums}"""
