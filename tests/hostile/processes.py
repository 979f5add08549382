"""Ending processes, stopping them, starting too many, and leaving some behind."""

from course_utils.questions.outcome import Outcome

from .submission import REFERENCE, RIGHT, WRONG, Hostile, before

HEAD = "def conv2d(image, kernel, stride=1, padding=0):\n"
LOST = {"conv2d": 0, "kernels": 0}
# What comes before the end of the process keeps its points: the first two of ten cases.
TWO_CASES = {"conv2d": 0.6, "kernels": 0}
CRASHED = dict.fromkeys(LOST, Outcome.CRASHED)
RAISED = {"conv2d": Outcome.RAISED, "kernels": Outcome.CORRECT}
CASES_TIMED_OUT = {"conv2d": Outcome.TIMED_OUT, "kernels": Outcome.CORRECT}
TIMED_OUT = dict.fromkeys(LOST, Outcome.TIMED_OUT)


def _ends(name: str, why: str, code: str, outcomes: dict[str, Outcome] = CRASHED, **options) -> Hostile:
    """The process ends in the answer cell of conv2d."""
    return Hostile(name, why, {"conv2d": f"{code}\n{WRONG}"}, None, LOST, outcomes=outcomes, **options)


def _harmless(name: str, why: str, code: str, **options) -> Hostile:
    """Beside right answers, which earn their points."""
    return Hostile(name, why, {"conv2d": before(code)}, None, {}, outcomes=RIGHT, **options)


def _goes_on(name: str, why: str, code: str) -> Hostile:
    """Beside a right answer, which could have something computed there."""
    forbidden = {"conv2d": Outcome.FORBIDDEN}
    return Hostile(name, why, {"conv2d": before(code)}, None, {"conv2d": 0}, outcomes=forbidden)


def _in_third_case(name: str, why: str, code: str, earns: dict[str, float], outcomes: dict[str, Outcome]) -> Hostile:
    """A right answer, until the third case."""
    wrapped = (
        f"{REFERENCE}\nright, called = conv2d, 0\n{HEAD}"
        "    global called\n    called += 1\n"
        f"    if called == 3:\n        {code}\n"
        "    return right(image, kernel, stride, padding)"
    )
    return Hostile(name, why, {"conv2d": wrapped}, None, earns, outcomes=outcomes)


