"""Each layer of isolation by itself: what it closes off, and that it is believed only where it holds."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import autograder
from autograder.errors import CourseError
from autograder.sandbox import bubblewrap, warm_process
from autograder.sandbox.open_doors import open_doors
from autograder.sandbox.student_process import run_notebook
from course_utils.questions.outcome import Outcome
from course_utils.runner.isolation import landlock
from course_utils.runner.isolation.guarantees import GIVES, Guarantee, Layer, missing
from course_utils.runner.job import Job

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="these layers are Linux's")
PRELUDE = """
import json, os, socket, sys
from pathlib import Path
from course_utils.runner.isolation import landlock, layers, namespaces, privileges, seccomp

def attempt(function):
    try:
        return str(function())
    except OSError as error:
        return type(error).__name__
"""


def alone(code, **options):
    """What a process of its own prints as JSON; it can take a layer without harming the tests."""
    done = subprocess.run([sys.executable, "-c", PRELUDE + code], capture_output=True, text=True, timeout=60, **options)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@LINUX
def test_landlock_leaves_only_the_named_folders(tmp_path):
    if not landlock.version():
        pytest.skip("this kernel has no Landlock")
    (tmp_path / "mine").mkdir()
    (tmp_path / "others").mkdir()
    (tmp_path / "others" / "gradebook.db").write_text("secret")
    result = alone(
        f"""
here = Path({str(tmp_path)!r})
privileges.no_new_privileges()
landlock.restrict([Path("/usr")], [here / "mine"])
print(json.dumps([
    attempt(lambda: (here / "mine" / "note").write_text("x")),
    attempt(lambda: (here / "others" / "gradebook.db").read_text()),
    attempt(lambda: (here / "others" / "new").write_text("x")),
    attempt(lambda: len(os.listdir("/usr")) > 0),
    attempt(lambda: Path("/usr/new").write_text("x")),
]))"""
    )
    assert result == ["1", "PermissionError", "PermissionError", "True", "PermissionError"]


@LINUX
def test_seccomp_refuses_sockets_tracing_and_signals_to_others():
    result = alone(
        """
import ctypes, mmap, tempfile
file = tempfile.TemporaryFile()
file.truncate(4096)
privileges.no_new_privileges()
seccomp.restrict(os.getpid(), local_sockets=False)
print(json.dumps([
    attempt(socket.socket),
    attempt(lambda: socket.socket(socket.AF_UNIX)),
    attempt(lambda: len(socket.socketpair())),
    attempt(lambda: os.kill(os.getppid(), 0)),
    attempt(lambda: os.kill(os.getpid(), 0)),
    ctypes.CDLL(None).ptrace(16, os.getppid(), 0, 0),
    attempt(lambda: os.memfd_create("x")),
    attempt(lambda: mmap.mmap(-1, 4096)),
    attempt(lambda: len(mmap.mmap(-1, 4096, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS))),
    attempt(lambda: len(mmap.mmap(file.fileno(), 4096, flags=mmap.MAP_SHARED))),
]))"""
    )
    assert result == [
        *["PermissionError", "PermissionError", "2", "PermissionError", "None", -1, "PermissionError"],
        *["PermissionError", "4096", "4096"],
    ]


@LINUX
def test_seccomp_lets_nobody_ask_the_kernel_for_a_signal_to_another():
    result = alone(
        """
import fcntl, struct
privileges.no_new_privileges()
seccomp.restrict(os.getpid(), local_sockets=False)
one, other = socket.socketpair()
print(json.dumps([
    attempt(lambda: fcntl.fcntl(one, fcntl.F_SETOWN, os.getppid())),
    attempt(lambda: fcntl.fcntl(one, 15, struct.pack("ii", 1, os.getppid()))),
    attempt(lambda: fcntl.fcntl(one, 10, 9)),
    attempt(lambda: fcntl.ioctl(one, 0x8901, struct.pack("i", os.getppid()))),
    attempt(lambda: fcntl.fcntl(one, fcntl.F_GETFD)),
]))"""
    )
    assert result == ["PermissionError"] * 4 + ["1"]


@LINUX
def test_threads_and_processes_still_work_behind_seccomp():
    result = alone(
        """
import subprocess, threading
privileges.no_new_privileges()
seccomp.restrict(os.getpid(), local_sockets=False)
seen = []
thread = threading.Thread(target=lambda: seen.append("thread"))
thread.start(); thread.join()
seen.append(subprocess.run(["echo", "process"], capture_output=True, text=True).stdout.strip())
print(json.dumps(seen))"""
    )
    assert result == ["thread", "process"]


@LINUX
def test_namespaces_show_no_other_process_and_an_empty_tmp(tmp_path):
    keep = tmp_path / "keep"  # as a Python environment that lies in /tmp
    keep.mkdir()
    (keep / "there").write_text("kept")
    result = alone(
        f"""
import ctypes
who = os.getuid(), os.getgid()
reader, writer = os.pipe()
try:
    child = namespaces.fork(namespaces.NEWUSER | namespaces.NEWNS | namespaces.NEWPID | namespaces.NEWIPC)
