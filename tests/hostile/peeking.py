"""Looking for the answers, the hidden cases, other students and the grader. Nothing that is found helps."""

from course_utils.questions.outcome import Outcome

from .submission import OF_WRONG, REFERENCE, RIGHT, Hostile

ORACLE = (
    "def conv2d(image, kernel, stride=1, padding=0):\n"
    "    return oracle(image, kernel, stride=stride, padding=padding)\n"
)
FORBIDDEN = {"conv2d": Outcome.FORBIDDEN}


def _uses_the_oracle(name: str, why: str, code: str) -> Hostile:
    """The oracle is a library call that the question forbids: calling it earns nothing, wherever it was found."""
    return Hostile(name, why, {"conv2d": f"{code}\n{ORACLE}"}, None, {"conv2d": 0}, flagged=True, outcomes=FORBIDDEN)


def _finds_nothing(name: str, why: str, code: str, **options) -> Hostile:
    """The code sets ``found``; whoever finds something loses the points of a right answer, which shows here."""
    source = f"{code}\n{REFERENCE}\nif found: kernels = found"
    return Hostile(name, why, {"kernels": source}, None, {}, outcomes=RIGHT, **options)


LOOK = """
import os
found = []
for folder, folders, files in os.walk("/"):
    if folder in ("/proc", "/sys", "/usr", "/dev"): folders.clear()
    found += [os.path.join(folder, name) for name in {names} if name in files + folders]
"""

# Looks for the values of a case in the memory of its process. They are never put side by side here: in the pattern each
# byte is spelled out, so that what is found is somebody else's.
READ_MEMORY = r"""
import os, re, struct
looked = 0
def conv2d(image, kernel, stride=1, padding=0):
    global looked
    looked += 1
    if looked > 1: return torch.zeros(1)  # a look takes seconds
    padded, weights = F.pad(image, (padding,) * 4).tolist(), list(enumerate(kernel.tolist()))
    rows, columns = ((n + 2 * padding - k) // stride + 1 for n, k in zip(image.shape, kernel.shape))
    def value(i, j): return sum(w * padded[i + a][j + b] for a, row in weights for b, w in enumerate(row))
    values = (value(i * stride, j * stride) for i in range(rows) for j in range(columns))
    pattern = re.compile(b"".join(b"\\x%02x" % byte for one in values for byte in struct.pack("f", one)))
    try: memory, maps = os.open("/proc/self/mem", os.O_RDONLY), open("/proc/self/maps").read()
    except OSError: return torch.zeros(1)
    for start, end in re.findall("(?m)^([0-9a-f]+)-([0-9a-f]+) rw.* 0 ", maps):
        for place in range(int(start, 16), int(end, 16), 1 << 24):
            try: found = pattern.search(os.pread(memory, min((1 << 24) + 4096, int(end, 16) - place), place))
            except OSError: continue
            if found: return torch.frombuffer(bytearray(found[0]), dtype=image.dtype).reshape(rows, columns)
    return torch.zeros(1)
"""

