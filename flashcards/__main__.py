#!python
"""The program as a process of its own: the command `flashcards`, and `python -m flashcards`.

Light on purpose, see `flashcards.core.days`.
"""

import gc

from flashcards.cli.main import main

#: Python looks for cyclic garbage each time that so many more objects were made than are gone, by itself at 700. A
#: start makes tens of thousands, modules and classes that all stay.
_OBJECTS = 50_000


def run() -> None:
    """Run the command line, and leave with its exit code."""
    gc.set_threshold(_OBJECTS)
    try:
        main()
    finally:
        # All memory goes with the process: Python need not look through it once more for what to let go of.
        gc.freeze()


if __name__ == "__main__":
    run()
