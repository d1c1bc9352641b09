"""One kind of input, fuzzed by atheris, which makes more of what reached new branches.

guided.py NAME COUNT SEED FOLDER.

Apart from the command that starts it, because libFuzzer ends the process that it runs in. What broke goes line by line
to `broken` in the folder, the slowest to `slowest`, and the inputs that reached something new stay in `corpus`.
"""

import sys
import time
from pathlib import Path
from random import Random

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[2])]

import atheris  # noqa: E402 - the paths had to be known first

with atheris.instrument_imports(include=["flashcards"]):
    from faults.fuzz import MOST_SECONDS, READERS
from mutating import WORDS  # noqa: E402 - the same

#: Of an input, in bytes; libFuzzer would cut long seeds to what it takes for the longest.
_LONGEST = 20_000


def main(name, count, seed, folder):
    """Read so many inputs; does not come back."""
    reader = next(one for one in READERS if one.name == name)
    corpus, words = folder / "corpus", folder / "words"
    corpus.mkdir(parents=True)
    for number, text in enumerate(reader.seeds):
        (corpus / f"seed{number}").write_bytes(text.encode("utf-8", "surrogatepass"))
    words.write_text("".join(f'"{_escaped(word)}"\n' for word in WORDS if len(word) < 60), encoding="ascii")
    for text in reader.seeds:  # what is loaded at the first need is no input's fault
        reader.read(text, Random(seed))
    limits = (
        f"-runs={count}",
        f"-seed={seed}",
        f"-max_len={_LONGEST}",
        f"-dict={words}",
        "-rss_limit_mb=4096",
    )
    atheris.Setup(["guided", *limits, str(corpus)], _Reading(reader, Random(seed), folder))
    atheris.Fuzz()


class _Reading:
    """Reads what libFuzzer makes, and writes down what may not be."""

    def __init__(self, reader, rng, folder):
        self._reader, self._rng = reader, rng
        self._broken, self._slowest = folder / "broken", folder / "slowest"
        self._worst = 0.0

    def __call__(self, content):
        text = content.decode("utf-8", "surrogateescape")
        begun = time.process_time()
        try:
            self._reader.read(text, self._rng)
        except Exception as error:  # noqa: BLE001 - none may come, whatever it is
            self._tell(f"{error!r} from {text[:500]!r}")
        seconds = time.process_time() - begun
        if seconds > self._worst:
            self._worst = seconds
            self._slowest.write_text(f"{seconds * 1000:.0f} ms ({text[:40]!a})", encoding="ascii")
        if seconds > MOST_SECONDS:
            self._tell(f"{seconds:.2f} s for {len(text)} signs: {text[:300]!r}")

    def _tell(self, what):
        with self._broken.open("a", encoding="ascii") as file:
            file.write(ascii(what) + "\n")


def _escaped(word):
    return "".join(f"\\x{byte:02x}" for byte in word.encode("utf-8", "surrogatepass"))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4]))