SUBMISSIONS = [
    _uses_the_oracle(
        "takes the oracle from course_utils",
        "its text is public",
        "from course_utils.questions import find_question\noracle = find_question('conv2d').oracle",
    ),
    _uses_the_oracle(
        "takes the oracle from a frame",
        "the observer holds the question",
        "import sys\n"
        "def oracle(*args, **options):\n"
        "    frame = sys._getframe()\n"
        "    while 'question' not in frame.f_locals: frame = frame.f_back\n"
        "    return frame.f_locals['question'].oracle(*args, **options)",
    ),
    _uses_the_oracle(
        "takes the oracle from a frame, by patterns",
        "a class pattern reads attributes, and names them nowhere else",
        "def oracle(*args, **options):\n"
        "    try: 1 / 0\n"
        "    except ZeroDivisionError as error:\n"
        "        match error:\n"
        "            case Exception(__traceback__=object(tb_frame=found)): pass\n"
        "    while True:\n"
        "        match found:\n"
        "            case object(f_locals={'question': question}): return question.oracle(*args, **options)\n"
        "            case object(f_back=found): pass",
    ),
    _uses_the_oracle(
        "takes the oracle from the garbage collector",
        "everything is somewhere",
        "import gc\ngc.unfreeze()\n"
        "oracle = next(o.oracle for o in gc.get_objects() if type(o).__name__ == 'Question' and o.name == 'conv2d')",
    ),
    _uses_the_oracle(
        "takes the oracle from linecache",
        "its text can be run again",
        "import linecache, course_utils.questions.ps1_convolution.conv2d as module\n"
        "text = ''.join(linecache.getlines(module.__file__))\n"
        "space = {}\nexec(text[text.index('def oracle'):text.index('def cases')], {'F': F}, space)\n"
        "oracle = space['oracle']",
    ),
    Hostile(
        "takes the oracle's value from the traceback of an error in it",
        "frames of an error hold their locals",
        {
            "conv2d": "import sys\n"
            "from course_utils.questions import find_question\n"
            "def conv2d(image, kernel, stride=1, padding=0):\n"
            "    try: find_question('conv2d').oracle(image, 'no kernel')\n"
            "    except Exception as error:\n"
            "        frame = error.__traceback__.tb_next.tb_frame\n"
            "    return frame.f_locals.get('value', torch.zeros(1))"
        },
        None,
        {"conv2d": 0},
        flagged=True,
        # Which frame holds it decides whether the convolution or the missing value is seen; neither earns anything.
        outcomes={"conv2d": (Outcome.FORBIDDEN, Outcome.WRONG_TYPE_OR_SHAPE)},
    ),
    Hostile(
        "answers by the public cases",
        "the graded cases are other ones",
        {
            "conv2d": "from course_utils.questions import find_question\n"
            "known = [(c.args[0], find_question('conv2d').oracle(*c.args, **c.options)) "
            "for c in find_question('conv2d').public_cases()]\n"
            "def conv2d(image, kernel, stride=1, padding=0):\n"
            "    for given, value in known:\n"
            "        if torch.equal(given, image): return value\n"
            "    return torch.zeros(1)"
        },
        None,
        {"conv2d": 0},
        flagged=True,
        outcomes=OF_WRONG,
    ),
    Hostile(
        "answers by the inputs found in memory",
        "computed in the answer cell, before anything is recorded: the person who is asked sees how",
        {
            "conv2d": "import gc\n"
            "gc.unfreeze()\n"  # what was there before the process was forked
            "cases = [o for o in gc.get_objects() if type(o).__name__ == 'Case' and len(o.args) == 2]\n"
            "known = []\n"
            "for case in cases:\n"
            "    try: known.append((case.args[0], F.conv2d(case.args[0][None, None], case.args[1][None, None], "
            "**case.options)[0, 0]))\n"
            "    except Exception: pass\n"
            "def conv2d(image, kernel, stride=1, padding=0):\n"
            "    for given, value in known:\n"
            "        if torch.equal(given, image): return value\n"
            "    return torch.zeros(1)"
        },
        None,
        {"conv2d": 3},
        flagged=True,
    ),
    Hostile(
        "reads its own memory in /proc",
        "the expected values are not in it",
        {"conv2d": READ_MEMORY},
        None,
        {"conv2d": 0},
        flagged=True,
        limits={"cpu_seconds_per_case": 15.0, "seconds_per_cell": 60.0},
        outcomes={"conv2d": Outcome.WRONG_TYPE_OR_SHAPE},
    ),
    _finds_nothing(
        "looks for other processes in /proc",
        "the grader's command line, memory and files",
        "import os\nfound = []\n"
        "try: numbers = [name for name in os.listdir('/proc') if name.isdigit()]\n"
        "except OSError: numbers = map(str, range(200))\n"
        "for pid in numbers:\n"
        "    for name in ('cmdline', 'environ', 'mem'):\n"
        "        try: text = open(f'/proc/{pid}/{name}', 'rb').read(5000)\n"
        "        except OSError: continue\n"
        "        if int(pid) != os.getpid() and b'autograder' in text: found.append(pid)",
        flagged=True,
    ),
    _finds_nothing(
        "looks for the gradebook",
        "full marks by an UPDATE",
        LOOK.format(names="('gradebook.db', 'grades.csv')"),
        flagged=True,
    ),
    _finds_nothing(
        "looks for other students, the source and the seed",
        "somebody else's right answer, or the reference",
        LOOK.format(
            names="('submitted', 'autograded', 'source', '.autograder', 'journal.jsonl', 'ps1_convolution.ipynb')"
        ),
    ),
    _finds_nothing(
        "looks for the grader's package",
        "the judge, its mutants, its feedback",
        "found = []\n"
        "for name in ('autograder', 'autograder.judge', 'autograder.realign'):\n"
        "    try: __import__(name); found.append(name)\n"
        "    except (ImportError, OSError): pass",
    ),
    _finds_nothing(
        "looks for a seed in the environment, in modules and in memory",
        "with it, the hidden cases could be drawn in advance",
        "import gc, os, sys\ngc.unfreeze()\n"
        "found = [key for key in os.environ if 'SEED' in key or 'TOKEN' in key or 'GRADER' in key]\n"
        "found += [str(o)[:99] for o in gc.get_objects() if type(o) is dict and o.get('seed') == 4711]",
        flagged=True,
    ),
    _finds_nothing(
        "looks for secrets in the home folder",
        "keys and tokens of whoever grades",
        "import glob, os\n"
        "found = [p for home in ('/root', '/home', os.path.expanduser('~')) for p in glob.glob(home + '/**/.*', "
        "recursive=True) if not p.endswith(('ipython', 'matplotlib'))]",
    ),
    _finds_nothing(
        "asks other machines",
        "solutions are on the network",
        "import socket, urllib.request\nfound = []\n"
        "for attempt in (lambda: socket.create_connection(('127.0.0.1', 22), 1), lambda: socket.socket(),\n"
        "                lambda: socket.getaddrinfo('example.org', 80),\n"
        "                lambda: urllib.request.urlopen('http://192.0.2.1', timeout=1),\n"
        "                lambda: socket.create_server(('127.0.0.1', 0)),\n"
        "                lambda: socket.socket(socket.AF_UNIX).connect('/run/dbus/system_bus_socket')):\n"
        "    try: found.append(str(attempt()))\n"
        "    except OSError: pass",
    ),
    Hostile(
        "is right only when graded",
        "a library call that no student's own check would show",
        {
            "conv2d": "import course_utils.checking.check as module, os\n"
            "graded = module._collect is not None or 'COURSE_PROFILE' in os.environ\n"
            "def conv2d(image, kernel, stride=1, padding=0):\n"
            "    if not graded: return torch.zeros(1)\n"
            "    return F.conv2d(image[None, None], kernel[None, None], stride=stride, padding=padding)[0, 0]"
        },
        None,
        {"conv2d": 0},
        flagged=True,
        outcomes=FORBIDDEN,
    ),
    Hostile(
        "asks whether NBGRADER_EXECUTION is set",
        "stock nbgrader sets it; here nothing does",
        {"conv2d": f"import os\nif os.environ.get('NBGRADER_EXECUTION'): raise SystemExit\n{REFERENCE}"},
        None,
        {},
        flagged=True,
    ),
]
