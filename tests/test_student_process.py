"""The process that runs a student's code: what it does to itself harms nobody, and what came before is kept."""

import io
import os
import select
import socket
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import psutil
import pytest

from autograder.sandbox import bubblewrap, student_process, warm_process, watch
from autograder.sandbox.student_process import run_notebook
from autograder.sandbox.warm_process import Connection, WarmProcess, WarmProcessBroken
from course_utils.questions import find_question, problem_sets
from course_utils.questions.outcome import Outcome
from course_utils.runner.job import NO_MEMORY_LEFT, Job, Limits
from course_utils.runner.jupyter_kernel import ask_for_a_kernel
from course_utils.runner.wire import new_key

SETUP = "import torch\nfrom course_utils import check\nconvolve1d = lambda x, w, stride=1, padding=0: x"
CASES = {"convolve1d": find_question("convolve1d").public_cases()}
CHECK = 'check("convolve1d", convolve1d)'
SLEEP = "600.25"  # seconds, as no other process here sleeps


def run(*cells, **limits):
    checks = {position: "convolve1d" for position, cell in enumerate(cells, 1) if cell == CHECK}
    return run_notebook(Job([SETUP, *cells], CASES, checks, Limits(**limits)))


def text_of(outputs):
    return "".join(output.get("text", "") or str(output.get("data", "")) for output in outputs)


def test_outputs_are_those_of_a_notebook():
    ran = run(
        "print('hello')\nimport sys; print('careful', file=sys.stderr)\n1 + 1",
        "import matplotlib.pyplot as plt\nplt.plot([1, 2]);",
        "import asyncio\nawait asyncio.sleep(0)\n'awaited'",
        "1 / 0",
        "%who_ls int",
    )
    assert ran.ended is Outcome.CORRECT
    assert [output["output_type"] for output in ran.outputs[1]] == ["stream", "stream", "execute_result"]
    assert ran.outputs[1][-1]["data"]["text/plain"] == "2"
    assert any("image/png" in output.get("data", {}) for output in ran.outputs[2])
    assert "awaited" in text_of(ran.outputs[3])
    assert ran.outputs[4][0]["output_type"] == "error" and ran.outputs[4][0]["ename"] == "ZeroDivisionError"
    assert ran.outputs[5]


BLINDS_WHO_LOOKS = """
import builtins
import course_utils.checking.observe as o
o.observe = lambda *args: None
builtins.all = builtins.any = lambda *args: True
builtins.map = lambda *args: ()
"""
KEYWORDS_THAT_LIE = """
from course_utils.checking.check import Checks
class Liar(dict):
    def __bool__(self): return False
    def keys(self): return {'hints': 1}.keys()
    def get(self, *_): return 1
Checks.__call__.__kwdefaults__ = Liar(hints=2)
"""


@pytest.mark.parametrize(
    ("cell", "replaced"),
    [
        (BLINDS_WHO_LOOKS, ("course_utils.checking.observe.observe", "builtins.all")),
        (KEYWORDS_THAT_LIE, ("Checks.__call__",)),
        ("torch.Tensor.cpu = torch.Tensor.numpy = print", ("torch.Tensor.cpu", "torch.Tensor.numpy")),
        ("import sys\ndel sys.modules['course_utils.checking.evidence']", ("sys.modules['course_utils.checking.evi",)),
    ],
    ids=["who looks is blinded", "keywords that lie", "in front of what is inherited", "a module's name"],
)
def test_what_is_replaced_is_put_back_and_named_however_it_hides(cell, replaced):
    ran = run(cell, CHECK)
    assert ran.ended is Outcome.CORRECT and ran.evidence["convolve1d"]
    for name in replaced:
        assert any(name in one for one in ran.suspicions), name


def test_a_problem_set_that_asks_the_questions_of_others_has_them_before_its_first_notebook(monkeypatch):
    last = f"course_utils.questions.{problem_sets()[-1]}"
    process = WarmProcess(("course_utils.questions.mine",), sandboxed=False)
    try:
        monkeypatch.setitem(warm_process._shared, False, process.address)
        warm_process.discard()
        ran = run_notebook(Job([f"import sys\n{last!r} in sys.modules"], {}, sandboxed=False))
    finally:
        process.close()
        warm_process.discard()
    assert text_of(ran.outputs[0]) == "{'text/plain': 'True'}"


