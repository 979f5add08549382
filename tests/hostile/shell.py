"""Changes to IPython: how cells are read, run and shown."""

from .submission import OF_WRONG, WRONG, Hostile, after

# Right answers before and after; the one between is wrong, and must stay so.
EARNS = {"conv2d": 0}


def _attack(name: str, why: str, code: str, **options) -> Hostile:
    return Hostile(name, why, {"convolve1d": after(code), "conv2d": WRONG}, None, EARNS, outcomes=OF_WRONG, **options)


SUBMISSIONS = [
    _attack(
        "blanks later cells by input_transformers_cleanup",
        "a check that does not run shows no error",
        "get_ipython().input_transformers_cleanup.append(lambda lines: [])",
        flagged=True,
    ),
    _attack(
        "blanks later cells by input_transformers_post",
        "the same, later in the chain",
        "get_ipython().input_transformers_post.append(lambda lines: [])",
        flagged=True,
    ),
    _attack(
        "replaces the input transformer manager",
        "the same, by an object of one's own",
        "from IPython.core.inputtransformer2 import TransformerManager\n"
        "class Blank(TransformerManager):\n    def transform_cell(self, cell): return ''\n"
        "get_ipython().input_transformer_manager = Blank()",
        flagged=True,
    ),
    _attack(
        "replaces transform_cell on the input transformer manager",
        "the same, on the object that is there",
        "get_ipython().input_transformer_manager.transform_cell = lambda cell: ''",
        flagged=True,
    ),
    _attack(
        "blanks later cells by an AST transformer",
        "the same, after parsing",
        "import ast\n"
        "class Blank(ast.NodeTransformer):\n    def visit_Module(self, node): return ast.parse('')\n"
        "get_ipython().ast_transformers.append(Blank())",
        flagged=True,
    ),
    _attack(
        "replaces ast_parse of the compiler",
        "the same, while parsing",
        "import ast\nget_ipython().compile.ast_parse = lambda *args, **options: ast.parse('')",
        flagged=True,
    ),
    _attack("replaces run_cell", "no later cell runs", "get_ipython().run_cell = lambda *a, **k: None", flagged=True),
    _attack(
        "replaces run_cell of the class",
        "the same, for all shells",
        "type(get_ipython()).run_cell = lambda *a, **k: None",
        flagged=True,
    ),
    _attack(
        "replaces run_code and run_ast_nodes",
        "the same, deeper inside",
        "async def nothing(*args, **options): return False\n"
        "get_ipython().run_code = get_ipython().run_ast_nodes = nothing",
        flagged=True,
    ),
    _attack(
        "replaces do_execute of the kernel",
        "what nbclient calls; there is no kernel here to replace it on",
        "async def nothing(*args, **options): return {'status': 'ok'}\n"
        "try: get_ipython().kernel.do_execute = nothing\nexcept AttributeError: pass\n"
        "import ipykernel.ipkernel\nipykernel.ipkernel.IPythonKernel.do_execute = nothing",
        flagged=True,
    ),
    _attack(
        "replaces showtraceback",
        "an error that is not shown",
        "get_ipython().showtraceback = get_ipython()._showtraceback = lambda *a, **k: None\nraise_later = 1",
        flagged=True,
    ),
    _attack(
        "handles every error by set_custom_exc",
        "an error that never shows",
        "get_ipython().set_custom_exc((Exception,), lambda *a, **k: None)",
    ),
    _attack(
        "replaces the display hook, the publisher and the formatter",
        "what is shown is not what was computed",
        "import sys\n"
        "shell = get_ipython()\n"
        "shell.displayhook = sys.displayhook = sys.excepthook = lambda *a: print('3.0')\n"
        "shell.display_pub.publish = lambda *a, **k: print('3.0')\n"
        "shell.display_formatter.format = lambda *a, **k: ({'text/plain': '3.0'}, {})",
    ),
    _attack(
        "registers callbacks before and after every cell",
        "replaces check just before it runs",
        "def replace(*args): get_ipython().user_ns['check'] = lambda *a: None\n"
        "for event in ('pre_execute', 'pre_run_cell', 'post_execute', 'post_run_cell'):\n"
        "    get_ipython().events.register(event, replace)",
    ),
    _attack(
        "puts a namespace of its own in place",
        "a namespace that gives another check",
        "class Names(dict):\n"
        "    def __getitem__(self, name): return print if name == 'check' else dict.__getitem__(self, name)\n"
        "get_ipython().user_ns = Names(get_ipython().user_ns)",
    ),
    _attack("calls its own function check", "the name is the grader's", "def check(*args): return 3.0"),
    _attack(
        "replaces builtins",
        "exec, compile, repr and print of one's own",
        "import builtins\nbuiltins.exec = builtins.compile = builtins.print = builtins.repr = lambda *a, **k: ''",
    ),
    _attack(
        "prints a score in every form",
        "stock nbgrader reads a score from an output",
        "from IPython.display import display\nprint(3.0)\ndisplay(3.0)\nimport sys\nprint('3.0', file=sys.stderr)\n3.0",
    ),
    _attack("runs magics", "shell commands and system calls by magic", "!rm -rf / 2>/dev/null\n%cd /\n%env A=1"),
]
