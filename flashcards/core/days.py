"""Study days: whole numbers that count days from 0001-01-01, as `date.toordinal` does.

No dataclasses here, in `queue` or in `errors`: `flashcards due` sits in shell prompts, and importing
them would take it longer than all the rest.
"""

from datetime import date, datetime, timedelta

#: A clock this far behind the last study day is taken for a flight or a wrong zone, and that day goes on.
CLOCK_SLACK_DAYS = 2


def study_day(wall: datetime, rollover_hour: int) -> int:
    """The study day of a local wall time: it begins `rollover_hour` hours after midnight."""
    return (wall - timedelta(hours=rollover_hour)).toordinal()


def current_day(real_day: int, last_day: int | None) -> int:
    """The day that holds now, given the study day of the journal's last row (None: no rows).

    A clock slightly behind keeps the last day, so that nothing is asked twice; a clock far behind is
    believed, for it may be the earlier rows that lie in a wrong future.
    """
    if last_day is not None and 0 < last_day - real_day <= CLOCK_SLACK_DAYS:
        return last_day
    return real_day


def iso(day: int) -> str:
    """The day as an ISO date."""
    return date.fromordinal(day).isoformat()


def span(days: int) -> str:
    """A number of days, short enough for a key line: 6 d, 1.5 mo, 2.3 y."""
    if days < 31:
        return f"{days} d"
    months = days / 30.44
    return f"{months:.1f} mo" if months < 12 else f"{days / 365.25:.1f} y"
