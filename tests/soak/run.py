"""Does to the program what must not hurt it, and prints what was seen: `python tests/soak/run.py [--long] [FAULT...]`.

Each file in `faults/` lists its own in `FAULTS`. The exit code is 1 when anything broke.
"""

import argparse
import sys
import tempfile
import time
import traceback
from concurrent.futures import ProcessPoolExecutor, as_completed
from importlib import import_module
from pathlib import Path
from random import Random

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parents[1])]

from fault import Fault, Outcome, Trial  # noqa: E402 - the folder had to be known first


def main() -> None:
    """Try all faults, or those that are named."""
    options = _options()
    known = {fault.name: module for module in _modules() for fault in _faults(module)}
    unknown = [name for name in options.faults if name not in known]
    if unknown:
        sys.exit(f"no fault is called {', '.join(unknown)}; there is {', '.join(known)}")
    print(f"seed {options.seed}", flush=True)
    is_whole = True
    with ProcessPoolExecutor(options.jobs) as pool:
        running = [
            pool.submit(_try, known[name], name, options.seed, is_long=options.long)
            for name in options.faults or known
        ]
        for done in as_completed(running):
            name, outcome, seconds = done.result()
            print(
                f"{name:<22} {outcome.tried:>9} tried {len(outcome.broken):>4} broken {seconds:>7.1f} s  {outcome.notes}",
                flush=True,
            )
            for case in outcome.broken[:10]:
                print(f"    {case}", flush=True)
            is_whole = is_whole and outcome.tried > 0 and not outcome.broken
    sys.exit(0 if is_whole else 1)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("faults", nargs="*", metavar="FAULT")
    parser.add_argument("--long", action="store_true", help="the long counts")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    return parser.parse_args()


def _modules() -> list[str]:
    return sorted(path.stem for path in (HERE / "faults").glob("*.py"))


def _faults(module: str) -> list[Fault]:
    return import_module(f"faults.{module}").FAULTS


def _try(module: str, name: str, seed: int, *, is_long: bool) -> tuple[str, Outcome, float]:
    fault = next(each for each in _faults(module) if each.name == name)
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="soak-") as place:
        trial = Trial(fault.long if is_long else fault.fast, Path(place), Random(f"{seed} {name}"), is_long)
        try:
            outcome = fault.run(trial)
        except Exception:  # noqa: BLE001 - whatever it is, it is told with the others
            outcome = Outcome(1, [traceback.format_exc()])
    return name, outcome, time.monotonic() - begun


if __name__ == "__main__":
    main()