@pytest.mark.skipif(not bubblewrap.works(), reason="a kernel needs Unix sockets: apt-get install bubblewrap")
def test_a_notebook_that_needs_a_kernel_gets_one_in_the_same_sandbox():
    ran = run(
        "print(type(get_ipython().kernel).__name__)",
        "import asyncio\nawait asyncio.sleep(0)\n'awaited'",
        "from comm import create_comm\ncreate_comm(target_name='mine').comm_id is not None",
        "1 / 0",
        "import matplotlib.pyplot as plt\nplt.plot([1, 2]);",
        "import socket\nsocket.create_connection(('127.0.0.1', 9))",
        CHECK,
    )
    assert ran.ended is Outcome.CORRECT, ran.detail
    assert text_of(ran.outputs[1]) == "IPythonKernel\n"
    assert "awaited" in text_of(ran.outputs[2]) and "True" in text_of(ran.outputs[3])
    assert ran.outputs[4][0]["ename"] == "ZeroDivisionError"
    assert any("image/png" in output.get("data", {}) for output in ran.outputs[5])
    assert ran.outputs[6][-1]["ename"] == "PermissionError"
    assert sorted(ran.evidence["convolve1d"]) == list(range(len(CASES["convolve1d"]))) and not ran.suspicions


def test_nothing_of_the_grader_is_in_the_process():
    ran = run(
        "import sys, os\n"
        "print([name for name in sys.modules if name.startswith(('autograder', 'nbgrader'))])\n"
        "print(sorted(key for key in os.environ if 'GRADER' in key or 'TOKEN' in key or 'JUPYTER' in key))\n"
        "print([name for name in os.listdir('.') if name.endswith(('.ipynb', '.db', '.csv'))])"
    )
    assert text_of(ran.outputs[1]).splitlines() == ["[]", "[]", "[]"]


def test_a_check_in_an_answer_cell_is_the_students_own():
    """It is not graded twice, and it is not taken for forged evidence."""
    ran = run_notebook(Job([SETUP, CHECK, CHECK], CASES, {2: "convolve1d"}))
    assert None not in ran.evidence["convolve1d"].values() and not ran.suspicions


def test_evidence_comes_from_the_check_and_holds_no_verdict():
    ran = run(CHECK)
    assert sorted(ran.evidence["convolve1d"]) == list(range(len(CASES["convolve1d"])))
    assert ran.outputs[1] == []


def test_the_job_carries_no_expected_value_and_no_seed():
    sent = io.BytesIO()
    Job([SETUP], CASES).write(sent, new_key())
    assert not any(word in sent.getvalue() for word in (b"seed", b"oracle", b"expected"))


@pytest.mark.parametrize(
    ("cell", "ended"),
    [
        ("import os; os._exit(0)", Outcome.CRASHED),
        ("import ctypes; ctypes.string_at(0)", Outcome.CRASHED),
        (
            "import os, time\nchild = os.fork()\nhoard = b'x' * (300 << 20)\ntime.sleep(20)",  # each keeps to the limit
            Outcome.OUT_OF_MEMORY,
        ),
    ],
)
def test_a_process_that_dies_keeps_what_came_before(cell, ended):
    ran = run(CHECK, cell, "print('never')", memory_mib=400)
    assert ran.ended is ended and ran.detail and ran.at_cell == 2
    assert ran.evidence["convolve1d"] and ran.outputs[2] is None and ran.outputs[3] is None


def test_what_given_cells_import_is_there_before_the_first_cell_and_what_is_not_to_be_had_does_no_harm():
    ask = "import sys; print([name in sys.modules for name in ('wave', 'no.such.module')])"
    jobs = [Job([ask], CASES, {}, Limits(), modules=modules) for modules in ([], ["no.such.module", "wave"], [])]
    shown = [text_of(run_notebook(job).outputs[0]) for job in jobs]
    assert shown == ["[False, False]\n", "[True, False]\n", "[True, False]\n"]