SUBMISSIONS = [
    _ends("os._exit in an answer cell", "what came before is kept", "import os\nos._exit(0)"),
    _in_third_case(
        "os._exit in the third case", "the cases before it are kept", "import os; os._exit(0)", TWO_CASES, CRASHED
    ),
    Hostile(
        "sys.exit in an answer cell",
        "leaving Python ends the cell and nothing else: what it has defined counts, and what follows is graded",
        {"conv2d": f"{REFERENCE}\nimport sys\nsys.exit(0)\n{WRONG}"},
        None,
        {},
        outcomes=RIGHT,
    ),
    _in_third_case(
        "sys.exit in the third case", "it only ends the case", "raise SystemExit(0)", {"conv2d": 2.7}, RAISED
    ),
    _in_third_case(
        "KeyboardInterrupt in the third case",
        "as when it is over its time, it only ends the case",
        "raise KeyboardInterrupt",
        {"conv2d": 2.7},
        CASES_TIMED_OUT,
    ),
    _ends(
        "SIGKILL to itself",
        "by its own hand",
        "import os, signal\nos.kill(os.getpid(), signal.SIGKILL); os.kill(os.getpid(), signal.SIGABRT); os._exit(9)",
    ),  # fmt: skip
    _ends("a fault in memory", "reads at address 0", "import ctypes\nctypes.string_at(0)"),
    _ends("abort", "what a failed assertion in C does", "import os\nos.abort()"),
    _ends(
        "overflows the stack",
        "recursion without a limit",
        "import sys\nsys.setrecursionlimit(10**9)\ndef down(n): return down(n + 1)\n"
        "import functools\nclass A:\n    def __repr__(self): return repr(self)\nrepr(A())",
    ),  # fmt: skip
    _ends("becomes another program", "by exec", "import os\nos.execv('/bin/true', ['true'])"),
    _harmless(
        "SIGKILL to its parents",
        "the warm process and the grader",
        "import os, signal\n"
        "for pid in (os.getppid(), 1, 2, 3):\n"
        "    try: pid != os.getpid() and pid > 0 and os.kill(pid, signal.SIGKILL)\n"
        "    except OSError: pass",
    ),
    _harmless(
        "SIGKILL to everybody",
        "-1 is everybody that may be reached, without oneself",
        "import os, signal\ntry: os.kill(-1, signal.SIGKILL)\nexcept OSError: pass",
    ),
    _harmless(
        "SIGKILL to every number",
        "siblings, by trying",
        "import os, signal\n"
        "for pid in range(2, 70_000):\n"
        "    try: pid != os.getpid() and os.kill(pid, signal.SIGKILL)\n"
        "    except OSError: pass",
    ),
    _harmless(
        "SIGSTOP to itself", "stopped, it would never end", "import os, signal\nos.kill(os.getpid(), signal.SIGSTOP)"
    ),
    _harmless(
        "swallows every KeyboardInterrupt",
        "a loop without end in a cell, until Stop is pressed",
        "import time\nend = time.monotonic() + 2.5\n"
        "while time.monotonic() < end:\n    try: time.sleep(0.1)\n    except KeyboardInterrupt: pass",
    ),
    _ends(
        "loops without end and swallows every KeyboardInterrupt",
        "it is killed; what came before is kept",
        "while True:\n    try:\n        while True: sum(range(1000))\n    except BaseException: pass",
        TIMED_OUT,
        limits={"seconds_per_cell": 2},
    ),
    _ends(
        "ignores all signals and loops",
        "it can't ignore SIGKILL",
        "import signal\n"
        "for number in set(signal.Signals):\n"
        "    try: signal.signal(number, signal.SIG_IGN)\n"
        "    except (OSError, ValueError): pass\n"
        "while True: pass",
        TIMED_OUT,
        limits={"seconds_per_cell": 2},
    ),
    Hostile(
        "loops without end in every case and swallows what stops it",
        "CaseTimeout is a BaseException, and can be caught",
        {
            "conv2d": HEAD + "    while True:\n"
            "        try:\n            while True: sum(range(1000))\n"
            "        except BaseException: pass"
        },
        None,
        LOST,
        limits={"seconds_per_cell": 2},
        outcomes=TIMED_OUT,
    ),
    Hostile(
        "loops without end in every case",
        "after two such cases the check gives up, and the next question gets its turn",
        {"conv2d": HEAD + "    while True: pass"},
        None,
        {"conv2d": 0},
        limits={"cpu_seconds_per_case": 0.3},
        outcomes=CASES_TIMED_OUT,
    ),
    Hostile(
        "sleeps in every case",
        "it uses no CPU time: the cell's own limit ends it, and the next question gets its turn",
        {"conv2d": "import time\n" + HEAD + "    time.sleep(600)"},
        None,
        {"conv2d": 0},
        limits={"seconds_per_cell": 2},
        outcomes=CASES_TIMED_OUT,
    ),
    Hostile(
        "is interrupted in C code that does not listen",
        "a number of a billion digits",
        {"kernels": "x = 10 ** (10 ** 9)"},
        None,
        {"kernels": 0},
        limits={"seconds_per_cell": 2},
        outcomes={"kernels": Outcome.TIMED_OUT},
    ),
    Hostile(
        "fork bomb",
        "processes without end",
        {"kernels": "import os\nwhile True:\n    try: os.fork()\n    except OSError: pass"},
        None,
        {"kernels": 0},
        # Where the kernel refuses further processes, those that there are go on until their time is over.
        outcomes={"kernels": (Outcome.CRASHED, Outcome.TIMED_OUT)},
    ),
    Hostile(
        "forks children that hold memory",
        "each of them a little",
        {
            "kernels": "import os, time\n"
            "for _ in range(8):\n"
            "    if os.fork() == 0:\n        hoard = bytearray(b'x') * (80 << 20); time.sleep(60)\n"
            "time.sleep(60)"
        },
        None,
        {"kernels": 0},
        outcomes={"kernels": Outcome.OUT_OF_MEMORY},
    ),
    Hostile(
        "threads without end",
        "threads are processes to the kernel",
        {
            "kernels": "import threading, time\n"
            "while True:\n"
            "    try: threading.Thread(target=time.sleep, args=(600,), daemon=True).start()\n"
            "    except RuntimeError: pass"
        },
        None,
        {"kernels": 0},
        limits={"seconds_per_cell": 2},
        # Whoever counts may see their stacks or their number first, or the kernel refuses them until the time is over.
        outcomes={"kernels": (Outcome.OUT_OF_MEMORY, Outcome.TIMED_OUT, Outcome.CRASHED)},
    ),
    _goes_on(
        "leaves orphans in sessions of their own",
        "a process that outlives its notebook",
        "import os, time\n"
        "for _ in range(3):\n"
        "    if os.fork() == 0:\n"
        "        os.setsid()\n"
        "        if os.fork() == 0:\n"
        "            time.sleep(600)\n"
        "        os._exit(0)\n"
        "import subprocess\nsubprocess.Popen(['sleep', '600'], start_new_session=True)",
    ),
    _harmless(
        "takes a name that is no text",
        "whoever reads it as text stops watching",
        "import ctypes, time\nctypes.CDLL(None).prctl(15, b'\\xff\\xfe', 0, 0, 0)\ntime.sleep(1)",
    ),
    _harmless(
        "raises its own limits",
        "they are the hard ones",
        "import resource\n"
        "for kind in (resource.RLIMIT_CPU, resource.RLIMIT_DATA, resource.RLIMIT_NPROC, resource.RLIMIT_FSIZE):\n"
        "    try: resource.setrlimit(kind, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))\n"
        "    except (OSError, ValueError): pass",
    ),
    _goes_on(
        "leaves work for the end of Python",
        "atexit, __del__ and a thread that does not end",
        "import atexit, os, threading, time\n"
        "class Last:\n    def __del__(self): os._exit(1)\n"
        "last = Last()\natexit.register(time.sleep, 600)\nthreading.Thread(target=time.sleep, args=(600,)).start()",
    ),
    Hostile(
        "traces and profiles everything",
        "code of its own at every line that runs",
        {
            "convolve1d": before(
                "import sys, threading\n"
                "def evil(frame, event, arg):\n"
                "    if frame.f_code.co_name in ('observe', '_carried'): raise SystemExit\n"
                "    return evil\n"
                "sys.settrace(evil); sys.setprofile(evil); threading.settrace(evil)"
            ),
            "conv2d": WRONG,
        },
        None,
        {"conv2d": 0},
        flagged=True,
        outcomes={"conv2d": Outcome.WRONG_TYPE_OR_SHAPE},
    ),
]
