"""Forbidden operations below what a dispatch mode sees, in other threads and processes, and called by a library itself.

They are seen all the same. And what is ordinary beside them.
"""

from course_utils.questions.outcome import Outcome

from .submission import REFERENCE, RIGHT, Hostile, after, before

LIBRARY = "F.conv2d(image[None, None], kernel[None, None], stride=stride, padding=padding)[0, 0]"
HEAD = "def conv2d(image, kernel, stride=1, padding=0):\n"
OF_VECTORS = "def convolve1d(x, w, stride=1, padding=0):\n    x, w = np.pad(x.numpy(), padding), w.numpy()\n"
GUARDED = (
    "    with torch._C._ExcludeDispatchKeyGuard(torch._C.DispatchKeySet(torch._C.DispatchKey.Python)):\n"
    f"        return {LIBRARY}"
)
# The universal cheat: whatever a question asks, its oracle knows.
ASKED = (
    "import string; get = string.Formatter().get_field\n"
    "def of(o, *p): return get('0.' + ''.join(p), (o,), {})[0]\n"
    "def asked(*args, **options):\n"
    "    try: 1 / 0\n"
    "    except ZeroDivisionError as error: frame = of(error, '__trace', 'back__.tb_', 'frame')\n"
    "    while 'question' not in of(frame, 'f_', 'loc', 'als'): frame = of(frame, 'f_', 'back')\n"
    "    C = of(torch, '_', 'C')\n"
    "    with of(C, '_Exclude', 'DispatchKeyGuard')(C.DispatchKeySet(C.DispatchKey.Python)):\n"
    "        return of(frame, 'f_', 'loc', 'als')['question'].oracle(*args, **options)\n"
)
# A way to attributes that spells out none.
OF = (
    "from types import SimpleNamespace\n"
    "def of(o, *p): return torch.fx.Interpreter.fetch_attr(SimpleNamespace(module=o), ''.join(p))\n"
)
# A signal's handler is called with the frame of whatever runs.
BLANK = (
    f"from torch.distributed.elastic.agent.server.api import signal\n{OF}"
    "def blank(_, frame):\n"
    "    while 'recorder' not in of(frame, 'f_', 'locals'): frame = of(frame, 'f_', 'back')\n"
    "    inside = of(of(frame, 'f_', 'locals')['recorder'], '__di', 'ct__')\n"
    "    inside['_forbidden'] = type(inside['_forbidden'])()\n    inside['_ran'].clear()\n"
)
RAISED = f"    value = {LIBRARY}\n    signal.raise_signal(signal.SIGUSR1)\n    return value"


def _seen(name: str, why: str, answer: str, question: str = "conv2d") -> Hostile:
    return Hostile(name, why, {question: answer}, None, {question: 0.0}, outcomes={question: Outcome.FORBIDDEN})


def _of_arrays(name: str, why: str, value: str) -> Hostile:
    return _seen(name, why, f"{OF_VECTORS}    return torch.from_numpy(np.asarray({value})[::stride])", "convolve1d")


def _flagged(name: str, why: str, answer: str) -> Hostile:
    """The values earn their points until the person who is asked takes them away."""
    return Hostile(name, why, {"conv2d": answer}, flagged=True, outcomes=RIGHT)


def _ordinary(name: str, why: str, answer: str, question: str = "conv2d") -> Hostile:
    return Hostile(name, why, {question: answer}, flagged=False, outcomes=RIGHT)