def test_the_same_evidence_is_read_once():
    first, again = (run(CHECK).evidence["convolve1d"] for _ in range(2))
    # Not all of them need to be: how much memory a process had at most may differ.
    assert first.keys() == again.keys() and any(first[case] is again[case] for case in first)


def test_memory_beyond_the_limit_is_refused_and_the_next_cells_run():
    ran = run("hoard = []\nwhile True: hoard.append(torch.ones(4_000_000))", "hoard.clear()", CHECK, memory_mib=400)
    assert ran.ended is Outcome.CORRECT and ran.evidence["convolve1d"]
    assert "allocate memory" in str(ran.outputs[1])


HOLDS = "import time; x = b'x' * (80 << 20); time.sleep(20)"
PROGRAMS = f"import subprocess, sys\nfor _ in range(5): subprocess.Popen([sys.executable, '-S', '-c', {HOLDS!r}])"
# Of each child's memory half is its own child's: neither has it alone.
SHARE_WITH_THEIR_FORKS = (
    "import os\nfor _ in range(5):\n    if os.fork() == 0:\n        x, pid = b'x' * (80 << 20), os.fork()"
)
TOUCH = "    def __getitem__(self, at): return self.data[at].sum()"
LOADER = (
    "from torch.utils.data import DataLoader, Dataset\nclass Mine(Dataset):\n    data = torch.ones(4000, 10_000)\n"
    f"    def __len__(self): return 4000\n{TOUCH}\n"
    "for _ in range(2): print(sum(len(batch) for batch in DataLoader(Mine(), 500, num_workers=2)))"
)
POOL = (
    "import multiprocessing, time\ndata = torch.ones(40_000_000)\n"
    "def work(at): time.sleep(0.4); return data[at:at + 10].sum().item()\n"
    "with multiprocessing.Pool(4) as pool: print(pool.map(work, range(4)))"
)


@pytest.mark.parametrize("cell", [PROGRAMS, SHARE_WITH_THEIR_FORKS], ids=["programs", "forks of forks"])
def test_what_processes_hold_that_it_starts_counts_and_pytorch_is_taken_off_once(cell):
    ran = run(CHECK, f"{cell}\nimport time; time.sleep(20)", memory_mib=300)
    assert ran.ended is Outcome.OUT_OF_MEMORY and ran.at_cell == 2 and ran.evidence["convolve1d"]


@pytest.mark.parametrize("cell", [LOADER, POOL], ids=["DataLoader", "multiprocessing"])
def test_data_that_workers_share_counts_once(cell):
    ran = run(cell, memory_mib=300)
    assert ran.ended is Outcome.CORRECT and text_of(ran.outputs[1])


def test_a_process_that_cannot_be_looked_into_is_taken_to_share_nothing(monkeypatch):
    """And where the system does not tell at all, every one to share what it may."""
    held, read = watch.memory_bytes(os.getpid()), Path.read_bytes

    def tells(told):
        def read_bytes(path):
            return told() if path.name == "smaps_rollup" else read(path)

        monkeypatch.setattr(Path, "read_bytes", read_bytes)
        return watch.alone_and_divided(os.getpid(), 1000)

    def refused():
        raise PermissionError

    assert tells(refused) == pytest.approx((held, held), rel=0.1)
    assert tells(lambda: b"0-1 ---p 00000000 00:00 0 [rollup]\nRss: 1 kB") == pytest.approx((held - 1000,) * 2, rel=0.1)
    monkeypatch.undo()
    alone, divided = watch.alone_and_divided(os.getpid(), 1000)
    assert 0 < alone <= divided <= held + 2**20


def test_a_line_without_end_is_dropped_while_it_comes(monkeypatch):
    monkeypatch.setattr(student_process, "MOST_BYTES_A_LINE", 1000)
    lines = student_process._Lines()
    assert lines.ended_by(b"first\nx") == [b"first"]
    for _ in range(100):
        assert lines.ended_by(bytes(100)) == []
    [too_long, whole] = lines.ended_by(b"end\nlast\n")
    assert 1000 < len(too_long) < 1300 and whole == b"last" and lines.bytes_read == 10_016
    assert lines.ended_by(bytes(900)) == [] and lines.ended_by(b"\n") == [bytes(900)]


