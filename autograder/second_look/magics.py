"""Which of IPython's own lines are ordinary in an answer, and the Python that stands in them."""

import ast
import re
from dataclasses import dataclass

ORDINARY = {
    "autoreload", "cd", "conda", "ls", "matplotlib", "pip", "pinfo", "pinfo2", "precision", "psearch", "pwd", "who",
    "whos", "xmode",
}  # fmt: skip
# IPython runs what stands in braces or behind a dollar; a shell runs what stands behind many other signs.
PLAIN = re.compile(r"[\w \t./=~*,:\[\]'\"?-]*")
COMMAND = re.compile(r"\s*(?:ls|pwd|pip3?|conda|nvidia-smi)\b")
OPTION_LETTERS = re.compile(r"\s*(?:--?[A-Za-z][\w-]*(?:\s+\d+)?(?:\s+|$))*")  # -n1 -r 3 --no-raise-error


@dataclass(frozen=True)
class Magic:
    """A magic or a command, as an answer has it.

    text: as it is told, if it is not ordinary.
    code: the Python that it runs.
    """

    text: str
    is_ordinary: bool
    code: tuple[str, ...] = ()


def magic_in(node: ast.AST) -> Magic | None:
    """What IPython made this call from, ``get_ipython().run_line_magic("time", "f(x)")``; None for any other node."""
    match node:
        case ast.Call(
            func=ast.Attribute(attr=method, value=ast.Call(func=ast.Name(id="get_ipython"), args=[], keywords=[])),
            args=args,
            keywords=[],
        ) if all(isinstance(one, ast.Constant) and isinstance(one.value, str) for one in args):
            return _magic(method, *(one.value for one in args))
    return None


def _magic(method: str, *texts: str) -> Magic | None:
    match method, texts:
        case "show_usage", ():
            return Magic("?", True)
        case (("system" | "getoutput"), (command,)):
            plain = COMMAND.match(command) and PLAIN.fullmatch(command)
            return Magic(f"!{command.strip()}", bool(plain))
        case "run_line_magic", (("time" | "timeit") as name, line):
            return Magic(f"%{name}", True, (_without_options(line),))
        case "run_line_magic", ("config", setting):
            return Magic("%config", PLAIN.fullmatch(setting) is not None, (setting,))
        case "run_line_magic", (name, rest):
            known = name in ORDINARY or (name, rest.strip()) == ("load_ext", "autoreload")
            return Magic(f"%{name}", known and PLAIN.fullmatch(rest) is not None)
        case "run_cell_magic", (("time" | "timeit") as name, line, body):
            return Magic(f"%%{name}", True, (_without_options(line), body))
        case "run_cell_magic", ("capture", line, body):
            return Magic("%%capture", PLAIN.fullmatch(line) is not None, (body,))
        case "run_cell_magic", (name, _, _):
            return Magic(f"%%{name}", False)
    return None


def _without_options(line: str) -> str:
    return line[OPTION_LETTERS.match(line).end() :]
