"""What an answer reaches for, and by which words it is told."""

import pytest

from autograder.second_look import suspicious

REACHES = {
    # objects by names in texts
    "a formatter that follows attributes": ("import string\nget = string.Formatter().get_field", "get_field"),
    "a formatter's other method": ("from string import Formatter\nFormatter().vformat(t, (e,), {})", "vformat"),
    "a text that names a frame": ("'{0.__traceback__.tb_frame}'.format(e)", "tb_frame"),
    "a text for str.format that is put together": ("('{0.__trace' + end).format(e)", "format of a text"),
    "two texts for str.format": ("t = '{0}'\nif x:\n    t = y\nt.format(e)", "format of a text"),
    "a parameter for str.format": ("def f(t):\n    return t.format(e)\nt = ''", "format of a text"),
    "a name that is split": ("name = '__trace' + 'back__.tb_' + 'frame'", "tb_frame"),
    "a module that is split": ("name = 'course_utils.' + 'checking' + '.observe'", "course_utils.checking.observe"),
    "a private part of torch": ("def c(a: 'torch._C'): pass", "torch._C"),
    "a private part of torch that is split": ("def c(a: 'torch._' + 'C'): pass", "torch._C"),
    "a private part of torch, to be put together": ("x = 'torch._' + y", "torch._"),
    "annotations as code": ("import typing\ntyping.get_type_hints(c)", "get_type_hints"),
    "getattr with a private name": ("getattr(torch, '_C')", "_C"),
    "getattr with a private name under another": ("for n in ('a', '_C'):\n    getattr(torch, n)", "_C"),
    "getattr with any name": ("def of(self, n):\n    return getattr(self, n)", "a name that is put together"),
    "getattr with a name that begins like a frame's": ("getattr(x, f'gi_{y}')", "a name that is put together"),
    "getattr with a name that begins with anything": ("getattr(x, f'{y}frame')", "a name that is put together"),
    "getattr with stars": ("getattr(*(torch, '_' + x))", "a name that is put together"),
    "getattr handed on": ("list(map(getattr, x, y))", "getattr under another name"),
    "exec": ("run = exec", "exec"),
    "a text that pandas runs": ("import pandas as pd\npd.eval('@x.y')", "eval"),
    "a text that timeit runs": ("import timeit\ntimeit.timeit('f()', number=1)", "timeit of a text"),
    "a text that timeit runs, under a name": ("import timeit\ncode = x\ntimeit.timeit(stmt=code)", "timeit of a text"),
    "another of timeit's": ("import timeit\ntimeit.repeat(code)", "timeit.repeat"),
    # private names
    "torch._C": ("C = torch._C", "_C"),
    "a parameter called self": ("def c(self):\n    return self._C", "_C"),
    "a parameter called self, in a class": ("class K:\n    def c(self):\n        return self._C", "_C"),
    "torch's private names as one's own": ("class K:\n    _C = 1\ndef c(x):\n    return x._C", "_C"),
    "private names of nobody in the answer": ("x._ran.clear()", "_ran"),
    "a library's private name as one's own": (
        "class K:\n    _python_dispatch = 1\ntorch.utils._python_dispatch",
        "_python_dispatch",
    ),
    "a pattern": ("match e:\n    case Exception(__traceback__=x): pass", "__traceback__"),
    "a dunder of an object": ("object.__setattr__(q, 'oracle', f)", "__setattr__"),
    "the parent of an object": ("super(type(x), x).__getattribute__(y)", "__getattribute__"),
    "another module's name": ("global __name__\n__name__ = 'scipy'", "__name__"),
    "a private name in a dictionary": ("type('T', (), {'__torch' + '_dispatch__': f})", "__torch_dispatch__"),
    # frames
    "a generator's frame": ("g.gi_frame", "gi_frame"),
    "an asynchronous generator's frame": ("g.ag_frame", "ag_frame"),
    "a frame's builtins": ("frame.f_builtins", "f_builtins"),
    "vars": ("vars(torch)", "vars"),
    "vars under a name of its own": ("if 0:\n    vars = 1\nv = vars", "vars"),
    "vars before it has a name of its own": ("v = vars\nvars = 1", "vars"),
    "vars, given back": ("vars = 1\ndel vars\nvars(torch)", "vars"),
    "vars in a function beside another": ("def f():\n    def g():\n        vars = 1\n    return vars(torch)", "vars"),
    "vars in a class": ("class A:\n    x = vars(torch)\n    vars = 1", "vars"),
    "everything": ("import gc\ngc.get_objects()", "get_objects"),
    "everything under another name": ("import gc as g", "gc"),
    # modules
    "sys in another module": ("from torch.hub import sys", "torch.hub.sys"),
    "sys as an attribute": ("torch.hub.sys.modules", "sys"),
    "sys as an attribute of self": ("def f(self):\n    return self.sys\nf(torch.hub)", "sys"),
    "threads in another module": ("from torch.cuda import threading", "torch.cuda.threading"),
    "processes in torch": ("from torch import multiprocessing as mp", "torch.multiprocessing"),
    "processes in torch, by their module": ("import torch.multiprocessing as mp", "torch.multiprocessing"),
    "operations of its own": ("@torch.library.custom_op('a::b', mutates_args=())\ndef f(x): pass", "torch.library"),
    "operations of its own, imported": ("from torch.library import custom_op", "torch.library.custom_op"),
    "kernels of its own": ("lib = torch.library.Library('aten', 'IMPL')", "torch.library"),
    "sys.modules": ("import sys\nsys.modules", "sys.modules"),
    "sys.modules, imported": ("from sys import modules", "sys.modules"),
    "sys that another cell has imported": ("sys.modules", "sys.modules"),
    "sys handed on": ("import sys\nx = [sys]", "sys"),
    "sys under another name": ("import sys as s", "sys"),
    "a module of its own": ("import own", "own"),
    "the shell": ("from IPython import get_ipython", "IPython.get_ipython"),
    "the shell by the module": ("import IPython.display\nIPython.core", "IPython.core"),
    "fork": ("import os\nos.fork()", "fork"),
    "a descriptor": ("import os\nos.write(3, b'')", "os.write"),
    "another grammar": ("from __future__ import barry_as_FLUFL", "__future__.barry_as_FLUFL"),
    # changes
    "a method of tensors": ("torch.Tensor.cpu = f", "a new torch.Tensor.cpu"),
    "a method of tensors by a parameter": ("def put(T, f):\n    T.cpu = f\nput(torch.Tensor, f)", "a new T.cpu"),
    "a method of tensors by an option": ("def put(T, f):\n    T.cpu = f\nput(f=f, T=torch.Tensor)", "a new T.cpu"),
    "a method of tensors by :=": ("(T := torch.Tensor)\nT.cpu = f", "a new T.cpu"),
    "a method of tensors by a loop": ("for T in [torch.Tensor]:\n    T.cpu = f", "a new T.cpu"),
    "a method of tensors by several names": ("a, b = 1, torch\nc = b.Tensor\nc.cpu = f", "a new c.cpu"),
    "a method of tensors by setattr": ("setattr(torch.Tensor, 'cpu', f)", "a change to torch.Tensor"),
    "a method of tensors by wraps": ("functools.wraps(Own, assigned=('cpu',))(torch.Tensor)", "wraps with"),
    "a module by wraps": ("functools.wraps(f)(torch)", "a change to torch"),
    "a method of tensors by update_wrapper": (
        "functools.update_wrapper(torch.Tensor, Own, ('cpu',), ())",
        "a change to",
    ),
    "torch under a name of its own": ("if 0:\n    torch = 1\ntorch.Tensor.cpu = f", "a new torch.Tensor.cpu"),
    "torch beside a variable": ("def f():\n    torch = 1\ntorch.Tensor.cpu = g", "a new torch.Tensor.cpu"),
    "the clock": ("import time\ntime.perf_counter = f", "a new time.perf_counter"),
    "the clock that another cell has imported": ("time.perf_counter = f", "a new time.perf_counter"),
    "a function of the course": ("training.fit = f", "a new training.fit"),
    "what is imported": ("from own import a as b\nb.c = 1", "a new b.c"),
    "a class under an object": ("x.__class__ = C", "a new __class__"),
    # options
    "workers": ("DataLoader(x, num_workers=2)", "num_workers"),
    "workers by their place": ("torch.utils.data.DataLoader(x, 1, False, None, None, 1)", "num_workers"),
    "workers in a dictionary": ("DataLoader(x, **{'num_workers': n})", "num_workers"),
    "pickles of NumPy": ("np.load('a.npy', allow_pickle=True)", "allow_pickle"),
    "pickles of NumPy by their place": ("np.load('a.npy', None, True)", "allow_pickle"),
    "pickles of torch": ("torch.load('a.pt', weights_only=False)", "weights_only"),
    "pickles in torch": ("torch.serialization.pickle.loads(x)", "pickle"),
    # magics
    "a module that runs": ("%run a.py", "%run"),
    "a profiler": ("%prun -q pass", "%prun"),
    "a profiler of a line": ("%time prun -q", "prun"),
    "a file of Python": ("%%writefile a.txt\nx = 1", "%%writefile"),
    "a file of Python, written": ("Path('a.py').write_text(x)", "a.py"),
    "a file of Python, split": ("open('a' + '.py', 'w')", "a.py"),
    "another program": ("!python x", "!python x"),
    "another program behind an ordinary one": ("!ls; python x", "!ls; python x"),
    "another program in a variable": ("x = !ls {y}", "!ls {y}"),
    "another program of a magic": ("%pip list && python x", "%pip"),
    "code in braces": ("%ls {torch.x}", "%ls"),
    "code in a setting": ("%config A.b = torch._C", "_C"),
    "code of a magic": ("%time torch._C", "_C"),
    "code of a magic with options": ("%timeit -n1 -r 1 -o H.append(torch._C)", "_C"),
    "code of a cell magic": ("%%time\ndef f(x):\n    return torch._C", "_C"),
    "code of a cell magic's line": ("%%timeit -n1 x = torch._C\npass", "_C"),
    "code of cell magics in one another": ("%%capture\n%%time\n%timeit torch._C", "_C"),
    "a magic's code with names from around it": ("T = torch.Tensor\n%time T.cpu = f", "a new T.cpu"),
    "a magic's code that is no Python": ("%time x y", "%time with what is no Python"),
    "a magic by hand": ("get_ipython().run_line_magic(name, '')", "get_ipython"),
    "a kernel in a comment": ("x = 1  # get_ipython().kernel", "a Jupyter kernel"),
    "a text that ran and is no Python": ("if 1 <> 2: pass", "a text that can't be read here"),
    "a name with thousands of dots": ("if 0: torch" + ".a" * 2_942, "more than can be read"),
}


@pytest.mark.parametrize(("source", "told"), REACHES.values(), ids=REACHES)
def test_it_is_told(source, told):
    assert any(one.startswith(told) for one in suspicious(source)), suspicious(source)


def test_a_text_that_did_not_run_reaches_for_nothing_if_it_is_no_python():
    assert suspicious("def f(x)\n    return x._C", ran=False) == ()
    assert suspicious("x._C", ran=False) == ("_C",)
    assert suspicious("x" + ".a" * 2_942, ran=False) == ("more than can be read",)


def test_a_finding_is_short_and_told_once():
    [finding] = suspicious(f"x._{'a' * 50_000}\n" * 2)
    assert len(finding) < 100
