"""Times that were taken, in words."""


def clock(elapsed_ms: float) -> str:
    """A time that was taken: 45 s, 3 min 05 s, 1 h 02 min."""
    seconds = round(elapsed_ms / 1000)
    if seconds < 60:
        return f"{seconds} s"
    minutes, seconds = divmod(seconds, 60)
    if minutes < 60:
        return f"{minutes} min {seconds:02d} s"
    return f"{minutes // 60} h {minutes % 60:02d} min"
