"""Twenty gigabytes of everything: memory, disk, output."""

from collections.abc import Mapping

from course_utils.questions.outcome import Outcome

from .submission import RIGHT, Hostile, before

OUT_OF_MEMORY = {"kernels": Outcome.OUT_OF_MEMORY}


def _takes(name: str, why: str, code: str, outcomes: Mapping = OUT_OF_MEMORY) -> Hostile:
    """In the last answer cell; all before it keep their points."""
    return Hostile(name, why, {"kernels": code}, None, {"kernels": 0}, outcomes=outcomes)


def _harmless(name: str, why: str, code: str, **options) -> Hostile:
    return Hostile(name, why, {"kernels": before(code)}, None, {}, outcomes=RIGHT, **options)


SUBMISSIONS = [
    _harmless(
        "20 GB of memory at once",
        "more than it gets, so it gets nothing",
        "try: hoard = bytearray(20 << 30)\nexcept MemoryError: pass\nelse: raise AssertionError('it got them')\n"
        "try: hoard = torch.empty(20 << 28)\nexcept RuntimeError: pass\nelse: raise AssertionError('it got them')",
    ),
    _takes("20 GB of memory, little by little", "resident memory is limited",
           "hoard = []\nwhile True: hoard.append(b'x' * (8 << 20))"),  # fmt: skip
    _takes(
        "20 GB of memory in tensors",
        "the allocator's own error, or the end",
        "hoard = []\nwhile True: hoard.append(torch.ones(2 << 20))",
        # A machine that is itself short of memory may take longer over it than a cell has.
        {"kernels": (Outcome.OUT_OF_MEMORY, Outcome.TIMED_OUT)},
    ),
    _harmless(
        "20 GB of shared memory",
        "no limit on data counts it",
        "import mmap\ntry: mmap.mmap(-1, 20 << 30)\nexcept PermissionError: pass\n"
        "else: raise AssertionError('it got it')",
    ),
    _harmless(
        "20 GB of shared memory by a file of zeros",
        "the same by another name",
        "import mmap, os\ntry: mmap.mmap(os.open('/dev/zero', os.O_RDWR), 20 << 30)\nexcept PermissionError: pass\n"
        "else: raise AssertionError('it got it')",
    ),
    Hostile(
        "20 GB of memory in a case",
        "a MemoryError is the case's own",
        {"conv2d": "def conv2d(image, kernel, stride=1, padding=0):\n    return bytearray(20 << 30)"},
        None,
        {"conv2d": 0},
        outcomes={"conv2d": Outcome.OUT_OF_MEMORY},
    ),
    _harmless(
        "20 GB of disk in one file",
        "a file is limited",
        "import signal\nsignal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "try:\n"
        "    with open('big', 'wb') as file:\n        for _ in range(20_000): file.write(bytes(1 << 20))\n"
        "except OSError: pass\nelse: raise AssertionError('it got them')",
    ),
    _harmless(
        "20 GB of disk in many files",
        "its folder is limited, and gone afterwards",
        "try:\n"
        "    for number in range(5_000):\n"
        "        with open(f'/tmp/file{number}', 'wb') as file: file.write(bytes(4 << 20))\n"
        "except OSError: pass\nelse: raise AssertionError('it got them')",
    ),
    _harmless(
        "a file with a hole of 20 GB",
        "it says that it is large",
        "import os\n"
        "try:\n    with open('hole', 'wb') as file: file.truncate(20 << 30)\n"
        "except OSError: pass\nelse: raise AssertionError('it got it')",
    ),
    _harmless(
        "millions of empty files",
        "names take room, too",
        "try:\n    for number in range(20_000): open(f'/tmp/{number}', 'w').close()\nexcept OSError: pass",
    ),
    _harmless(
        "20 GB of output, line by line",
        "outputs are cut",
        "import time\nend = time.monotonic() + 0.5\nwhile time.monotonic() < end: print('x' * 1000)",
    ),
    _harmless(
        "output in one piece",
        "the same at once, on all ways out",
        "import sys\nfrom IPython.display import HTML, display\n"
        "print('x' * 20_000_000)\nprint('x' * 20_000_000, file=sys.stderr)\ndisplay(HTML('<b>' + 'x' * 20_000_000))",
    ),
    _harmless(
        "hundreds of pictures and of outputs",
        "each of them is allowed",
        "from IPython.display import display\nfor number in range(500): display(number)",
    ),
    _harmless(
        "writes to the descriptors of standard output",
        "past Python",
        "import os\nfor number in (1, 2):\n"
        "    for _ in range(100):\n"
        "        try: os.write(number, b'x' * 100_000)\n"
        "        except OSError: pass",
    ),
    _harmless(
        "opens files without end",
        "descriptors are limited; what it opened is closed again",
        "held = []\ntry:\n    for _ in range(100_000): held.append(open('/dev/null'))\n"
        "except OSError: pass\nelse: raise AssertionError('it got them')\nfor file in held: file.close()",
    ),
    Hostile(
        "an error message of 20 MB",
        "messages are cut",
        {"conv2d": "def conv2d(*a, **k): raise ValueError('x' * 20_000_000)\nraise ValueError('y' * 20_000_000)"},
        None,
        {"conv2d": 0},
        outcomes={"conv2d": Outcome.RAISED},
    ),
    Hostile(
        "a result of 20 GB in small parts",
        "a list of a list of a list",
        {"conv2d": "part = ['x' * 1000] * 100\nfor _ in range(3): part = [part] * 100\n"
                   "def conv2d(*a, **k): return part"},
        None,
        {"conv2d": 0},
        outcomes={"conv2d": Outcome.WRONG_TYPE_OR_SHAPE},  # no more of it is written down than an answer may hold
    ),
    Hostile(
        "changes the files of the course",
        "the next submission would run them",
        {"conv2d": before(
            "import course_utils, os, sys, shutil\n"
            "for place in (course_utils.__path__[0], sys.prefix, os.path.dirname(torch.__file__), '/usr', '/'):\n"
            "    for name in ('__init__.py', 'sitecustomize.py'):\n"
            "        try: open(os.path.join(place, name), 'a').write('raise SystemExit')\n"
            "        except OSError: pass\n"
            "    try: os.symlink('/etc/passwd', os.path.join(place, 'link'))\n"
            "    except OSError: pass\n"
            "shutil.rmtree(course_utils.__path__[0], ignore_errors=True)"
        )},
        outcomes=RIGHT,
    ),
    _harmless(
        "leaves links and folders that can't be removed",
        "its folder is cleared by whoever comes after",
        "import os\n"
        "os.symlink('/', 'root'); os.symlink('/proc/self/fd', 'fds'); os.symlink('loop', 'loop')\n"
        "os.makedirs('a/b/c'); os.chmod('a/b', 0); os.mkfifo('fifo')",
    ),
]  # fmt: skip