def test_an_answer_that_asks_for_too_much_memory_is_told_so(grade):
    greedy = "def conv2d(image, kernel, stride=1, padding=0):\n    return torch.ones(10**10)"
    (mark,) = [mark for mark in grade(conv2d=greedy).marks if mark.question == "conv2d"]
    assert mark.outcome is Outcome.OUT_OF_MEMORY


def test_leaving_python_only_ends_the_cell():
    ran = run("import sys; sys.exit(1)", CHECK)
    assert ran.ended is Outcome.CORRECT and ran.evidence["convolve1d"]


def test_a_cell_without_end_is_interrupted_and_the_next_ones_run():
    ran = run("while True: pass", CHECK, seconds_per_cell=1.0)
    assert ran.ended is Outcome.CORRECT and ran.evidence["convolve1d"]
    assert ran.outputs[1][0]["ename"] == "KeyboardInterrupt"


def test_a_cell_that_swallows_interrupts_is_killed():
    stubborn = "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: pass"
    ran = run(CHECK, stubborn, seconds_per_cell=1.0)
    assert ran.ended is Outcome.TIMED_OUT and ran.evidence["convolve1d"]


def test_a_notebook_has_a_time_in_all():
    ran = run("import time; time.sleep(60)", seconds_in_all=1.0)
    assert ran.ended is Outcome.TIMED_OUT


def test_printing_without_end_is_cut():
    ran = run("while True: print('x' * 1000)", CHECK, seconds_per_cell=1.0, output_bytes_per_cell=10_000)
    assert len(text_of(ran.outputs[1])) < 12_000 and "prints too much" in text_of(ran.outputs[1])
    assert ran.evidence["convolve1d"]


@pytest.mark.parametrize("own_session", [False, True])
def test_processes_that_it_starts_end_with_it(own_session):
    ran = run(
        "import subprocess\n"
        f"child = subprocess.Popen(['sleep', '{SLEEP}'], start_new_session={own_session})\n"
        "print('started')"
    )
    assert text_of(ran.outputs[1]) == "started\n"
    assert SLEEP not in [word for process in psutil.process_iter(["cmdline"]) for word in process.info["cmdline"] or ()]


def test_a_process_that_closes_its_line_is_not_waited_for():
    ran = run("import os, time\nos.closerange(3, 100)\nwhile True: time.sleep(1)")
    assert ran.ended is Outcome.CRASHED


def test_every_run_starts_from_the_same_state_with_other_random_numbers():
    first, second = (
        run("print(torch.rand(1).item())\nleft = 1"),
        run("print(torch.rand(1).item())\n'left' in globals()"),
    )
    assert text_of(first.outputs[1]) != text_of(second.outputs[1])
    assert second.outputs[1][-1]["data"]["text/plain"] == "False"


def test_a_child_that_kills_its_parent_harms_no_other_submission():
    run("import os, signal\nos.kill(os.getppid(), signal.SIGKILL)")
    assert run(CHECK).evidence["convolve1d"]


def test_lines_that_are_not_evidence_earn_nothing():
    forge = (
        "import os\n"
        "for fd in range(3, 30):\n"
        "    try:\n"
        '        os.write(fd, b\'{"kind": "evidence", "question": "convolve1d"}\\n[]\\nnull\\n\\xff\\n\')\n'
        "    except OSError: pass"
    )
    ran = run(forge)
    assert ran.evidence == {} and ran.ended is Outcome.CORRECT


def test_a_line_written_as_the_observer_writes_it_earns_nothing_without_the_tag():
    forge = (
        "import json, os\n"
        "def send(message):\n"
        "    for fd in range(3, 30):\n"
        "        try: os.isatty(fd) or os.write(fd, json.dumps(message).encode() + b'\\n')\n"
        "        except OSError: pass\n"
        "send({'kind': 'done', 'replaced': [], 'cpu_seconds': 0.1})"
    )
    ran = run(forge, CHECK)
    assert ran.ended is Outcome.CORRECT and ran.malformed and ran.evidence["convolve1d"]  # its real end came later
    assert any("wrote to the grader's line" in one for one in ran.suspicions)


