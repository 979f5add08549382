"""Objects that pretend: to be equal to everything, to be a tensor, or to be something else each time."""

from course_utils.questions.outcome import Outcome

from .submission import Hostile

HEAD = "def conv2d(image, kernel, stride=1, padding=0):\n"
LIBRARY = "F.conv2d(image[None, None], kernel[None, None], stride=stride, padding=padding)[0, 0]"


def _returns(
    name: str, why: str, code: str, value: str, outcome: Outcome = Outcome.WRONG_TYPE_OR_SHAPE, **options
) -> Hostile:
    answers, outcomes = {"conv2d": f"{code}\n{HEAD}    return {value}"}, {"conv2d": outcome}
    return Hostile(name, why, answers, None, {"conv2d": 0}, outcomes=outcomes, **options)


EVERYTHING = (
    "class Equal:\n"
    "    __class__ = torch.Tensor\n"
    "    shape, dtype, ndim = (1, 1), torch.float32, 2\n"
    "    def __eq__(self, other): return True\n"
    "    __ne__ = __lt__ = __gt__ = lambda self, other: False\n"
    "    __le__ = __ge__ = __eq__\n"
    "    __hash__ = object.__hash__\n"
    "    def __getattr__(self, name): return lambda *a, **k: self\n"
    "    def __bool__(self): return True\n"
    "    def __float__(self): return 0.0\n"
    "    def __array__(self, *a, **k): return np.zeros((1, 1))\n"
)

SUBMISSIONS = [
    _returns("object equal to everything", "always-equal objects pass assertions", EVERYTHING, "Equal()"),
    _returns(
        "tensor subclass equal to everything",
        "only exact types count",
        "class Equal(torch.Tensor):\n    def __eq__(self, other): return torch.ones((), dtype=torch.bool)",
        "torch.zeros(image.shape).as_subclass(Equal)",
    ),
    _returns(
        "tensor subclass with __torch_function__",
        "answers for every function",
        "class Yes(torch.Tensor):\n"
        "    @classmethod\n"
        "    def __torch_function__(cls, *a, **k): return torch.ones((), dtype=torch.bool)",
        "torch.zeros(image.shape).as_subclass(Yes)",
        flagged=True,
    ),
    _returns(
        "tensor subclass with __torch_dispatch__",
        "answers for every operation",
        "class Lazy(torch.Tensor):\n"
        "    @staticmethod\n"
        "    def __new__(cls, inner): return torch.Tensor._make_wrapper_subclass(cls, inner.shape)\n"
        "    @classmethod\n"
        "    def __torch_dispatch__(cls, func, types, args=(), kwargs=None): return torch.zeros(1, 1)",
        "Lazy(image)",
        flagged=True,
    ),
    _returns(
        "array subclass with __array_function__ and __array_ufunc__",
        "answers for all of NumPy",
        "class Yes(np.ndarray):\n"
        "    def __array_function__(self, *a, **k): return True\n"
        "    def __array_ufunc__(self, *a, **k): return True\n"
        "    def __eq__(self, other): return True",
        "np.zeros(image.shape).view(Yes)",
        flagged=True,
    ),
    _returns("plain array", "the question asks for a tensor", "", "image.numpy()", flagged=False),
    _returns(
        "number, text and list that are subclasses",
        "equal to everything in their own way",
        "class Text(str):\n    __eq__ = lambda self, other: True\n    __hash__ = str.__hash__\n"
        "class List(list):\n    __eq__ = lambda self, other: True\n    __len__ = lambda self: 1",
        "List([Text('a')])",
    ),
    _returns(
        "object whose every attribute raises",
        "even asking for its shape is an attack",
        "class Thorn:\n"
        "    def __getattribute__(self, name): raise SystemExit(name)\n"
        "    def __repr__(self): raise KeyboardInterrupt",
        "Thorn()",
        Outcome.RAISED,
    ),
    _returns(
        "class without a name",
        "its type is asked for, too",
        "class Meta(type):\n    def __getattribute__(cls, name): raise RuntimeError(name)\n"
        "class Nameless(metaclass=Meta): pass\nthing = object.__new__(Nameless)",
        "thing",
        Outcome.RAISED,
    ),
    _returns("list that holds itself", "without end to walk through", "loop = []\nloop.append(loop)", "loop"),
    _returns(
        "tensor that lies about its values",
        "its own detach would be called after the operations were counted",
        f"def put_right(out, image, kernel, stride, padding):\n    out.detach = lambda: {LIBRARY}\n    return out\n"
        "def zeros(image, kernel, stride, padding):\n"
        "    size = [(n + 2 * padding - k) // stride + 1 for n, k in zip(image.shape, kernel.shape)]\n"
        "    return torch.zeros(size, dtype=image.dtype)",
        "put_right(zeros(image, kernel, stride, padding), image, kernel, stride, padding)",
        Outcome.WRONG,
    ),
    _returns("tensor without values", "a tensor of the device meta", "", "image.to('meta')"),
    _returns("sparse tensor", "without strides", "", "image.to_sparse()"),
    _returns("quantised tensor", "of no common dtype", "", "torch.quantize_per_tensor(image, 0.1, 0, torch.qint8)"),
    _returns("complex tensor of infinities", "no finite number", "", "image + complex('inf')"),
    _returns(
        "tensor of 40 GB in 4 bytes", "expanded, it has no memory of its own", "", "torch.zeros(1).expand(10**10)"
    ),
    Hostile(
        "error that can't be shown",
        "an exception is made by the student, too",
        {
            "conv2d": "class Rude(Exception):\n    def __str__(self): raise Rude()\n    __repr__ = __str__\n"
            "def conv2d(*a, **k): raise Rude()"
        },
        None,
        {"conv2d": 0},
        outcomes={"conv2d": Outcome.RAISED},
    ),
    Hostile(
        "kernels that change when they are looked at",
        "a dict subclass is no dict",
        {
            "kernels": "class Shifty(dict):\n    def items(self): return iter([('blur', torch.full((3, 3), 1 / 9))])\n"
            "    def __getitem__(self, key): return torch.full((3, 3), 1 / 9)\n"
            "kernels = Shifty(blur=1)"
        },
        None,
        {"kernels": 0},
        outcomes={"kernels": Outcome.WRONG_TYPE_OR_SHAPE},
    ),
    Hostile(
        "kernels of every odd kind",
        "keys and values that no dict of kernels has",
        {
            "kernels": "kernels = {'blur': torch.zeros(0, 0), 'sharpen': torch.zeros(3, 3, dtype=torch.bool), "
            "'edge': torch.full((3, 3), float('nan')), 'sobel_x': [[[[[[1]]]]]], 'sobel_y': object(), "
            "None: 1, (1, 2): 2, 3.5: {}, b'x': 3}"
        },
        None,
        {"kernels": 0},
        outcomes={"kernels": Outcome.WRONG_TYPE_OR_SHAPE},
    ),
]