except OSError:
    print(json.dumps("not allowed here"))
    sys.exit()
if child == 0:
    namespaces.stay_the_same_user(*who)
    namespaces.mount_private(Path("/dev/shm"), 8)
    namespaces.mount_private_but(Path("/tmp"), 8, [Path({str(keep)!r})], workshop=Path("/dev/shm"))
    told = [
        os.getpid(), os.getuid() == who[0],
        attempt(lambda: Path({str(keep / "there")!r}).read_text()),
        attempt(lambda: Path({str(keep / "new")!r}).write_text("x")),
        attempt(lambda: Path("/tmp/mine").write_text("x")),
        attempt(lambda: Path("/tmp/large").write_bytes(bytes(20 << 20))),
        os.listdir("/tmp"),
    ]
    os.write(writer, json.dumps(told).encode())
    os._exit(0)
os.close(writer)
os.waitpid(child, 0)
print(os.read(reader, 10000).decode())""",
    )
    if result == "not allowed here":
        pytest.skip("user namespaces are not allowed here")
    top = tmp_path.relative_to("/tmp").parts[0]
    *values, listed = result
    assert values == [1, True, "kept", "OSError", "1", "OSError"]
    assert set(listed) == {top, "mine", "large"}


@LINUX
def test_without_namespaces_and_bubblewrap_landlock_and_seccomp_are_enough(tmp_path):
    if not landlock.version():
        pytest.skip("this kernel has no Landlock")
    result = alone(
        f"""
folder = Path({str(tmp_path)!r})
room = layers.Room(readable=(Path(sys.prefix), Path(sys.base_prefix)), bubblewrapped=False)
at, hold = layers.enter(room, [], os.getuid(), os.getgid(), folder, 8)
print(json.dumps([str(at), sorted(hold), attempt(lambda: (folder / "x").write_text("x")),
                  attempt(lambda: os.listdir("/")), attempt(lambda: os.kill(os.getppid(), 0)),
                  attempt(lambda: Path("/proc", str(os.getppid()), "environ").read_bytes())]))"""
    )
    at, hold, *attempts = result
    assert at == str(tmp_path) and missing(hold) == []
    assert attempts == ["1", "PermissionError", "PermissionError", "PermissionError"]


@LINUX
def test_a_layer_is_not_believed_because_it_was_asked_for(tmp_path):
    """As where a kernel takes every rule and keeps none."""
    hold = alone(
        f"""
landlock.version = lambda: 4
landlock.restrict = seccomp.restrict = lambda *args, **options: None
room = layers.Room(readable=(), bubblewrapped=False)
_, hold = layers.enter(room, [], os.getuid(), os.getgid(), Path({str(tmp_path)!r}), 8)
print(json.dumps([sorted(hold), attempt(lambda: os.listdir("/") == []), attempt(lambda: socket.socket().close())]))"""
    )
    assert hold == [["no_new_privs"], "False", "None"]  # nothing is refused, and so nothing is believed


def test_layers_give_together_what_each_of_them_gives():
    assert missing([Layer.LIMITS, Layer.SESSION, Layer.NO_NEW_PRIVILEGES]) == list(Guarantee)
    assert missing([Layer.BUBBLEWRAP]) == [] and missing([Layer.LANDLOCK, Layer.SECCOMP]) == []
    assert missing([Layer.SECCOMP, Layer.NAMESPACES]) == [Guarantee.FILES]
    assert set(GIVES) == set(Layer)


def test_too_few_layers_run_nothing(monkeypatch):
    """As on a machine without Landlock, seccomp and bubblewrap."""
    from autograder.sandbox import student_process

    monkeypatch.setattr(student_process, "open_doors", lambda layers: [Guarantee.FILES])
    ran = run_notebook(Job(["print('ran')"], {}))
    assert ran.ended is Outcome.UNGRADABLE and "autograder doctor" in ran.detail


@LINUX
def test_layers_that_no_longer_hold_are_the_machine_s_fault(tmp_path, monkeypatch):
    """As where the system withdraws them after the first look: the process finds it out, and runs nothing."""
    code = (
        "from course_utils.runner import warm; from course_utils.runner.isolation import landlock; "
        "landlock.version = lambda: 0; warm.main()"
    )
    python = tmp_path / "python"
    python.write_text(f'#!/bin/sh\nshift 3\nexec "{sys.executable}" -I -c "{code}" "$@"\n')
    python.chmod(0o755)
    monkeypatch.setattr(bubblewrap, "works", lambda: False)
    with monkeypatch.context() as patched:
        patched.setattr(sys, "executable", str(python))
        process = warm_process.WarmProcess(sandboxed=True)
    try:
        monkeypatch.setitem(warm_process._shared, True, process.address)
        warm_process.discard()
        ran = run_notebook(Job(["print('ran')"], {}))
    finally:
        process.close()
        warm_process.discard()
    assert ran.ended is Outcome.UNGRADABLE and "does not close off files (any more)" in ran.detail
    assert ran.outputs == [None] and Layer.SECCOMP in ran.layers and not ran.suspicions


@LINUX
def test_a_bubblewrap_that_hangs_is_none(tmp_path, monkeypatch):
    (tmp_path / "bwrap").write_text("#!/bin/sh\nexec sleep 600\n")
    (tmp_path / "bwrap").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    monkeypatch.setattr(bubblewrap, "MOST_SECONDS", 0.5)
    assert bubblewrap.works.__wrapped__() is False


def test_answer_keys_among_the_libraries_need_bubblewrap(monkeypatch):
    """As where the project is installed without -e: Landlock lets Python's folders be read."""
    enough, wrapped = [Layer.LANDLOCK, Layer.SECCOMP], [Layer.LANDLOCK, Layer.SECCOMP, Layer.BUBBLEWRAP]
    assert open_doors(enough) == open_doors(wrapped) == []
    monkeypatch.setattr(sys, "prefix", str(Path(autograder.__file__).parents[1]))
    assert open_doors(enough) == [Guarantee.FILES] and open_doors(wrapped) == []


