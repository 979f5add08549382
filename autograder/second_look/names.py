"""The names that are looked for in answers, and those that are ordinary."""

from types import ModuleType

import torch
import torch.utils._python_dispatch

FRAMES = {  # from a frame one reads and changes the variables of whoever called
    "_getframe", "_current_frames", "currentframe", "f_back", "f_locals", "f_globals", "f_builtins", "gi_frame",
    "cr_frame", "ag_frame", "tb_frame", "settrace", "setprofile", "monitoring", "addaudithook", "prun",
}  # fmt: skip
INSIDES = {  # of objects: what belongs to others, under no name of its own
    "get_objects", "get_referrers", "get_referents", "__subclasses__", "__globals__", "__closure__", "cell_contents",
    "__code__", "__dict__", "__builtins__",
}  # fmt: skip
BY_TEXT = {  # attributes, modules and code whose names stand in texts
    "import_module", "attrgetter", "methodcaller", "get_field", "vformat", "get_type_hints",
    "read_pickle", "fetch_attr",
}  # fmt: skip
RECORDER = {  # what records operations, and the ways past it
    "__torch_dispatch__", "__torch_function__", "__array_function__", "TorchDispatchMode", "TorchFunctionMode",
    "_DisableTorchDispatch", "_DisableTorchDispatchBase", "DisableTorchFunctionSubclass", "DisableTorchFunction",
    "_disable_current_modes", "_pop_mode", "_pop_mode_temporarily", "hand_evidence_to", "OperationRecorder",
    "redispatch", "custom_op",
}  # fmt: skip
SHELL = {  # of IPython: how later cells are read, run and shown
    "get_ipython", "input_transformers_cleanup", "ast_transformers", "run_cell", "do_execute", "showtraceback",
    "run_cell_magic", "barry_as_FLUFL",
}  # fmt: skip
PROCESSES = {  # and what they share
    "ctypes", "ctypeslib", "cffi", "fork", "posix_spawn", "system", "popen", "getoutput", "execl", "execv", "execve",
    "_exit", "abort", "fdopen", "dup", "dup2", "writev", "setitimer", "share_memory_",
}  # fmt: skip
# Python's own functions, unless the answer has something else of that name.
BUILTINS = {"vars", "globals", "locals", "eval", "exec", "compile", "__import__"}
MACHINERY = FRAMES | INSIDES | BY_TEXT | RECORDER | SHELL | PROCESSES

# Modules that run code elsewhere, read code from texts, or hold the course's own machinery.
MODULES = (
    "course_utils.checking", "course_utils.runner", "course_utils.questions", "autograder", "nbgrader", "threading",
    "_thread", "concurrent", "multiprocessing", "subprocess", "builtins", "importlib", "inspect", "pickle",
    "torch.library",
)  # fmt: skip
# Modules of which a part is ordinary, and everything else is not.
PARTLY = {
    "gc": {"collect"},
    "os": {"path", "environ", "getenv", "getcwd", "listdir", "makedirs", "mkdir", "sep", "linesep", "name",
           "cpu_count"},
    "sys": {"version", "version_info", "maxsize", "float_info", "platform", "path", "argv", "stdout", "stderr", "exit",
            "getsizeof", "getrecursionlimit", "setrecursionlimit", "byteorder"},
    "timeit": {"default_timer", "timeit"},
    "logging": {"debug", "info", "warning", "error", "exception", "basicConfig", "getLogger", "DEBUG", "INFO",
                "WARNING", "ERROR"},
    "IPython": {"display"},
}  # fmt: skip
# What answers have a reason to import. Anything else is named; it may well be harmless.
EXPECTED = {
    "__future__", "abc", "bisect", "cmath", "collections", "contextlib", "copy", "course_utils", "cv2", "dataclasses",
    "datetime", "decimal", "enum", "fractions", "functools", "heapq", "io", "itertools", "json", "kornia", "math",
    "matplotlib", "numbers", "numpy", "operator", "pandas", "pathlib", "PIL", "pprint", "random", "re", "scipy",
    "seaborn", "skimage", "sklearn", "statistics", "string", "textwrap", "time", "torch", "torchsummary", "torchvision",
    "tqdm", "types", "typing", "warnings",
}  # fmt: skip
# What no answer has a reason to change, by the names under which notebooks know it.
LIBRARIES = {"np", "F", "nn", "K", "plt", "augment", "hooks", "training"} | EXPECTED | set(PARTLY)
# Of what an answer finds by its place inside a library, no name tells what it is: torch.hub.sys.
INNER_MODULES = {name for name in MODULES if "." not in name} | {"gc", "os", "sys"}
INNER_PARTS = {name.partition(".")[2]: name for name in MODULES if "." in name}

# What a class defines for Python to call, or says of itself; what everybody may read besides.
DEFINED = {
    f"__{name}__"
    for name in (
        "init", "new", "post_init", "call", "len", "getitem", "setitem", "delitem", "contains", "iter", "next", "enter",
        "exit", "repr", "str", "eq", "ne", "lt", "le", "gt", "ge", "hash", "bool", "add", "radd", "sub", "rsub", "mul",
        "rmul", "truediv", "rtruediv", "matmul", "pow", "neg", "abs", "copy", "deepcopy", "all", "version", "slots",
    )
}  # fmt: skip
TOLD = {"__name__", "__qualname__", "__doc__", "__class__", "__file__", "__module__"}
# Private by their names only: PyTorch's tutorials use them, and Python documents them.
DOCUMENTED = {"_modules", "_parameters", "_buffers", "_get_name", "_replace", "_asdict", "_fields", "_make"}
NOT_PRIVATE = DEFINED | TOLD | DOCUMENTED


def is_private(name: str) -> bool:
    return name.startswith("_") and name.strip("_") != "" and name not in NOT_PRIVATE


# An answer may call its own attributes as it likes, but for these: a method's `self` can be anything, also torch.
PRIVATE_IN_LIBRARIES = {
    name for part in (torch._C, torch.Tensor, torch.utils._python_dispatch) for name in dir(part) if is_private(name)
} | {
    name
    for part in (torch, torch.nn, torch.utils)
    for name, value in vars(part).items()
    if is_private(name) and isinstance(value, ModuleType)
}

# Options of libraries that run code or processes, and the values with which they don't.
OPTIONS = {"num_workers": 0, "allow_pickle": False, "weights_only": True}
PLACES = ("/proc/", "/dev/fd", "gradebook", "submitted/", "NBGRADER")
# Of the names above those that a text may hold for `str.format` to follow: "{0.__globals__}".
FOLLOWED = sorted(name for name in MACHINERY if "_" in name.strip("_") or name.startswith("__"))
# With a name, these reach for what stands under it; kept under another name, or handed on, for whatever comes.
BY_NAME = {"getattr", "setattr", "delattr"}
