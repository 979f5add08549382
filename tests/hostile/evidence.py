"""Writing to the grader's line: evidence that no observer sent."""

import base64
import json
import struct

from course_utils.questions.outcome import Outcome

from .submission import OF_WRONG, RIGHT, WRONG, Hostile, after, before

# Gives each line of a text to every descriptor that might be the grader's line.
SEND = """
import os
def send(*lines):
    for descriptor in range(3, 40):
        try:
            if not os.isatty(descriptor): os.write(descriptor, b"".join(line + b"\\n" for line in lines))
        except OSError: pass
"""
# Turns a value into a line of evidence as the observer would send it.
FORGE = (
    SEND
    + """
import base64, json
def tensor(value):
    raw = base64.b64encode(value.contiguous().numpy().tobytes()).decode()
    return {"kind": "tensor", "dtype": str(value.dtype)[6:], "shape": list(value.shape), "bytes": raw}
def evidence(case, value, question="conv2d"):
    seen = {"status": "returned", "value": value, "error": None, "operations": {}, "operations_smaller": None,
            "lines": 1, "lines_smaller": 1, "calls": [], "mutated": [], "gradient": "", "seconds": 0.1,
            "reference_seconds": 0.1}
    return json.dumps({"kind": "evidence", "question": question, "case": case, "observation": seen}).encode()
"""
)
CRASHED = {"conv2d": Outcome.CRASHED, "kernels": Outcome.CRASHED}
OBSERVATION = {
    "status": "returned", "error": None, "operations": {}, "operations_smaller": None, "lines": None,
    "lines_smaller": None, "calls": [], "mutated": [], "gradient": None, "seconds": None, "reference_seconds": None,
}  # fmt: skip
ONE = {
    "kind": "tensor", "dtype": "float32", "shape": [1, 1], "bytes": base64.b64encode(struct.pack("f", 1)).decode(),
}  # fmt: skip
ALL = [
    json.dumps({"kind": "evidence", "question": "conv2d", "case": case, "observation": {**OBSERVATION, "value": ONE}})
    for case in range(10)
]


# The same with nothing that is called by name but `open`; then it waits, so that nothing contradicts it.
OPEN_AND_WAIT = """
import time
for number in range(3, 40):
    try: open(number, "w", closefd=False).write(TEXT)
    except OSError: pass
time.sleep(30)
"""


# Finds the observer's own sender: what goes through it has the tag.
DIG = """
import gc, time
from course_utils.runner.wire import Wire
sender = next(one for one in gc.get_objects() if isinstance(one, Wire))
def send(line):
    sender._file.write(sender._authenticator.tagged(line) + b"\\n")
    sender._file.flush()
"""


def _lines(*lines: object) -> str:
    """A cell that sends lines: JSON data, or bytes as they are."""
    raw = [line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines]
    return f"{SEND}\nsend(*{raw!r})\n"


def _plain(kind: str, **content: object) -> dict[str, object]:
    return {"kind": kind, **content}


def _sends(name: str, why: str, *lines: object, **options) -> Hostile:
    """Sent before a wrong answer."""
    wrong = {"conv2d": _lines(*lines) + WRONG}
    return Hostile(name, why, wrong, None, {"conv2d": 0}, flagged=True, outcomes=OF_WRONG, **options)


# Position of the check of conv2d, and of the cells before it, in the notebook of these tests.
CONVOLVE1D_CHECK, CONV2D_ANSWER, CONV2D_CHECK, KERNELS_CHECK = 2, 3, 4, 6
DEEP = b"[" * 200_000 + b"]" * 200_000
FORGED_TO_THE_END = "".join(
    line + "\n"
    for line in (
        json.dumps(_plain("begin", cell=CONV2D_CHECK, cpu_seconds=0.1)),
        *ALL,
        json.dumps(_plain("end", cell=CONV2D_CHECK, outputs=[])),
        json.dumps(_plain("done", replaced=[], cpu_seconds=0.1)),
    )
)

