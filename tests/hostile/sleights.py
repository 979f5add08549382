"""A forbidden operation, done where it might not be seen. What can't be seen must at least be flagged for a person."""

from course_utils.questions.outcome import Outcome

from .submission import RIGHT, Hostile

HEAD = "def conv2d(image, kernel, stride=1, padding=0):\n"
LIBRARY = "F.conv2d(image[None, None], kernel[None, None], stride=stride, padding=padding)[0, 0]"
FORBIDDEN = {"conv2d": Outcome.FORBIDDEN}


def _seen(name: str, why: str, body: str, setup: str = "", **options) -> Hostile:
    """The operation is seen all the same: no points."""
    return Hostile(name, why, {"conv2d": _function(body, setup)}, None, {"conv2d": 0}, outcomes=FORBIDDEN, **options)


def _flagged(name: str, why: str, body: str, setup: str = "") -> Hostile:
    """The operation can't be seen: the values earn their points until the person who is asked takes them away."""
    return Hostile(name, why, {"conv2d": _function(body, setup)}, None, {"conv2d": 3}, flagged=True, outcomes=RIGHT)


def _too_late(name: str, why: str, body: str, setup: str, outcome: Outcome = Outcome.WRONG_TYPE_OR_SHAPE) -> Hostile:
    """The value has been read before anything else can be put into its place: what was returned is wrong."""
    wrong = {"conv2d": outcome}
    return Hostile(name, why, {"conv2d": _function(body, setup)}, None, {"conv2d": 0}, flagged=True, outcomes=wrong)


def _function(body: str, setup: str) -> str:
    return f"{setup}\n{HEAD}" + "\n".join(f"    {line}" for line in body.splitlines())


