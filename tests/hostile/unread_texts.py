"""What an answer's text hides from whoever reads it, beside right answers: a person is asked to look.

And what is ordinary: the same lines of IPython without anything in them.
"""

from course_utils.questions.outcome import Outcome

from .submission import REFERENCE, RIGHT, Hostile, before


def _told(name: str, why: str, answer: str) -> Hostile:
    return Hostile(name, why, {"conv2d": answer}, flagged=True, outcomes=RIGHT)


def _ordinary(name: str, why: str, answer: str) -> Hostile:
    return Hostile(name, why, {"conv2d": answer}, flagged=False, outcomes=RIGHT)


SUBMISSIONS = [
    _told(
        "follows attributes by string.Formatter",
        "a getattr with another name, which asks for parts of the name one by one",
        before("import string\nget = string.Formatter().get_field\nfound = get('0._' + 'C', (torch,), {})[0]"),
    ),
    _told(
        "asks a parameter called self for a private name",
        "any object can be given to it",
        before("def c(self): return self._C\nfound = c(torch)"),
    ),
    _told(
        "asks for a private name of torch in a class that has one",
        "as if it were its own",
        before("class K:\n    _C = None\n    def c(self): return self._C\nfound = K.c(torch)"),
    ),
    _told(
        "finds sys among torch.hub's names",
        "every module, and the observer",
        before("from torch.hub import sys\nfound = sys.modules"),
    ),
    _told(
        "imports another module's threads",
        "what runs in them is not recorded",
        before("from torch.cuda import threading"),
    ),
    _told("imports processes from torch", "the same in another process", before("from torch import multiprocessing")),
    _told(
        "lets a parameter be a class of torch",
        "a method of all tensors is replaced where it has no name",
        before("def put(T, what): T.cpu = what\nput(torch.Tensor, torch.Tensor.cpu)"),
    ),
    _told(
        "hides code in options of a magic",
        "the line is no Python",
        before("H = []\n%timeit -n1 -r1 H.append(torch._C)"),
    ),
    _told(
        "hides code in a cell magic",
        "the cell is a text",
        f"%%capture\nfound = torch._C\n{REFERENCE}",
    ),
    _told(
        "runs a file of its own",
        "its text is put together",
        before(
            "from pathlib import Path\nPath('a.p' + 'y').write_text('import torch; found = torch._' + 'C')\n%run a.py"
        ),
    ),
    _told(
        "loads a pickle that is code",
        "it names what it calls in bytes",
        before(
            "from pathlib import Path\nPath('a.npy').write_bytes(b'cbuiltins\\n' + b'eval\\n(V1\\ntR.')\n"
            "found = np.load('a.npy', allow_pickle=True)"
        ),
    ),
    _told(
        "has annotations run as code",
        "texts that are put together",
        before("import typing\ndef c(a: 'torch._' + 'C'): pass\nfound = typing.get_type_hints(c)"),
    ),
    _told("ends the profiler", "library calls are noted by it", before("%prun -q pass")),
    _told(
        "replaces the clock",
        "what is slow takes no time",
        before("import time\nkept = time.perf_counter\ntime.perf_counter = lambda: 0.0\ntime.perf_counter = kept"),
    ),
    _told(
        "starts a loader's worker by its place among the parameters",
        "another process",
        before("loader = torch.utils.data.DataLoader([1], 1, False, None, None, 1)"),
    ),
    Hostile(
        "has a name with thousands of dots",
        "whoever reads it has no room for them, and Python has, as much as it is given",
        {
            "convolve1d": before("import sys\nsys.setrecursionlimit(9_000)"),
            "conv2d": before(f"found = torch._C\nif 0: torch{'.a' * 2_942}"),
        },
        flagged=True,
        outcomes=RIGHT,
    ),
    Hostile(
        "has another grammar",
        "IPython would keep for the next cell what one imports from the future",
        {
            "convolve1d": before("from __future__ import barry_as_FLUFL"),
            "conv2d": f"{REFERENCE}\nassert 1 <> 2\nfound = torch._C",
        },
        earns={"conv2d": 0.0},
        flagged=True,
        outcomes={"conv2d": Outcome.RAISED},
    ),
    Hostile(
        "runs a magic without its sign",
        "in a cell of one line IPython needs none, and the line is no Python",
        {"conv2d": "matplotlib inline"},
        earns={"conv2d": 0.0},
        flagged=True,
        outcomes={"conv2d": Outcome.RAISED},  # conv2d is not defined
    ),
    _told(
        "holds commands that nobody counts",
        "a sign for comments in a text hides them, and IPython reads the whole cell again for each",
        "x = {}\n" + "x['#'] = !ls\n" * 40 + REFERENCE + "\n" + "y = [1, 2, 3, 4, 5, 6, 7, 8]\n" * 500,
    ),
    _ordinary("measures the time of its cell", "as lectures do", f"%%time\n{REFERENCE}"),
    _ordinary("keeps its cell's outputs", "what it shows would be long", f"%%capture shown\n{REFERENCE}\nprint(1)"),
    _ordinary(
        "shows what it has, and frees memory",
        "modules that are dangerous in other hands",
        before(
            "import gc, os, sys, logging\nfrom datetime import datetime\n"
            "from IPython.display import clear_output, display\n"
            "display(sys.version, datetime.now(), os.path.join('a', 'b'))\n"
            "clear_output()\nlogging.info('x')\ngc.collect()"
        ),
    ),
    _ordinary(
        "has private attributes of its own",
        "their names are its own affair",
        before(
            "class A:\n    def __init__(self): self._w = 1\na = A()\nname = 'a.txt'\nopen(name, 'w').write(str(a._w))"
        ),
    ),
    Hostile(
        "writes of machinery in an essay",
        "a text that may be Python by chance does not run",
        {"flip_or_not": "torch._C"},
        flagged=False,
        outcomes=RIGHT,
    ),
    Hostile(
        "forgets a bracket",
        "what can't be read did not run either",
        {"conv2d": "def conv2d(image, kernel, stride=1, padding=0:\n    return image._C"},
        earns={"conv2d": 0.0},
        flagged=False,
        outcomes={"conv2d": Outcome.RAISED},
    ),
]
