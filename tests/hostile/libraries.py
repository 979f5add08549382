"""Replacing what a check could be built from: comparisons, the oracle, the observer."""

from .submission import OF_WRONG, WRONG, Hostile, after

EARNS = {"conv2d": 0}
ALWAYS = "lambda *a, **k: torch.ones((), dtype=torch.bool)"


def _attack(name: str, why: str, code: str, **options) -> Hostile:
    return Hostile(name, why, {"convolve1d": after(code), "conv2d": WRONG}, None, EARNS, outcomes=OF_WRONG, **options)


def _during(name: str, why: str, code: str, **options) -> Hostile:
    """The replacing happens in the answer, while the check runs."""
    body = "\n".join(f"    {line}" for line in code.splitlines())
    wrong = f"def conv2d(image, kernel, stride=1, padding=0):\n{body}\n    return torch.zeros(1)\n"
    return Hostile(name, why, {"conv2d": wrong}, None, EARNS, outcomes=OF_WRONG, **options)


SUBMISSIONS = [
    _attack(
        "replaces numpy.testing",
        "assertions that never fail",
        "import numpy.testing\n"
        "for name in dir(numpy.testing):\n"
        "    if name.startswith('assert'): setattr(numpy.testing, name, lambda *a, **k: None)",
    ),
    _attack(
        "replaces torch.allclose and its relatives",
        "comparisons that always hold",
        f"torch.allclose = torch.equal = torch.isclose = torch.eq = {ALWAYS}\n"
        f"torch.Tensor.__eq__ = torch.Tensor.allclose = torch.Tensor.equal = {ALWAYS}",
        flagged=True,
    ),
    _attack(
        "replaces the oracle's library function",
        "an oracle that agrees with a wrong answer; the judge has one of its own",
        "F.conv2d = torch.conv2d = torch.nn.functional.conv2d = lambda *a, **k: torch.zeros(1, 1, 1)",
        flagged=True,
    ),
    _attack(
        "replaces check in course_utils",
        "the line under the answer does nothing",
        "import course_utils, course_utils.checking.check as module\n"
        "course_utils.check = module.check = check = lambda *a: None",
        flagged=True,
    ),
    _attack(
        "replaces observe by one that returns the oracle's value",
        "an answer that is never called",
        "import course_utils.runner.notebook as notebook, course_utils.checking.check as module\n"
        "from course_utils.checking.evidence import Observation\n"
        "def perfect(question, case, answer, limit=None):\n"
        "    return Observation('returned', value=question.oracle(*case.args, **case.options))\n"
        "notebook.observe = module.observe = perfect",
        flagged=True,
    ),
    _attack(
        "replaces the code of observe",
        "the same function object, with another inside",
        "import course_utils.checking.observe as module\n"
        "def other(question, case, answer, seconds_limit=None):\n"
        "    return Observation('returned', value=question.oracle(*case.args, **case.options))\n"
        "module.observe.__code__ = other.__code__",
        flagged=True,
    ),
    _attack(
        "replaces encode and decode",
        "evidence that says something else",
        "import course_utils.checking.evidence as module\n"
        "module.encode = lambda value, depth=0: {'kind': 'text', 'value': 'right'}\n"
        "module.Observation.to_json = lambda self: {'status': 'returned'}",
        flagged=True,
    ),
    _attack(
        "replaces judge, compare and Question",
        "verdicts; they are made in another process",
        "import course_utils.checking.verdict as module\n"
        "from course_utils.questions.question import Question\n"
        "module.compare = lambda *a: ('correct', '', None)\n"
        "module.judge = module.judge_case = module.forbidden_operations = lambda *a: []\n"
        "Question.public_cases = lambda self: []",
        flagged=True,
    ),
    _attack(
        "replaces find_question and removes modules",
        "imports that fail inside the check",
        "import sys\nsys.modules['course_utils.questions'].find_question = None\n"
        "for name in [n for n in sys.modules if n.startswith('course_utils')]: del sys.modules[name]",
        flagged=True,
    ),
    _attack(
        "replaces json, base64 and the clock",
        "what evidence is written with",
        "import base64, json, time\n"
        "json.dumps = json.JSONEncoder.encode = lambda *a, **k: '{}'\n"
        "base64.b64encode = lambda raw: b''\ntime.perf_counter = time.monotonic = lambda: 0.0",
        flagged=True,
    ),
    _attack(
        "replaces the oracle inside a frozen question",
        "dataclasses are frozen for friends only",
        "from course_utils.questions import find_question\n"
        "object.__setattr__(find_question('conv2d'), 'oracle', lambda *a, **k: torch.zeros(1))",
        flagged=True,
    ),
    _during(
        "replaces the observer while it observes",
        "the next case is observed by another",
        "import course_utils.runner.notebook as notebook\n"
        "from course_utils.checking.evidence import Observation\n"
        "notebook.observe = lambda question, case, *a: "
        "Observation('returned', value=question.oracle(*case.args, **case.options))",
        flagged=True,
    ),
    _during(
        "replaces the cases while they are tried",
        "a case that a wrong answer passes",
        "import sys\nframe = sys._getframe()\n"
        "while frame:\n"
        "    case = frame.f_locals.get('case')\n"
        "    if hasattr(case, 'args'): object.__setattr__(case, 'args', (torch.zeros(1, 1), torch.zeros(1, 1)))\n"
        "    frame = frame.f_back",
        flagged=True,
    ),
]