def test_files_are_limited_and_its_folder_is_gone_after():
    ran = run(
        "import os\nprint(os.getcwd())",
        "with open('big', 'wb') as file:\n    for _ in range(64): file.write(bytes(2**20))",
        CHECK,
        file_mib=8,
    )
    assert ran.outputs[2][-1]["output_type"] == "error" or ran.ended is Outcome.CRASHED
    assert not os.path.exists(text_of(ran.outputs[1]).strip())


# With the key for the lines' tags, from the process's memory.
SEND = """
import gc, os
from course_utils.runner.wire import Wire
next(one for one in gc.get_objects() if isinstance(one, Wire)).send("done", replaced=[], cpu_seconds=0.1)
"""


@pytest.mark.parametrize(
    ("then", "says"),
    [
        ("import time; time.sleep(20)", "went on after"),
        ("os._exit(3)", "went on"),
        (f"import time; time.sleep(1)\n{SEND}os._exit(0)", "went on after"),
    ],
    ids=["it still runs", "an error", "another line"],
)
def test_a_last_line_after_which_the_process_goes_on_is_not_believed(then, says):
    ran = run(SEND + then, CHECK)
    assert any(says in one for one in ran.suspicions) and not any(ran.evidence.values())


def test_an_ordinary_notebook_ends_after_its_last_line():
    ran = run("import threading\nthreading.Thread(target=print, daemon=True).start()", CHECK)
    assert ran.ended is Outcome.CORRECT and not ran.suspicions


FILL = "for n in range(40):\n    open(f'file{n}', 'wb').write(bytes(2**20))\nimport time; time.sleep(30)"


def test_a_disk_is_not_filled_where_there_is_no_private_one(tmp_path, monkeypatch):
    """As where neither namespaces nor bubblewrap are to be had: the folder lies on the machine's own disk."""
    job = Job([SETUP, FILL], CASES, {}, Limits(folder_mib=8), sandboxed=False)
    ran = run_notebook(job)
    assert ran.ended is Outcome.CRASHED and "more than 8 MiB of files" in ran.detail


def test_what_a_notebook_says_below_python_is_kept_by_nobody():
    """Not in the file in which a warm process says why it can't start."""
    ran = run("import os\nprint(os.path.samestat(os.fstat(2), os.stat(os.devnull)))")
    assert text_of(ran.outputs[1]) == "True\n"


def test_a_warm_process_that_cannot_start_says_why(tmp_path, monkeypatch):
    broken = tmp_path / "python"
    broken.write_text("#!/bin/sh\necho libtorch.so is not there >&2\nexit 1\n")
    broken.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(broken))
    one = WarmProcess(sandboxed=False)
    try:
        with pytest.raises(WarmProcessBroken, match=r"libtorch\.so is not there"):
            Connection(one.address).start(io.BytesIO(), 1)
    finally:
        one.close()


def begun(connection):
    """A child of the connection's that is in the middle of a cell, and the end of its line that is read."""
    reader, writer = os.pipe()
    with tempfile.TemporaryFile() as job:
        Job([f"import time\ntime.sleep({SLEEP})"], {}, sandboxed=False).write(job, new_key())
        job.seek(0)
        child = connection.start(job, writer)
    os.close(writer)
    wire = os.fdopen(reader, "rb")
    while b'"begin"' not in wire.readline():
        pass
    return child, wire


def test_a_connection_that_is_closed_ends_the_child_that_runs():
    connection = Connection(warm_process._own_process(False).address)
    child, wire = begun(connection)
    with wire:
        assert child.poll() is None
        connection.close()
        assert select.select([wire], [], [], 60)[0] and wire.read() == b""  # all who held its other end are gone