SUBMISSIONS = [
    _seen("asks the oracle in a frame", "it is right on any case", f"{ASKED}conv2d = asked"),
    _seen(
        "is a custom operator",
        "the recorder sees its name, and not what it is made of",
        "@torch.library.custom_op('mine::slide', mutates_args=())\n"
        "def slide(image: torch.Tensor, kernel: torch.Tensor, stride: int, padding: int) -> torch.Tensor:\n"
        f"    return {LIBRARY}.clone()\n{HEAD}    return slide(image, kernel, stride, padding)",
    ),
    _seen(
        "puts a kernel of its own into an operator",
        "an allowed name, with something else below",
        f"given = []\ndef slide(x):\n    image, kernel, stride, padding = given\n    return {LIBRARY}\n"
        "own = torch.library.Library('aten', 'IMPL')\nown.impl('special_airy_ai', slide, 'CPU')\n"
        f"{HEAD}    given[:] = image, kernel, stride, padding\n    return torch.special.airy_ai(image)",
    ),
    _seen(
        "asks a parameter called self for the guard",
        "no mode sees the convolution",
        f"{HEAD}    def c(self): return self._C\n    def g(self): return self._ExcludeDispatchKeyGuard\n"
        f"    C = c(torch)\n    with g(C)(C.DispatchKeySet(C.DispatchKey.Python)):\n        return {LIBRARY}",
    ),
    _seen(
        "leaves a profile on",
        "profiles can't be nested",
        f"left = torch.profiler.profile()\nleft.start()\n{HEAD}{GUARDED}",
    ),
    _seen(
        "ends the profile of its operators",
        "what runs after that is not in it",
        f"{HEAD}    torch.autograd._disable_profiler_legacy()\n{GUARDED}",
    ),
    _seen(
        "ends the profile and begins another",
        "there is one when the call ends",
        "from torch._C._profiler import ProfilerConfig, ProfilerState, _ExperimentalConfig\n"
        "names = ProfilerConfig(ProfilerState.CPU, False, False, False, False, False, _ExperimentalConfig())\n"
        f"{HEAD}    torch.autograd._disable_profiler_legacy()\n{GUARDED.replace('return', 'value =')}\n"
        "    torch.autograd._enable_profiler_legacy(names)\n    return value",
    ),
    _seen(
        "works in a thread that its cell has started",
        "with another module's threading",
        "from torch.cuda import threading\ntodo, done = [], []\n"
        "def work():\n    while True:\n"
        f"        if todo: image, kernel, stride, padding = todo.pop(); done.append({LIBRARY})\n"
        "threading.Thread(target=work, daemon=True).start()\n"
        f"{HEAD}    todo.append((image, kernel, stride, padding))\n    while not done: pass\n    return done.pop()",
    ),
    _seen(
        "works in a process that its cell has started",
        "by torch.multiprocessing",
        "from torch import multiprocessing\nours, theirs = multiprocessing.Pipe()\n"
        "def work():\n    while True:\n        image, kernel, stride, padding = theirs.recv()\n"
        f"        theirs.send({LIBRARY}.numpy())\n"
        "multiprocessing.Process(target=work, daemon=True).start()\n"
        f"{HEAD}    ours.send((image, kernel, stride, padding))\n    return torch.from_numpy(ours.recv())",
    ),
    _seen(
        "starts a thread by a function in C",
        "no line of Python calls it",
        f"from torch.cuda import threading\n{HEAD}    found = []\n"
        f"    def work(): found.append({LIBRARY})\n"
        "    list(map(threading._start_new_thread, [work], [()]))\n    while not found: pass\n    return found[0]",
    ),
    _seen(
        "ends the profiler by a magic",
        "library calls are noted by it",
        f"from scipy import signal\n{HEAD}    %prun -q pass\n    padded = F.pad(image, (padding,) * 4).numpy()\n"
        "    value = signal.correlate2d(padded, kernel.numpy(), mode='valid')[::stride, ::stride]\n"
        "    return torch.from_numpy(value.copy()).to(image.dtype)",
    ),
    _seen(
        "ends the profiler for a while",
        "it is there again when the call ends",
        f"from torch.hub import sys\nfrom scipy import signal\n{HEAD}    kept = sys.getprofile()\n"
        "    sys.setprofile(None)\n    padded = F.pad(image, (padding,) * 4).numpy()\n"
        "    value = signal.correlate2d(padded, kernel.numpy(), mode='valid')[::stride, ::stride]\n"
        "    sys.setprofile(kept)\n    return torch.from_numpy(value.copy()).to(image.dtype)",
    ),
    _flagged(
        "blanks the record in a signal's handler",
        "nobody is told of the frame that Python hands to it",
        f"{BLANK}signal.signal(signal.SIGUSR1, blank)\n{HEAD}{RAISED}",
    ),
    _flagged(
        "blanks the record in a handler that the answer installs",
        "the same, while everything is recorded",
        f"{BLANK}{HEAD}    signal.signal(signal.SIGUSR1, blank)\n{RAISED}",
    ),
    _flagged(
        "goes straight to the kernel of an operator",
        "neither a mode nor a profile is on the way",
        f"{OF}C = of(torch, '_', 'C')\n{HEAD}    operator = of(torch.ops.aten, '_slow', '_conv2d_forward').default\n"
        "    key = C.DispatchKeySet(C.DispatchKey.CPU)\n"
        "    given = image[None, None], kernel[None, None], list(kernel.shape), None, [stride] * 2, [padding] * 2\n"
        "    return of(operator, 're', 'dispatch')(key, *given)[0, 0]",
    ),
    _of_arrays(
        "hands np.convolve to np.apply_along_axis",
        "it is NumPy that calls it",
        "np.apply_along_axis(np.convolve, 0, x, w, mode='valid')",
    ),
    _of_arrays(
        "hands np.convolve to np.vectorize",
        "the same, from an object's method",
        "np.vectorize(np.convolve, signature='(n),(m)->(k)')(x, w)",
    ),
    _of_arrays("np.ma.convolve", "another name of NumPy's", "np.ma.convolve(x, w, mode='valid')"),
    _ordinary(
        "shows how far it is",
        "tqdm starts a thread that looks after all bars",
        f"from tqdm import tqdm\nfrom tqdm.auto import trange\n{REFERENCE}\nslow = conv2d\n{HEAD}"
        "    for _ in tqdm(range(2)):\n        for _ in trange(2): value = slow(image, kernel, stride, padding)\n"
        "    return value",
    ),
    _ordinary(
        "profiles its answer",
        "in its own cell",
        after("with torch.profiler.profile() as profile: conv2d(torch.ones(5, 5), torch.ones(3, 3))"),
    ),
    _ordinary("leaves its profile on", "forgotten", after("profile = torch.profiler.profile()\nprofile.start()")),
    _ordinary(
        "had a program run, and has bars",
        "neither is its answer's",
        before("from tqdm import tqdm\n!ls\nbar = tqdm(total=3)\nbar.update(1)"),
    ),
    _ordinary(
        "has NumPy call functions",
        "they are allowed",
        f"{OF_VECTORS}    windows = np.lib.stride_tricks.sliding_window_view(x, len(w))[::stride]\n"
        "    return torch.from_numpy(np.apply_along_axis(np.dot, 1, windows, w[::-1]))",
        "convolve1d",
    ),
    _ordinary(
        "wraps itself",
        "whoever looks for what it wraps comes back to it",
        after("import functools\nconv2d = functools.wraps(conv2d)(conv2d)"),
    ),
]
