"""How alike two answers are once names, comments and layout are taken away: winnowed fingerprints, by copydetect.

After Schleimer, Wilkerson and Aiken, "Winnowing: local algorithms for document fingerprinting", 2003.
"""

import contextlib
import io
import multiprocessing
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import combinations, repeat

from copydetect import CodeFingerprint, compare_files

TOKENS = 14  # characters of normalised code in one fingerprint: about a short line
WINDOW = 4
SHORTEST = 120  # characters of normalised code that is the student's own; less than that is alike by chance
ALIKE = 0.9  # the share of either answer that the other one has, too
MANY = 500  # answers: reading them takes longer than starting a process for every core
AT_ONCE = 25


@contextlib.contextmanager
def readers(answers: int) -> Iterator[Callable]:
    """A ``map`` to read so many answers with: on all cores, where that pays."""
    if answers < MANY:
        yield map
        return
    with ProcessPoolExecutor(mp_context=multiprocessing.get_context("spawn")) as executor:
        yield partial(executor.map, chunksize=AT_ONCE)


def alike(
    answers: Mapping[str, str], given: str, few: int, each_of: Callable = map
) -> Iterator[tuple[str, str, float]]:
    """Pairs of students whose answers are nearly the same, and the smaller share of code that is.

    answers   by student: the text of the answer cell
    given     the text that everybody was given, which does not count
    few       how many students may share such code before it counts as the way it is usually written
    each_of   what :func:`readers` gives
    """
    (blank,) = _fingerprints([given], (), each_of)
    fingerprints = dict(zip(answers, _fingerprints(answers.values(), list(blank.hashes), each_of), strict=True))
    own = {student: one for student, one in fingerprints.items() if len(one.filtered_code) >= SHORTEST and one.hashes}
    common = Counter(mark for one in own.values() for mark in one.hashes)
    rare = {student: {mark for mark in one.hashes if common[mark] <= few} for student, one in own.items()}
    by_mark: dict[int, list[str]] = {}
    for student, marks in rare.items():
        for mark in marks:
            by_mark.setdefault(mark, []).append(student)
    candidates = {pair for students in by_mark.values() for pair in combinations(sorted(students), 2)}
    for one, other in sorted(candidates):
        _, shares, _ = compare_files(own[one], own[other])
        if min(shares) >= ALIKE:
            yield one, other, float(min(shares))


def _fingerprints(texts: Iterable[str], boilerplate: Sequence[int], each_of: Callable) -> Iterator[CodeFingerprint]:
    # The class is called in the other processes as it is: they need not import anything of ours.
    same = ("answer.py", TOKENS, WINDOW, boilerplate, True, "python")
    return each_of(CodeFingerprint, *(repeat(one) for one in same), (io.StringIO(text) for text in texts))