@pytest.mark.parametrize("pidfd", [True, False], ids=["pidfd", "no pidfd"])
def test_a_child_is_waited_for_as_long_as_the_grader_listens(monkeypatch, pidfd):
    from course_utils.runner.warm import wait_for

    if not pidfd:
        monkeypatch.delattr(os, "pidfd_open", raising=False)
    elif not hasattr(os, "pidfd_open"):
        pytest.skip("this system has no pidfd")
    grader, control = socket.socketpair()
    with control:
        with grader:
            grader.sendall(b"run")  # a request that comes early is neither lost nor taken for the end
            status, _ = wait_for(os.posix_spawnp("sh", ["sh", "-c", "exit 3"], os.environ), control)
            assert os.waitstatus_to_exitcode(status) == 3
        status, _ = wait_for(os.posix_spawnp("sleep", ["sleep", "30"], os.environ), control)
        assert os.waitstatus_to_exitcode(status) == -9 and control.recv(10) == b"run"


def test_whatever_stops_the_grader_watching_the_child_is_ended(monkeypatch):
    seen = []

    def fails(pid):
        seen.append(pid)
        raise RuntimeError("the grader's own fault")

    monkeypatch.setattr(watch, "memory_bytes", fails)
    with pytest.raises(RuntimeError, match="the grader's own fault"):
        run("import time; time.sleep(600)")
    assert not psutil.pid_exists(*seen)


def test_the_memory_of_a_process_whose_name_is_no_text_is_known():
    code = r"import ctypes; ctypes.CDLL(None).prctl(15, b'\xff', 0, 0, 0); print(flush=True); input()"
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen([sys.executable, "-c", code], **pipes) as named:
        named.stdout.readline()
        assert watch.memory_bytes(named.pid) > 2**20
        named.communicate(b"\n")


OF_ANOTHER = "this is of somebody else: "
SECRET = b"an answer that took a whole night"
# What follows the words in front is compared upside down, lest what looks for it is what is found.
FIND_IN_MEMORY = f"""
import re
with open("/proc/self/maps") as maps:
    ranges = [line.split()[0].split("-") for line in maps if " rw" in line]
found = []
with open("/proc/self/mem", "rb", buffering=0) as memory:
    for first, last in ranges:
        memory.seek(int(first, 16))
        try:
            held = memory.read(int(last, 16) - int(first, 16))
        except OSError:  # not all of it can be read
            continue
        ends = [one.end() for one in re.finditer({OF_ANOTHER.encode()!r}, held)]
        found += [bytes(255 - byte for byte in held[end : end + {len(SECRET)}]) for end in ends]
{bytes(255 - byte for byte in SECRET)!r} in found
"""


def test_what_one_submission_holds_is_not_in_the_memory_of_the_next():
    mine = f"mine = {OF_ANOTHER + SECRET.decode()!r}"
    for cells, found in ([mine, FIND_IN_MEMORY], "True"), ([FIND_IN_MEMORY], "False"):
        # Without a sandbox: there, nobody can read a process's memory as a file.
        ran = run_notebook(Job(cells, {}, sandboxed=False))
        assert ran.outputs[-1][0]["data"]["text/plain"] == found


def test_what_breaks_the_process_that_forks_is_told():
    reader, writer = os.pipe()
    with os.fdopen(reader), os.fdopen(writer), tempfile.TemporaryFile() as job:
        job.write(b"this is no job")
        job.seek(0)
        with pytest.raises(WarmProcessBroken, match="holds no job"):
            warm_process.of_this_thread().start(job, writer)
    warm_process.discard()
    assert run(CHECK).evidence["convolve1d"]


@pytest.fixture
def made(monkeypatch):
    """Stand-ins for warm processes, as they are made; nobody can connect to the first if its address is "broken"."""
    processes, another = [], threading.Event()

    class Process:
        def __init__(self, *, sandboxed):
            self.address, self.closed = "broken" if not processes else "well", False
            processes.append(self)
            if len(processes) == 2:
                another.set()
            another.wait(0.5)  # for a second thread, which would make one more

        def close(self):
            self.closed = True

    class To:
        def __init__(self, address):
            if address == "broken":
                raise WarmProcessBroken("nobody listens")
            self.address = address

        def close(self):
            pass

    monkeypatch.setattr(warm_process, "WarmProcess", Process)
    monkeypatch.setattr(warm_process, "Connection", To)
    monkeypatch.setattr(warm_process, "_own", {})
    monkeypatch.setattr(warm_process, "_shared", {})
    return processes


