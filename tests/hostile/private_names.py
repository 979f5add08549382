"""Hiding a forbidden call behind private names, aliases, unusual modules and calls that nobody records.

Such an answer can be right; that it was not written by hand cannot be proved from inside its own process. What is
asserted is that a person is asked to look, or that it earns nothing.
"""

from course_utils.questions.outcome import Outcome

from .submission import REFERENCE, Hostile

LIBRARY = "F.conv2d(image[None, None], kernel[None, None], stride=stride, padding=padding)[0, 0]"
HEAD = "def conv2d(image, kernel, stride=1, padding=0):\n"
FORGED = """
import os, fcntl, stat
def is_line(one):
    return os.path.exists(f"/proc/self/fd/{one}") and stat.S_ISSOCK(os.fstat(one).st_mode)
line = next(filter(is_line, range(3, 60)))
real = fcntl.fcntl(line, fcntl.F_DUPFD, 100)
def conv2d(image, kernel, stride=1, padding=0):
    os.close(line)
    os.open("/dev/null", os.O_WRONLY)
    return torch.zeros(1)
"""


def _flagged(
    name: str,
    why: str,
    answer: str,
    outcome: Outcome = Outcome.CORRECT,
    earns: float = 3.0,
    rest: dict[str, float] | None = None,
) -> Hostile:
    earned = {"conv2d": earns, **(rest or {})}
    outcomes = dict.fromkeys(earned, outcome)
    return Hostile(name, why, {"conv2d": answer}, None, earned, flagged=True, outcomes=outcomes)


SUBMISSIONS = [
    _flagged(
        "clears the recorder through the dispatch stack",
        "what ran is forgotten before it is sent",
        "from torch.utils._python_dispatch import _get_current_dispatch_mode\n"
        f"{HEAD}    value = {LIBRARY}\n    _get_current_dispatch_mode()._ran.clear()\n    return value",
        Outcome.FORBIDDEN,
        earns=0.0,
    ),
    _flagged(
        "excludes the dispatch key",
        "no mode sees the convolution",
        f"{HEAD}    with torch._C._ExcludeDispatchKeyGuard(torch._C.DispatchKeySet(torch._C.DispatchKey.Python)):\n"
        f"        return {LIBRARY}",
        Outcome.FORBIDDEN,
        earns=0.0,
    ),
    _flagged(
        "redispatches to the CPU's own kernel",
        "an operation below the recorder",
        f"{HEAD}    padded = F.pad(image, (padding,) * 4)\n"
        "    keys = torch._C.DispatchKeySet(torch._C.DispatchKey.CPU)\n"
        "    slow = torch.ops.aten._slow_conv2d_forward.default\n"
        "    padded, weight, size = padded[None, None], kernel[None, None], list(kernel.shape)\n"
        "    return slow.redispatch(keys, padded, weight, size, None, [stride] * 2, [0, 0])[0, 0]",
    ),
    _flagged(
        "another library's function in C",
        "no Python frame tells of it: the call itself does",
        "from scipy.signal import _sigtools\n"
        f"{HEAD}    padded = F.pad(image, (padding,) * 4).numpy()\n"
        "    value = _sigtools._convolve2d(padded, kernel.numpy(), 0, 0, 0, 0.0)\n"
        "    return torch.from_numpy(value.copy())[::stride, ::stride].to(image.dtype)",
        Outcome.FORBIDDEN,
        0.0,
    ),
    _flagged(
        "takes another module's name for the time of a call",
        "a call from inside the library is the library's own",
        f"from scipy import signal\n{HEAD}    global __name__\n    __name__ = 'scipy'\n"
        "    padded = F.pad(image, (padding,) * 4).numpy()\n"
        "    value = signal.correlate2d(padded, kernel.numpy(), mode='valid')[::stride, ::stride]\n"
        "    __name__ = '__main__'\n    return torch.from_numpy(value.copy()).to(image.dtype)",
    ),
    _flagged(
        "changes a library's class under another name",
        "the tensor is filled when it is encoded",
        f"T = torch.Tensor\nkept = T.cpu\n{HEAD}    value = {LIBRARY} * 0\n"
        "    def late(self):\n        T.cpu = kept\n        return kept(self)\n    T.cpu = late\n    return value",
        Outcome.FORBIDDEN,
        earns=0.0,
    ),
    _flagged(
        "works in an event loop's threads",
        "a thread that no recorder follows",
        "import asyncio\nloop = asyncio.new_event_loop()\nloop.run_until_complete(loop.run_in_executor(None, print))\n"
        f"pool = loop._default_executor\n{HEAD}    return pool.submit(lambda: {LIBRARY}).result()",
        Outcome.FORBIDDEN,
        earns=0.0,
    ),
    _flagged(
        "closes the grader's line for a while",
        "wrong evidence is lost, and forged evidence could take its place",
        FORGED,
        Outcome.CRASHED,
        earns=0.0,
        rest={"kernels": 0.0},  # without its line, the process can't go on
    ),
    _flagged(
        "keeps exec under another name",
        "text that nobody reads",
        f"run = exec\nrun({(HEAD + '    return ' + LIBRARY)!r}, globals())",
        Outcome.FORBIDDEN,
        earns=0.0,
    ),
    _flagged(
        "a magic that holds code",
        "text that nobody reads",
        f"%time found = __import__('sys')._getframe(0)\n{REFERENCE}",
    ),
    Hostile(
        "600 magics",
        "IPython gives up after 500, with an error of its own: the cell does not run, and all others do",
        {"conv2d": "if 0:\n" + "    x = !ls\n" * 600 + REFERENCE},
        None,
        {"conv2d": 0.0},
        flagged=True,
        outcomes={"conv2d": Outcome.RAISED},
    ),
    Hostile(
        "answers when it is called again, unrecorded",
        "its gradient is asked for before its value is encoded",
        {
            "conv2d": f"{HEAD}    global last\n    if image.requires_grad:\n        value = {LIBRARY}\n"
            "        last.data.copy_(value.data)\n        return value\n"
            "    size = [(n + 2 * padding - k) // stride + 1 for n, k in zip(image.shape, kernel.shape)]\n"
            "    last = torch.zeros(size, dtype=image.dtype)\n    return last"
        },
        None,
        {"conv2d": 0.0},
        outcomes={"conv2d": Outcome.WRONG},
    ),
]