SUBMISSIONS = [
    _seen("F.conv2d as it is", "the plain case", f"return {LIBRARY}", flagged=False),
    _seen(
        "F.conv2d in a thread",
        "operations are recorded in one thread",
        f"found = []\nhelper = Thread(target=lambda: found.append({LIBRARY}))\n"
        "helper.start(); helper.join()\nreturn found[0]",
        "from threading import Thread",
    ),
    _seen(
        "F.conv2d in a pool of threads",
        "the same, by concurrent.futures",
        f"with ThreadPoolExecutor(1) as pool: return pool.submit(lambda: {LIBRARY}).result()",
        "from concurrent.futures import ThreadPoolExecutor",
    ),
    _seen(
        "F.conv2d in a thread that runs already",
        "started before the check, where nothing is recorded",
        "todo.put((image, kernel, stride, padding))\nreturn done.get()",
        "import threading, queue\ntodo, done = queue.Queue(), queue.Queue()\n"
        "def work():\n"
        "    while True:\n"
        "        image, kernel, stride, padding = todo.get()\n"
        f"        done.put({LIBRARY})\n"
        "threading.Thread(target=work, daemon=True).start()",
        flagged=True,
    ),
    _seen(
        "F.conv2d in a process of its own",
        "operations are recorded in one process",
        "read, write = os.pipe()\n"
        "if os.fork() == 0:\n"
        f"    os.write(write, pickle.dumps(({LIBRARY}).tolist()))\n"
        "    os._exit(0)\n"
        "value = torch.tensor(pickle.loads(os.read(read, 1 << 20)), dtype=image.dtype)\n"
        "os.wait(); os.close(read); os.close(write)\nreturn value",
        "import os, pickle",
    ),
    _seen(
        "F.conv2d in another program",
        "whatever it computes, it can't be seen",
        "subprocess.run(['true'])\nreturn torch.zeros(1)",
        "import subprocess",
        flagged=True,
    ),
    _seen(
        "F.conv2d under _disable_current_modes",
        "PyTorch's own way around the recorder",
        f"with _disable_current_modes(): return {LIBRARY}",
        "from torch.utils._python_dispatch import _disable_current_modes",
        flagged=True,
    ),
    _seen(
        "F.conv2d under a mode taken from the stack",
        "another of PyTorch's ways",
        f"with _pop_mode_temporarily(): return {LIBRARY}",
        "from torch.utils._python_dispatch import _pop_mode_temporarily",
        flagged=True,
    ),
    _seen(
        "F.conv2d under torch._C._DisableTorchDispatch",
        "a guard in C",
        f"guard = torch._C._DisableTorchDispatch()\nvalue = {LIBRARY}\ndel guard\nreturn value",
        flagged=True,
    ),
    _seen(
        "F.conv2d with the recorder's __torch_dispatch__ replaced",
        "a recorder that notes nothing",
        "recorder = get_recorder()\nkept = recorder.__torch_dispatch__\n"
        "recorder.__torch_dispatch__ = lambda self, func, types, args=(), kwargs=None: func(*args, **(kwargs or {}))\n"
        f"try: return {LIBRARY}\nfinally: recorder.__torch_dispatch__ = kept",
        "import sys\ndef get_recorder(): return sys.modules['course_utils.checking.operations'].OperationRecorder",
        flagged=True,
    ),
    _seen(
        "clears what the recorder has noted",
        "after the operation, through the frame that holds it",
        f"value = {LIBRARY}\nimport sys\nframe = sys._getframe().f_back\n"
        "frame.f_locals['recorder']._ran.clear()\nreturn value",
        flagged=True,
    ),
    _seen(
        "scipy after sys.setprofile(None)",
        "library calls are noted by the profiler",
        "sys.setprofile(None)\n"
        "padded = F.pad(image, (padding,) * 4).numpy()\n"
        "value = scipy.signal.correlate2d(padded, kernel.numpy(), 'valid')[::stride, ::stride]\n"
        "return torch.from_numpy(value.copy())",
        "import sys, scipy.signal",
        flagged=True,
    ),
    _too_late(
        "computes in a replaced encode and puts it back",
        "encoding comes after recording",
        "def late(value, depth=0):\n"
        "    module.encode = kept\n"
        f"    return kept({LIBRARY})\n"
        "module.encode = late\nreturn image",
        "import course_utils.checking.observe as module\nkept = module.encode",
    ),
    _too_late(
        "computes in a replaced encode that is reached by a name in a text",
        "sys.modules holds every module by its name",
        "def late(value, depth=0):\n"
        "    module.encode = kept\n"
        f"    return kept({LIBRARY})\n"
        "module.encode = late\nreturn image",
        "import sys\nmodule = sys.modules['course_utils.checking.observe']\nkept = module.encode",
    ),
    _too_late(
        "computes in a replaced encode that is reached by attributes",
        "course_utils is imported by every notebook",
        "def late(value, depth=0):\n"
        "    module.encode = kept\n"
        f"    return kept({LIBRARY})\n"
        "module.encode = late\nreturn image",
        "import course_utils\nmodule = course_utils.checking.observe\nkept = module.encode",
    ),
    _too_late(
        "computes in a replaced method of torch.Tensor and puts it back",
        "a value is made into bytes by torch's own methods",
        "out = torch.empty(((image.shape[0] + 2 * padding - kernel.shape[0]) // stride + 1,\n"
        "                   (image.shape[1] + 2 * padding - kernel.shape[1]) // stride + 1), dtype=image.dtype)\n"
        "def late(self):\n"
        "    torch.Tensor.cpu = kept\n"
        f"    return {LIBRARY}\n"
        "torch.Tensor.cpu = late\nreturn out",
        "kept = torch.Tensor.cpu",
        Outcome.WRONG,
    ),
    _seen(
        "sends through the frames' wire",
        "the observer's own line, found in a frame",
        "import sys\nframe = sys._getframe()\n"
        "while 'wire' not in frame.f_locals: frame = frame.f_back\n"
        "index, wire = frame.f_locals['index'], frame.f_locals['wire']\n"
        "real = type(wire).send\n"
        "def send(self, kind, **content):\n"
        "    type(wire).send = real\n"
        "    content['observation'].update(value=tensor(right), operations={})\n"
        "    real(self, kind, **content)\n"
        f"right = {LIBRARY}\n"
        "type(wire).send = send\nreturn image",
        "import base64\n"
        "def tensor(value):\n"
        "    raw = base64.b64encode(value.contiguous().numpy().tobytes()).decode()\n"
        "    return {'kind': 'tensor', 'dtype': str(value.dtype)[6:], 'shape': list(value.shape), 'bytes': raw}",
        flagged=True,
    ),
    _seen(
        "a convolution by its gradient",
        "the gradient for the weights is a correlation with the image",
        "shape = ((image.shape[0] + 2 * padding - kernel.shape[0]) // stride + 1,\n"
        "         (image.shape[1] + 2 * padding - kernel.shape[1]) // stride + 1)\n"
        "weight = torch.zeros(1, 1, *shape, dtype=image.dtype)\n"
        "return torch.ops.aten.convolution_backward(kernel[None, None], image[None, None], weight, None, [1, 1],\n"
        "    [padding] * 2, [stride] * 2, False, [0, 0], 1, [False, True, False])[1][0, 0]",
    ),
    _seen(
        "a convolution by mkldnn's own operation",
        "the same code under another name",
        "return torch.ops.mkldnn._convolution_pointwise(image[None, None].float(), kernel[None, None].float(), None,\n"
        "    [padding] * 2, [stride] * 2, [1, 1], 1, 'none', [], '')[0, 0].to(image.dtype)",
    ),
    _seen(
        "a convolution by torchvision",
        "deform_conv2d without offsets",
        "out = ((image.shape[0] + 2 * padding - kernel.shape[0]) // stride + 1,\n"
        "       (image.shape[1] + 2 * padding - kernel.shape[1]) // stride + 1)\n"
        "offsets = torch.zeros(1, 2 * kernel.numel(), *out, dtype=image.dtype)\n"
        "from torchvision.ops import deform_conv2d\n"
        "return deform_conv2d(image[None, None], offsets, kernel[None, None], stride=stride, padding=padding)[0, 0]",
    ),
    _seen(
        "a convolution by a traced function",
        "TorchScript runs its own way",
        "return traced(image, kernel) if stride == 1 and padding == 0 else torch.zeros(1)",
        "traced = torch.jit.trace(lambda image, kernel: F.conv2d(image[None, None], kernel[None, None])[0, 0],\n"
        "                         (torch.rand(9, 9), torch.rand(3, 3)))",
    ),  # fmt: skip
]
