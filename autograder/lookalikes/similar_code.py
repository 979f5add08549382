"""How alike two answers are once names, comments and layout are taken away: fingerprints of that, by copydetect.

After Schleimer, Wilkerson and Aiken, "Winnowing: local algorithms for document fingerprinting", 2003.
"""

import builtins
import io
import keyword
import tokenize
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import combinations

from copydetect import CodeFingerprint, compare_files
from copydetect.utils import filter_code

TOKENS = 14  # characters of normalised code in one fingerprint: about a short line
# Every fingerprint counts. Of more, winnowing would keep some by Python's hash of texts, which is another one in every
# run: the next report on the same class would list other pairs.
WINDOW = 1
SHORTEST = 120  # characters of normalised code that is the student's own; less than that is alike by chance
ALIKE = 0.9  # the share of either answer that the other one has, too

KEPT = frozenset(dir(builtins)) | frozenset(keyword.kwlist)  # the names that say what the code does
LAYOUT = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}


def alike(answers: Mapping[str, str], given: str, few: int) -> Iterator[tuple[str, str, float]]:
    """Pairs of students whose answers are nearly the same, and the smaller share of code that is.

    answers   by student: the text of the answer cell
    given     the text that everybody was given, which does not count
    few       how many students may share such code before it counts as the way it is usually written
    """
    boilerplate = list(_fingerprint(given, ()).hashes)
    fingerprints = {student: _fingerprint(text, boilerplate) for student, text in answers.items()}
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


def _fingerprint(text: str, boilerplate: object) -> CodeFingerprint:
    return CodeFingerprint(
        "answer.py", TOKENS, WINDOW, boilerplate=boilerplate, filter=False, fp=io.StringIO(_normalised(text))
    )


def _normalised(text: str) -> str:
    """The code with V for every name of its author's and S for every text, and without comments and layout.

    As copydetect normalises, except that Python's own tokenizer takes an eighth of the time of pygments, which
    copydetect asks. What Python can't read is left to pygments.
    """
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(text).readline))
    except (tokenize.TokenError, SyntaxError):
        return filter_code(text, "answer.py", "python")[0]
    return "".join(_normalised_token(token) for token in tokens if token.type not in LAYOUT)


def _normalised_token(token: tokenize.TokenInfo) -> str:
    if token.type == tokenize.STRING:
        return "S"
    if token.type == tokenize.NAME and token.string not in KEPT:
        return "V"
    return token.string
