"""Does to the program what must not hurt it, and prints what was seen: `python tests/soak/run.py [--long] [FAULT...]`.

Each file in `faults/` lists its own in `FAULTS`. What is seen is printed as it comes, and at the end as one table; after
Ctrl-C it is what was seen until then. The exit code is 1 when anything broke, or when something is missing that a fault
needs and FLASHCARDS_REQUIRE_ORACLES is 1.
"""

import argparse
import os
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

from fault import Fault, Outcome, Trial, stop_at_ctrl_c  # noqa: E402 - the folder had to be known first

#: What was seen of a fault, and in how many seconds.
Seen = tuple[Fault, Outcome, float]


def main() -> None:
    """Try all faults, or those that are named."""
    options = _options()
    known = {fault.name: module for module in _modules() for fault in _faults(module)}
    unknown = [name for name in options.faults if name not in known]
    if unknown:
        sys.exit(f"no fault is called {', '.join(unknown)}; there is {', '.join(known)}")
    print(f"seed {options.seed}", flush=True)
    seen = []
    stop_at_ctrl_c()
    # Those who try have a group of processes of their own: what they play with sets signals for itself.
    with ProcessPoolExecutor(options.jobs, initializer=os.setpgrp) as pool:
        running = [
            pool.submit(_try, known[name], name, options.seed, is_long=options.long)
            for name in options.faults or known
        ]
        for done in as_completed(running):
            name, outcome, seconds = done.result()
            seen.append((_fault(known[name], name), outcome, seconds))
            _tell(*seen[-1])
    _print_table(sorted(seen, key=lambda one: one[0].name))
    sys.exit(0 if all(_is_fine(outcome) for _, outcome, _ in seen) else 1)


def _is_fine(outcome: Outcome) -> bool:
    if outcome.skipped:
        return os.environ.get("FLASHCARDS_REQUIRE_ORACLES") != "1"
    return outcome.tried > 0 and not outcome.broken


def _tell(fault: Fault, outcome: Outcome, seconds: float) -> None:
    print(
        f"{fault.name}: {outcome.tried:,} tried, {len(outcome.broken):,} broken, {seconds:.1f} s", flush=True
    )
    for case in outcome.broken[:10]:
        print(f"    {case}", flush=True)


def _print_table(seen: list[Seen]) -> None:
    print("\n| fault | tried | broken | seconds | must hold | seen |\n|---|---|---|---|---|---|")
    for fault, outcome, seconds in seen:
        told = f"skipped: {outcome.skipped}" if outcome.skipped else outcome.notes
        counts = f"{outcome.tried:,} | {len(outcome.broken):,} | {seconds:.1f}"
        print(f"| {fault.name} | {counts} | {fault.must_hold} | {told} |")


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


def _fault(module: str, name: str) -> Fault:
    return next(fault for fault in _faults(module) if fault.name == name)


def _try(module: str, name: str, seed: int, *, is_long: bool) -> tuple[str, Outcome, float]:
    fault = _fault(module, name)
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="soak-") as place:
        count = fault.long if is_long else fault.fast
        trial = Trial(count, Path(place), Random(f"{seed} {name}"), is_long, name)
        try:
            outcome = fault.run(trial)
        except Exception:  # noqa: BLE001 - whatever it is, it is told with the others
            outcome = Outcome(1, [traceback.format_exc()])
    return name, outcome, time.monotonic() - begun


if __name__ == "__main__":
    main()
