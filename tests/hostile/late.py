"""Computing an answer after it was returned, or by names and grammars that nobody reads."""

from course_utils.questions.outcome import Outcome

from .submission import OF_WRONG, REFERENCE, RIGHT, WRONG, Hostile, before

HEAD = "def conv2d(image, kernel, stride=1, padding=0):\n"
LIBRARY = "F.conv2d(image[None, None], kernel[None, None], stride=stride, padding=padding)[0, 0]"
SIZES = "[(n + 2 * padding - k) // stride + 1 for n, k in zip(image.shape, kernel.shape)]"
EMPTY = f"torch.zeros({SIZES}, dtype=image.dtype)"


def _late(name: str, why: str, setup: str, body: str, outcome: Outcome) -> Hostile:
    answer = f"{setup}\n{HEAD}" + "\n".join(f"    {line}" for line in body.splitlines())
    return Hostile(name, why, {"conv2d": answer}, None, {"conv2d": 0.0}, flagged=True, outcomes={"conv2d": outcome})


SUBMISSIONS = [
    _late(
        "computes in a replaced encode, by a module that another one holds",
        "it puts the real one back, so that nobody finds it replaced",
        "from torch.hub import sys\nmodule = sys.modules['course_utils.' + 'checking.observe']\nkept = module.encode",
        "def late(*given):\n"
        "    module.encode = kept\n"
        f"    return kept({LIBRARY})\n"
        f"module.encode = late\nreturn {EMPTY}",
        Outcome.WRONG,
    ),
    _late(
        "has another decode in sys.modules",
        "what is imported only when it is needed comes from there",
        "from torch.hub import sys\nfrom types import SimpleNamespace\n"
        "name = 'course_utils.check' + 'ing.evidence'\nkept = sys.modules[name]",
        "def late(data):\n"
        "    sys.modules[name] = kept\n"
        f"    return kept.decode(kept.encode({LIBRARY}))\n"
        f"sys.modules[name] = SimpleNamespace(decode=late)\nreturn {EMPTY}",
        Outcome.WRONG,
    ),
    _late(
        "computes in a method of every tensor that stands in front of the inherited one",
        "the tensor's class is a parameter, which nobody follows",
        "kept = torch.Tensor.cpu\ndef put(T, what): T.cpu = what",
        "def late(tensor):\n"
        "    put(torch.Tensor, kept)\n"
        f"    return {LIBRARY}\n"
        f"put(torch.Tensor, late)\nreturn {EMPTY}",
        Outcome.WRONG,
    ),
    _late(
        "fills in what it has returned when its dtype is read",
        "a property in front of the inherited one runs while the tensor is made into bytes",
        "def put(T, what): T.dtype = what\ndef take(T): del T.dtype",
        "def late(tensor):\n"
        "    take(torch.Tensor)\n"
        f"    tensor.copy_({LIBRARY})\n"
        "    return tensor.dtype\n"
        f"put(torch.Tensor, property(late))\nreturn {EMPTY}",
        Outcome.FORBIDDEN,
    ),
    _late(
        "writes its own evidence in a replaced json.dumps",
        "what it makes of a line gets the tag of a real one",
        "import json, base64\nkept = json.dumps",
        f"value = {LIBRARY}\n"
        "raw = base64.b64encode(value.contiguous().numpy().tobytes()).decode()\n"
        "def late(message, **options):\n"
        "    if message.get('kind') == 'evidence':\n"
        "        json.dumps = kept\n"
        "        message['observation'].update(operations={}, calls=[])\n"
        "    return kept(message, **options)\n"
        "json.dumps = late\nreturn value",
        Outcome.FORBIDDEN,
    ),
    Hostile(
        "hands on a grammar that nobody else reads",
        "IPython keeps what a cell imports from __future__, and `<>` is no operator elsewhere",
        {
            "convolve1d": before("from __future__ import barry_as_FLUFL"),
            "conv2d": before("if 1 <> 2: hidden = 'from those who read'"),
        },
        earns={"conv2d": 0.0},
        outcomes={"conv2d": Outcome.RAISED},
    ),
    Hostile(
        "returns a list of lists of lists",
        "600,000 numbers take the grader hundreds of MiB",
        {"conv2d": f"{HEAD}    return [[[1] * 100] * 100] * 60"},
        earns={"conv2d": 0.0},
        flagged=False,
        outcomes={"conv2d": Outcome.WRONG_TYPE_OR_SHAPE},
    ),
    Hostile(
        "reaches a frame by a name that string.Formatter follows",
        "it is put together where nobody reads it",
        {
            "conv2d": "import string\nget = string.Formatter().get_field\n"
            "def of(thing, *parts): return get('0.' + ''.join(parts), (thing,), {})[0]\n"
            "def frame():\n"
            "    try: 1 / 0\n"
            "    except ZeroDivisionError as error: return of(error, '__trace', 'back__.tb_', 'frame')\n"
            f"frame()\n{WRONG}"
        },
        earns={"conv2d": 0.0},
        flagged=True,
        outcomes=OF_WRONG,
    ),
    Hostile(
        "wants float64 from the first answer on",
        "an ordinary wish: it costs nothing, and nobody is asked to look",
        {"convolve1d": before("torch.set_default_dtype(torch.float64)"), "kernels": REFERENCE},
        flagged=False,
        outcomes=RIGHT,
    ),
]