def test_threads_share_one_warm_process_and_a_broken_one_is_closed(made):
    connected = []
    threads = [
        threading.Thread(target=lambda: connected.append(warm_process.of_this_thread().address)) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert connected == ["well"] * 4
    assert [process.closed for process in made] == [True, False]


def test_a_process_that_ends_before_its_first_cell_is_the_machine_s_fault(monkeypatch):
    monkeypatch.setattr(warm_process.ForkedChild, "poll", lambda child: -9)
    monkeypatch.setattr(warm_process.ForkedChild, "wait", lambda child, timeout: -9)
    # Its line stays empty: as where the system has killed it for want of memory.
    monkeypatch.setattr("autograder.sandbox.student_process._take_down", lambda *_: "")
    ran = run("print(1)")
    assert ran.ended is Outcome.UNGRADABLE and "SIGKILL, before the first cell" in ran.detail


def test_a_process_that_its_cells_leave_no_memory_is_out_of_memory(monkeypatch):
    monkeypatch.setattr(warm_process.ForkedChild, "wait", lambda child, timeout: NO_MEMORY_LEFT)
    ran = run("import os; os._exit(0)", "print(1)")
    assert ran.ended is Outcome.OUT_OF_MEMORY and ran.outputs[-1] is None


def broken(*_):
    raise WarmProcessBroken("it has ended")


NOTHING_COMES = {"student_process._take_down": lambda *_: ""}


@pytest.mark.parametrize(
    ("amiss", "says"),
    [
        ({"student_process.open_doors": lambda _: ["the network"]}, "does not close off the network"),
        ({"student_process.STARTUP_SECONDS": -1, **NOTHING_COMES}, "did not start within"),
        ({"warm_process.ForkedChild._look": broken, **NOTHING_COMES}, "was lost, before the first cell"),
    ],
    ids=["not isolated", "not begun", "lost"],
)
def test_a_run_that_the_machine_has_spoilt_asks_for_a_person(grade, monkeypatch, amiss, says):
    for place, now in amiss.items():
        monkeypatch.setattr(f"autograder.sandbox.{place}", now)
    result = grade()
    assert {mark.outcome for mark in result.marks} <= {Outcome.UNGRADABLE, Outcome.BY_HAND} and result.needs_a_person
    (told,) = [repair for repair in result.repairs if says in repair.what]
    assert told.kind == "finding" and told.doubtful
    # Where a program asked for the grade, it is told as well: the points are none that anybody has earned.
    assert result.at_fault and says in result.fault


def test_a_run_that_ends_well_asks_for_nobody(grade):
    assert not grade().needs_a_person


@pytest.mark.parametrize(
    ("source", "asks"),
    [
        ("get_ipython().kernel.do_shutdown", True),
        ("shell = get_ipython()\nshell.kernel", True),
        ("from comm import create_comm", True),
        ("import ipykernel", True),
        ("self.kernel = torch.ones(3, 3)\nlayer.kernel", False),
        ("get_ipython()\nself.kernel", False),
        ("# a comm of the kernel", False),
    ],
)
def test_only_what_needs_a_kernel_asks_for_one(source, asks):
    assert ask_for_a_kernel(["import torch", source]) is asks


def test_processes_that_are_counted_do_not_run_meanwhile_and_go_on_afterwards():
    gone = subprocess.Popen(["true"])
    gone.wait()
    with subprocess.Popen(["sleep", "60"]) as sleeper:
        with watch.stopped([gone.pid, sleeper.pid]):
            assert os.WIFSTOPPED(os.waitpid(sleeper.pid, os.WUNTRACED)[1])
        assert os.WIFCONTINUED(os.waitpid(sleeper.pid, os.WCONTINUED)[1])
        sleeper.kill()