def test_the_command_refuses_and_says_how_to_go_on(monkeypatch):
    from autograder import doctor

    found = doctor.Examination(("limits",), (Guarantee.FILES, Guarantee.NETWORK))
    with pytest.raises(CourseError, match="files and network of this machine.*--no-sandbox"):
        doctor.refuse_if_open({"this machine": found})


def test_without_sandbox_is_written_into_the_result(short):
    from autograder.grade import Conditions, Submission, grade_submission

    result = grade_submission(short, Submission("somebody", b'{"cells": []}'), Conditions(1, sandboxed=False))
    assert result.record["sandboxed"] is False and set(result.record["isolation"]) == {"limits", "session"}
    result = grade_submission(short, Submission("somebody", b'{"cells": []}'), Conditions(1))
    assert result.record["sandboxed"] is True and missing(result.record["isolation"]) == []


@LINUX
def test_bubblewrap_shows_nothing_of_the_grader(tmp_path):
    if not bubblewrap.works():
        pytest.skip("bubblewrap is not installed, or user namespaces are not allowed: apt-get install bubblewrap")
    project, home = Path(__file__).resolve().parents[1], Path.home()
    (tmp_path / "gradebook.db").write_text("secret")
    code = f"""
import json, os
os.chdir({str(project)!r})
def listed(folder):
    return sorted(os.listdir(folder)) if os.path.isdir(folder) else []
try:
    import autograder.judge as grader
except ImportError:
    grader = None
print(json.dumps({{
    "project": listed("."), "home": listed({str(home)!r}), "tmp": listed("/tmp"), "grader": grader is not None,
    "secret": os.path.exists({str(tmp_path / "gradebook.db")!r}), "others": [
        pid for pid in os.listdir("/proc") if pid.isdigit() and pid not in ("1", str(os.getpid()))],
}}))"""
    done = subprocess.run(
        [*bubblewrap.command(), sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    seen = json.loads(done.stdout)
    shown = [Path(folder) for folder in (sys.prefix, sys.base_prefix, project / "course_utils")]

    def leading_to_them(folder):
        return {one.relative_to(folder).parts[0] for one in shown if folder in one.parents}

    # Python and course_utils may lie in the home folder, or in /tmp: then these hold what leads there, and no more.
    assert set(seen["home"]) <= leading_to_them(home) and set(seen["tmp"]) <= leading_to_them(Path("/tmp"))
    assert set(seen["project"]) == leading_to_them(project)
    assert not seen["grader"] and not seen["secret"] and seen["others"] == []


@LINUX
def test_where_namespaces_are_not_allowed_it_is_an_ordinary_fork():
    result = alone(
        """
namespaces.CLONE.clear()
child, layers_of_child = layers.fork(layers.Room((), bubblewrapped=False))
if child == 0:
    os._exit(3)
print(json.dumps([os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), sorted(layers_of_child)]))"""
    )
    assert result == [3, []]


@LINUX
def test_bubblewrap_is_not_believed_because_somebody_says_so():
    if not bubblewrap.works():
        pytest.skip("bubblewrap is not installed, or user namespaces are not allowed: apt-get install bubblewrap")
    code = "from course_utils.runner.isolation import layers; print(layers.in_bubblewrap())"
    python = [sys.executable, "-c", code]
    for command, says in ((python, "False"), ([*bubblewrap.command(), *python], "True")):
        done = subprocess.run(command, capture_output=True, text=True, cwd="/")
        assert done.stdout.strip() == says, done.stderr


@LINUX
def test_limits_are_tried_out(tmp_path):
    assert alone(
        f"""
from course_utils.runner.job import Limits
from course_utils.runner.limits import apply_limits, limits_hold
folder, limits = Path({str(tmp_path)!r}), Limits()
before = limits_hold(limits, folder)
apply_limits(limits, own_users=False)
print(json.dumps([before, limits_hold(limits, folder)]))"""
    ) == [False, True]
    assert list(tmp_path.iterdir()) == []
