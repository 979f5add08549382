"""How alike two answers are once what is easily changed is taken away: fingerprints of the rest, by copydetect.

Of code, names, comments and layout are taken away; of a text, capitals, punctuation and layout.

After Schleimer, Wilkerson and Aiken, "Winnowing: local algorithms for document fingerprinting", 2003.
"""

import builtins
import io
import keyword
import re
import tokenize
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from copydetect import CodeFingerprint, compare_files
from copydetect.utils import filter_code

# Every fingerprint counts. Of more, winnowing would keep some by Python's hash of texts, which is another one in every
# run: the next report on the same class would list other pairs.
WINDOW = 1
SHORTEST = 120  # normalised characters that are the student's own; less than that is alike by chance

KEPT = frozenset(dir(builtins)) | frozenset(keyword.kwlist)  # the names that say what the code does
LAYOUT = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}


@dataclass(frozen=True)
class Language:
    """How answers are compared.

    name: what they are written in.
    normalised: takes away what is easily changed.
    gram: normalised characters in one fingerprint.
    alike: the share of either answer that the other one has, too.
    """

    name: str
    normalised: Callable[[str], str]
    gram: int
    alike: float


@dataclass(frozen=True)
class NearlyTheSame:
    """Two answers that are: ``share`` of either is in the other; so many students are ``sharing`` the rarest part."""

    students: tuple[str, str]
    share: float
    sharing: int


def nearly_the_same(answers: Mapping[str, str], given: str, few: int, language: Language) -> Iterator[NearlyTheSame]:
    """Pairs of students whose answers are nearly the same, in order of their names.

    answers: the text of each student's answer cell.
    given: the text that everybody was given, which does not count.
    few: how many students may share a part before it counts as the way it is usually written.
    """
    boilerplate = list(_fingerprint(given, (), language).hashes)
    fingerprints = {student: _fingerprint(text, boilerplate, language) for student, text in answers.items()}
    own = {student: one for student, one in fingerprints.items() if len(one.filtered_code) >= SHORTEST and one.hashes}
    common = Counter(mark for one in own.values() for mark in one.hashes)
    by_mark: dict[int, list[str]] = {}
    for student, one in own.items():
        for mark in one.hashes:
            if 1 < common[mark] <= few:
                by_mark.setdefault(mark, []).append(student)
    sharing: dict[tuple[str, str], int] = {}
    for students in by_mark.values():
        for pair in combinations(sorted(students), 2):
            sharing[pair] = min(len(students), sharing.get(pair, few))
    for pair in sorted(sharing):
        _, shares, _ = compare_files(*(own[student] for student in pair))
        if min(shares) >= language.alike:
            yield NearlyTheSame(pair, float(min(shares)), sharing[pair])


def _fingerprint(text: str, boilerplate: object, language: Language) -> CodeFingerprint:
    return CodeFingerprint(
        "answer",
        language.gram,
        WINDOW,
        boilerplate=boilerplate,
        filter=False,
        fp=io.StringIO(language.normalised(text)),
    )


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def _code(text: str) -> str:
    """The code with V for every name of its author's and S for every text, and without comments and layout.

    As copydetect normalises, except that Python's own tokenizer takes an eighth of the time of pygments, which
    copydetect asks. What Python can't read is left to pygments.
    """
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(text).readline))
    except (tokenize.TokenError, SyntaxError):
        return filter_code(text, "answer.py", "python")[0]
    return "".join(_code_token(token) for token in tokens if token.type not in LAYOUT)


def _code_token(token: tokenize.TokenInfo) -> str:
    if token.type == tokenize.STRING:
        return "S"
    if token.type == tokenize.NAME and token.string not in KEPT:
        return "V"
    return token.string


CODE = Language("code", _code, gram=14, alike=0.9)  # about a short line
PROSE = Language("text", _words, gram=30, alike=0.5)  # about five words in a row
