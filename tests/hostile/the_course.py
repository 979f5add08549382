"""Turning what the course brings against it: its questions, its own functions, the process that others used before."""

from course_utils.questions.outcome import Outcome

from .submission import WRONG, Hostile

LIBRARY = "F.conv2d(image[None, None], kernel[None, None], stride=stride, padding=padding)[0, 0]"
HEAD = "def conv2d(image, kernel, stride=1, padding=0):\n"
# What the check would ask and count, if a cell could say so.
EASIER = (
    "object_of = next(map(getattr, [object], ['__set' + 'attr__']))\n"
    "for asked in tuple(questions.questions_of('ps1_convolution').values()):\n"
    "    object_of(asked, 'probe', lambda answer, *a, _is=asked.oracle, **o: _is(*a, **o))\n"
    "    object_of(asked, 'forbidden', type(asked.forbidden)())\n"
)


def _flagged(name: str, why: str, answer: str, outcome: Outcome = Outcome.CORRECT, earns: float = 3.0) -> Hostile:
    return Hostile(name, why, {"conv2d": answer}, None, {"conv2d": earns}, flagged=True, outcomes={"conv2d": outcome})


SUBMISSIONS = [
    Hostile(
        "puts other questions into the registry",
        "each would ask its own oracle",
        {
            "conv2d": "from dataclasses import replace\nfrom course_utils import questions\n"
            "known = questions.questions_of('ps1_convolution')\n"
            "for name, asked in list(known.items()):\n"
            "    known[name] = replace(asked, probe=lambda answer, *a, _is=asked, **o: _is.oracle(*a, **o))\n" + WRONG,
        },
        earns={"conv2d": 0.0},
        flagged=True,
        outcomes={"conv2d": Outcome.RAISED},
    ),
    _flagged(
        "changes the questions themselves",
        "their probes would return what is right",
        f"from course_utils import questions\n{EASIER}{WRONG}",
        Outcome.WRONG_TYPE_OR_SHAPE,
        0.0,
    ),
    _flagged(
        "asks the oracle by its module",
        "the plainest way to it",
        f"from course_utils import questions\n{HEAD}"
        "    return questions.find_question('conv2d').oracle(image, kernel, stride, padding)",
        Outcome.FORBIDDEN,
        0.0,
    ),
    _flagged(
        "asks getattr for a private name",
        "no mode sees the convolution",
        f"C = getattr(torch, '_C')\n{HEAD}"
        "    with getattr(C, '_ExcludeDispatchKeyGuard')(C.DispatchKeySet(C.DispatchKey.Python)):\n"
        f"        return {LIBRARY}",
        Outcome.FORBIDDEN,
        0.0,
    ),
    _flagged(
        "hands getattr on",
        "names are put together where nobody reads them",
        f"C = next(map(getattr, [torch], ['_' + 'C']))\n{HEAD}"
        "    with next(map(getattr, [C], ['_Exclude' + 'DispatchKeyGuard']))(\n"
        f"        C.DispatchKeySet(C.DispatchKey.Python)):\n        return {LIBRARY}",
        Outcome.FORBIDDEN,
        0.0,
    ),
    _flagged(
        "finds sys in a module of a library's",
        "frames are reached without an import",
        f"system = torch.serialization.sys\n{HEAD}    return {LIBRARY}",
        Outcome.FORBIDDEN,
        0.0,
    ),
    _flagged(
        "lets functools replace a method of every tensor",
        "no attribute is assigned",
        "import functools\nclass Own:\n    pass\nOwn.cpu = torch.Tensor.cpu\n"
        "functools.update_wrapper(torch.Tensor, Own, assigned=('cpu',), updated=())\n" + WRONG,
        Outcome.WRONG_TYPE_OR_SHAPE,
        0.0,
    ),
    _flagged(
        "reads the memory of its own process",
        "what was graded before may lie there",
        "from pathlib import Path\ntry:\n    mem = Path('/pro' + 'c/self/mem').open('rb')\n"
        "except PermissionError:\n    mem = None\n"
        f"{HEAD}    return torch.zeros(1) if mem is None else mem\n",
        Outcome.WRONG_TYPE_OR_SHAPE,
        0.0,
    ),
    Hostile(
        "has a name with hundreds of dots",
        "whoever reads it runs out of stack",
        {"conv2d": f"### the reference answer ###\nif 0:\n    torch{'.a' * 600} = 1\n"},
        flagged=True,
    ),
]
