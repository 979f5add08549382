"""Who reads frames, starts programs or has code made is seen whatever name it uses; ordinary code is not."""

import pytest

from autograder.sandbox.student_process import run_notebook
from course_utils.questions.outcome import Outcome
from course_utils.runner.job import Job

ERROR = "try: 1 / 0\nexcept Exception as error: trace = error.__traceback__\n"
REACHES = {
    "a frame, by a name that is put together": (
        "tb_frame",
        f"{ERROR}import string\nstring.Formatter().get_field('0.tb_' + 'frame', (trace,), {{}})",
    ),
    "a frame, in C": ("tb_frame", f"{ERROR}next(map(getattr, [trace], ['tb_' + 'frame']))"),
    "frames, by traceback": ("tb_frame", f"{ERROR}import traceback\nlist(traceback.walk_tb(trace))"),
    "frames, by traceback, which something else asks": (
        "tb_frame",
        f"{ERROR}import heapq, traceback\nlist(heapq.merge(traceback.walk_tb(trace), key=id))",
    ),
    "its own frame, by inspect": ("sys._getframe", "import inspect\ninspect.currentframe()"),
    "its own frame, by inspect, which something else asks": (
        "sys._getframe",
        "import inspect, weakref\nclass Own: pass\nweakref.finalize(Own(), inspect.currentframe)()",
    ),
    "its own frame, by logging": ("sys._getframe", "import logging\nlogging.currentframe()"),
    "what stands in a frame, by PyTorch": (
        "sys._getframe",
        "import torch\ntorch._jit_internal.createResolutionCallbackFromFrame(1)('x')",
    ),
    "a generator's frame": ("gi_frame", "def own(): yield\nown().gi_frame"),
    "a task's frames": ("cr_frame", "import asyncio\nasync def own(): asyncio.current_task().get_stack()\nawait own()"),
    "frames, by a debugger": ("sys.settrace", "import bdb\nbdb.Bdb().runcall(print)"),
    "every object": ("gc.get_objects", "import gc\ngc.get_objects()"),
    "a function's code": ("__code__", "def own(): pass\nown.__code__ = own.__code__"),
    "a profiler": ("sys.setprofile", "import sys\nsys.setprofile(None)"),
    "a signal's handler": ("signal.signal", "import signal\nsignal.signal(signal.SIGALRM, print)"),
    "a signal's handler, in C, after replacing what tells": (
        "signal.signal",
        "import signal\nfrom course_utils.runner import announced, audit_hook\naudit_hook.callable = bool\n"
        "announced.HANDLER = announced._announced = announced.sys = None\n"
        "list(map(signal.signal.__wrapped__, [signal.SIGALRM], [print]))",
    ),
    "a signal's handler, by a debugger": (
        "signal.signal",
        "import pdb\nclass Own(pdb.Pdb):\n    def sigint_handler(self, number, frame): pass\nOwn().do_continue('')",
    ),
    "a hook like this one": ("sys.addaudithook", "import sys\nsys.addaudithook(print)"),
    "code under a library's name": ("compile", "import traceback\ncompile('1', traceback.__file__, 'exec')"),
    "code in a library's namespace": (
        "sys._getframe",
        "import statistics\nexec('import sys; sys._getframe()', vars(statistics))",
    ),
    "memory": ("ctypes.string_at", "import ctypes\nctypes.string_at(id(1), 1)"),
    "another program": ("subprocess.Popen", "import subprocess\nsubprocess.run(['true'])"),
    "another process": ("os.fork", "import os\nif os.fork() == 0: os._exit(0)"),
    "eval, in a pickle": ("pickle.find_class", "import pickle\npickle.loads(b'cbuiltins\\neval\\n(V1\\ntR.')"),
    "eval, in a file of PyTorch's": (
        "pickle.find_class",
        "import torch\nclass Own:\n    def __reduce__(self): return eval, ('1',)\n"
        "torch.save(Own(), 'own.pt'); torch.load('own.pt', weights_only=False)",
    ),
    "a frame, after replacing what looks": (
        "sys._getframe",
        "import os, sys\nfrom course_utils.runner import audit_hook\n"
        "audit_hook._reached_for = audit_hook._spells = lambda *given: ''\naudit_hook.EVENTS = ()\n"
        "get, sys._getframe = sys._getframe, None\nos.write = None\nget()",
    ),
}
ORDINARY = {
    "errors and how they are shown": (
        "1 / 0",
        "%xmode Verbose",
        "def deeper(n): return 1 / n if n < 1 else deeper(n - 1)\ndeeper(5)",
        f"{ERROR}import traceback\ntraceback.print_exc(); traceback.print_tb(trace); traceback.print_stack()",
        "import logging\ntry: 1 / 0\nexcept Exception: logging.exception('it failed')",
        "import warnings\nwarnings.warn('careful')",
        "import torch\ntorch.ones(3) @ torch.ones(4)",
        "x = = 1",
    ),
    "classes that write themselves": (
        "from collections import namedtuple\nfrom dataclasses import dataclass\nfrom enum import Enum\n"
        "from typing import NamedTuple, TypeVar\n@dataclass\nclass Own:\n    x: int = 0\n"
        "Pair, Kind, T = namedtuple('Pair', 'a b'), Enum('Kind', 'a b'), TypeVar('T')\n"
        "class Other(NamedTuple):\n    x: int\nOwn(), Pair(1, 2), Kind.a",
        "import inspect\ninspect.signature(Own), inspect.getdoc(Own)",
    ),
    "signals without a handler, and one of PyTorch's": (
        "import signal\nsignal.signal(signal.SIGPIPE, signal.SIG_DFL)\nsignal.getsignal(signal.SIGINT)",
        "from torch.utils.data._utils.signal_handling import _set_SIGCHLD_handler\n_set_SIGCHLD_handler()",
    ),
    "magics": ("%timeit -n1 -r1 1 + 1", "%%time\nx = 1", "%prun -q sum(range(9))", "!true", "x?", "%whos"),
    "coroutines and generators": (
        "import asyncio\nasync def own():\n    await asyncio.sleep(0)\nawait own()",
        "def own():\n    yield 1\nnext(own()), own()",
    ),
    "tests": (
        "import doctest, unittest\ndef own():\n    '''\n    >>> own()\n    1\n    '''\n    return 1\ndoctest.testmod()",
        "class Test(unittest.TestCase):\n    def test_own(self): self.assertEqual(1, 2)\n"
        "unittest.main(argv=['own'], exit=False)",
    ),
    "progress bars": ("from tqdm.auto import tqdm\nfor _ in tqdm(range(3)): pass",),
    "a picture": ("import matplotlib.pyplot as plt\nplt.plot([1, 2]); plt.tight_layout(); plt.show()",),
    "networks, stored and read": (
        "import copy, torch\nfrom torch import nn\nclass Own(nn.Module):\n    pass\n"
        "network = nn.Sequential(nn.Conv2d(1, 1, 3))\nnetwork(torch.rand(2, 1, 5, 5)).sum().backward()\n"
        "torch.save(network.state_dict(), 'own.pt'); torch.save(network, 'all.pt')\n"
        "torch.load('own.pt'), torch.load('all.pt', weights_only=False), copy.deepcopy(network)",
        "from torch.utils.data import DataLoader, TensorDataset\n"
        "for batch in DataLoader(TensorDataset(torch.rand(8, 1)), 2, num_workers=2): pass",
    ),
    "arrays, stored and read": (
        "import pickle, numpy as np\nnp.save('own.npy', np.array([{1}, 1j, None], dtype=object))\n"
        "np.load('own.npy', allow_pickle=True)\nclass Own: pass\n"
        "pickle.loads(pickle.dumps([Own(), np.float32(1), np.random.default_rng(1), range(3)]))",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("what", "cell"), REACHES.values(), ids=REACHES)
def test_what_code_reaches_for_is_told(what, cell):
    ran = run_notebook(Job([cell, "'and the next cell runs'"], {}))
    assert ran.suspicions[:1] == [f"its code reached for {what} while it ran"]


@pytest.mark.parametrize("cells", ORDINARY.values(), ids=ORDINARY)
def test_of_ordinary_code_nothing_is_told(cells):
    ran = run_notebook(Job(cells, {}))
    assert ran.ended is Outcome.CORRECT and not ran.suspicions


LINES_TAKEN_AWAY = """import os, stat, sys
lines = [one for one in range(3, 20) if os.path.exists(f"/proc/self/fd/{one}") and stat.S_ISSOCK(os.fstat(one).st_mode)]
kept, nowhere = list(map(os.dup, lines)), os.open(os.devnull, os.O_WRONLY)
for line in lines: os.dup2(nowhere, line)
try: sys._getframe()
finally:
    for one, line in zip(kept, lines): os.dup2(one, line)
"""


def test_whoever_takes_the_line_away_for_a_while_ends_the_process_before_reaching_anything():
    ran = run_notebook(Job([LINES_TAKEN_AWAY, "1"], {}))
    assert ran.ended is Outcome.CRASHED and ran.at_cell == 0


OPENED_TO_READ = """import os
for one in map("/proc/self/fd/{}".format, os.listdir("/proc/self/fd")):
    try:
        if not os.readlink(one).startswith("/"): print(os.open(one, os.O_RDONLY))
    except OSError: pass
"""


def test_nobody_reads_the_line_in_the_graders_place():
    """What is told would be lost, and nobody would know."""
    ran = run_notebook(Job([OPENED_TO_READ], {}))
    assert ran.ended is Outcome.CORRECT and ran.outputs == [[]]