SUBMISSIONS = [
    _sends("sends evidence before the check", "no check asked for it", *map(str.encode, ALL)),
    Hostile(
        "sends evidence after the check",
        "to replace what the observer sent",
        {"conv2d": WRONG, "kernels": before(_lines(*map(str.encode, ALL)))},
        None,
        {"conv2d": 0},
        flagged=True,
        outcomes=OF_WRONG,
    ),
    Hostile(
        "sends right evidence while the check runs",
        "two pieces for one case: neither counts",
        {
            "conv2d": FORGE + "sent = 0\n"
            "def conv2d(image, kernel, stride=1, padding=0):\n"
            "    global sent\n"
            "    right = F.conv2d(image[None, None], kernel[None, None], stride=stride, padding=padding)[0, 0]\n"
            "    send(evidence(sent, tensor(right)))\n"
            "    sent += 1\n"
            "    return torch.zeros(1)"
        },
        None,
        {"conv2d": 0},
        flagged=True,
        outcomes={"conv2d": Outcome.FORBIDDEN},
    ),
    Hostile(
        "sends evidence for a later case while the check runs",
        "before the observer gets there",
        {
            "conv2d": FORGE + "def conv2d(image, kernel, stride=1, padding=0):\n"
            "    for case in range(10): send(evidence(case, tensor(torch.zeros(1))))\n"
            "    return torch.zeros(1)"
        },
        None,
        {"conv2d": 0},
        flagged=True,
        outcomes=OF_WRONG,
    ),
    Hostile(
        "sends its right evidence twice",
        "neither counts, whichever was real: a person looks",
        {
            "conv2d": FORGE + "sent = 0\n"
            "def conv2d(image, kernel, stride=1, padding=0):\n"
            "    global sent\n"
            "    send(evidence(sent, tensor(image)))\n"
            "    sent += 1\n"
            "    return image"
        },
        None,
        {"conv2d": 0},
        flagged=True,
        outcomes=OF_WRONG,
    ),
    Hostile(
        "opens the grader's line by its number, and waits after what it says is the end",
        "its lines lack the tag of the observer's",
        {"conv2d": f"TEXT = {FORGED_TO_THE_END!r}\n" + OPEN_AND_WAIT},
        None,
        {"conv2d": 0},
        flagged=True,
        limits={"seconds_per_cell": 2},
        outcomes={"conv2d": Outcome.TIMED_OUT},
    ),
    Hostile(
        "pretends that the check has begun, sends evidence, and ends the process",
        "nothing real can contradict it",
        {
            "conv2d": _lines(
                _plain("begin", cell=CONV2D_CHECK),
                *map(str.encode, ALL),
                _plain("end", cell=CONV2D_CHECK, outputs=[]),
                _plain("done", replaced=[], cpu_seconds=0.1),
            )
            + "os._exit(0)"
        },
        None,
        {"conv2d": 0, "kernels": 0},
        flagged=True,
        outcomes=CRASHED,
    ),
    Hostile(
        "leads the observer's line into nothing and writes in its place",
        "the observer's evidence never arrives, and the forged has no tag",
        {
            "conv2d": FORGE + "import stat\n"
            "def is_line(number):\n"
            "    try: return stat.S_ISSOCK(os.fstat(number).st_mode)\n"
            "    except OSError: return False\n"
            "line = next(filter(is_line, range(3, 40)))\n"
            "real, nothing, sent = os.dup(line), os.open('/dev/null', os.O_WRONLY), 0\n"
            "def conv2d(image, kernel, stride=1, padding=0):\n"
            "    global sent\n"
            "    right = F.conv2d(image[None, None], kernel[None, None], stride=stride, padding=padding)[0, 0]\n"
            "    os.dup2(nothing, line)\n"
            "    os.write(real, evidence(sent, tensor(right)) + b'\\n')\n"
            "    sent += 1\n"
            "    return torch.zeros(1)",
            "kernels": before("os.dup2(real, line)"),
        },
        None,
        {"conv2d": 0},
        flagged=True,
        outcomes={"conv2d": Outcome.UNGRADABLE},
    ),
    Hostile(
        "digs the key of the line's tags out of the process's memory, and waits after what it says is the end",
        "the process goes on after its last line",
        {"conv2d": DIG + f"for line in {FORGED_TO_THE_END.splitlines()!r}: send(line.encode())\ntime.sleep(30)\n"},
        None,
        {"conv2d": 0, "kernels": 0},
        flagged=True,
        outcomes={**OF_WRONG, "kernels": Outcome.UNGRADABLE},
    ),
    Hostile(
        "digs the key of the line's tags out of the process's memory, and writes in the observer's place",
        "the observer sends its own lines, too: nobody can put another method in their place",
        {
            "conv2d": FORGE + DIG + "sent = 0\n"
            "def conv2d(image, kernel, stride=1, padding=0):\n"
            "    global sent\n"
            "    right = F.conv2d(image[None, None], kernel[None, None], stride=stride, padding=padding)[0, 0]\n"
            "    sender.send = lambda *kind, **content: None\n"
            "    send(evidence(sent, tensor(right)))\n"
            "    sent += 1\n"
            "    return torch.zeros(1)",
        },
        None,
        {"conv2d": 0},
        flagged=True,
        outcomes={"conv2d": Outcome.RAISED},
    ),
    Hostile(
        "has the evidence of all later checks handed to nobody",
        "whoever could take it away could choose which cases are graded",
        {
            "convolve1d": after(
                "from course_utils.checking.check import hand_evidence_to\nhand_evidence_to(lambda *given: None)"
            )
        },
        flagged=True,
        outcomes=RIGHT,
    ),
    _sends(
        "sends lines that are no messages",
        "a line is data from a stranger",
        b"",
        b"\xff\xfe",
        b"null",
        b"[]",
        b"3",
        b'"text"',
        b"{}",
        b'{"kind": null}',
        b'{"kind": "evidence"}',
        b'{"kind": "end"}',
        DEEP,
    ),  # fmt: skip
    _sends(
        "sends numbers that no machine has",
        "infinity is no cell, and 10 to the 400 no time",
        b'{"kind": "begin", "cell": Infinity}',
        b'{"kind": "begin", "cell": NaN}',
        b'{"kind": "begin", "cell": 1e999}',
        b'{"kind": "end", "cell": Infinity, "outputs": []}',
        b'{"kind": "begin", "cell": ' + b"9" * 10_000 + b"}",
        b'{"kind": "evidence", "question": "conv2d", "case": Infinity, "observation": {}}',
        b'{"kind": "done", "replaced": [], "cpu_seconds": 1' + b"0" * 400 + b"}",
        _plain("begin", cell=10**12),
        _plain("begin", cell=-1),
        _plain("end", cell=-1, outputs=[]),
    ),  # fmt: skip
    Hostile(
        "sends outputs that are none, and ends the process",
        "outputs are shown to people and read for errors",
        {
            "conv2d": _lines(
                b'{"kind":"end","cell":3,"outputs":[1, null, "text", [], {}, {"output_type": 3}]}',
                b'{"kind":"end","cell":4,"outputs":[1, null, "text", [], {}, {"output_type": "error"}]}',
                b'{"kind": "end", "cell": 5, "outputs": [{"output_type": "stream", "name": {}, "text": [[]]}]}',
                b'{"kind": "end", "cell": 6, "outputs": {"a": 1}}',
                b'{"kind":"end","cell":6,"outputs":"text"}',
            )
            + "os._exit(0)"
        },
        None,
        {"conv2d": 0, "kernels": 0},
        flagged=True,
        outcomes=CRASHED,
    ),
    Hostile(
        "sends a flood of empty lines",
        "each of them is read",
        {"conv2d": f"{SEND}\nsend(b'\\n' * 3_000_000)\n{WRONG}"},
        None,
        {"conv2d": 0, "kernels": 0},
        flagged=True,
        outcomes=CRASHED,
    ),
    _sends(
        "sends values that are none",
        "a tensor that is not what it says",
        *(
            _plain("evidence", question="conv2d", case=case, observation={**OBSERVATION, "value": value})
            for case, value in enumerate(
                [
                    {**ONE, "shape": [10**9, 10**9]},
                    {**ONE, "shape": [-1, -1]},
                    {**ONE, "dtype": "object"},
                    {**ONE, "bytes": "not base64"},
                    {"kind": "pickle", "bytes": "gASVHAAAAAAAAACMBXBvc2l4lIwGc3lzdGVtlJOUjARleGl0lIWUUpQu"},
                    {"kind": "dict", "items": [[{"kind": "list", "items": []}, 1]]},
                    {"kind": "number", "value": {"a": 1}},
                    None,
                    [],
                ]
            )
        ),
    ),
    Hostile(
        "writes to its line without end",
        "what is sent is counted",
        {"kernels": f"{SEND}\nwhile True: send(b'x' * 1_000_000)"},
        None,
        {"kernels": 0},
        outcomes={"kernels": Outcome.CRASHED},
    ),
    Hostile(
        "closes its line",
        "then no evidence can come",
        {"conv2d": "import os\nos.closerange(3, 200)\n" + WRONG},
        None,
        {"conv2d": 0, "kernels": 0},
        outcomes=CRASHED,
    ),
    Hostile(
        "leaves a process that writes evidence later",
        "when its own check runs, or the next student's",
        {
            "conv2d": FORGE + "import time\n"
            "if os.fork() == 0:\n"
            "    os.setsid()\n"
            "    if os.fork() == 0:\n"
            "        while True:\n"
            "            time.sleep(0.02)\n"
            "            for case in range(10): send(evidence(case, tensor(torch.zeros(1, 1)), 'convolve1d'))\n"
            "    os._exit(0)\n" + WRONG + "time.sleep(0.3)"
        },
        None,
        {"conv2d": 0},
        flagged=True,
        outcomes={"conv2d": Outcome.FORBIDDEN},
    ),
    Hostile(
        "prints evidence",
        "what a cell prints is an output",
        {"conv2d": f"print({ALL[0]!r})\n{WRONG}"},
        None,
        {"conv2d": 0},
        flagged=False,
        outcomes=OF_WRONG,
    ),
    Hostile(
        "shows what can't be written down",
        "half a surrogate pair, in an output and in an error",
        {"conv2d": "print('\\ud800')\ndef conv2d(*a, **k): raise ValueError('\\udfff')\nraise ValueError('\\ud800')"},
        None,
        {"conv2d": 0},
        outcomes={"conv2d": Outcome.RAISED},
    ),
]
