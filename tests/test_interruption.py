"""What stops a grading: Ctrl-C, another grading, and a disk or a cluster that fails."""

import errno
import fcntl
import os
import signal
import threading

import psutil
import pytest

from autograder.cli import main
from autograder.errors import CourseError
from autograder.interruption import held_back, noted
from autograder.journal import Journal


def press():
    os.kill(os.getpid(), signal.SIGINT)


class Dropped:
    def __del__(self):
        press()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_ctrl_c_that_python_forgets_is_remembered():
    with noted() as interruption:
        dropped = Dropped()
        del dropped  # Python prints the KeyboardInterrupt and goes on
        with pytest.raises(KeyboardInterrupt):
            interruption.raise_if_asked()


def test_nothing_is_raised_where_nobody_pressed_it_and_the_handler_before_is_put_back():
    before = signal.getsignal(signal.SIGINT)
    with noted() as interruption:
        interruption.raise_if_asked()
    assert signal.getsignal(signal.SIGINT) is before


def test_what_is_begun_is_finished_before_ctrl_c_takes_effect():
    done = []
    with noted(), pytest.raises(KeyboardInterrupt):
        with held_back():
            press()
            done.append("written")
        done.append("never reached")
    assert done == ["written"]


def test_held_back_twice_it_takes_effect_at_the_end_of_the_outer_one():
    done = []
    with noted(), pytest.raises(KeyboardInterrupt), held_back():
        with held_back():
            press()
        done.append("still going on")
    assert done == ["still going on"]


def test_an_error_in_what_was_begun_is_told_before_ctrl_c():
    with noted(), pytest.raises(ValueError, match="disk"), held_back():
        press()
        raise ValueError("disk")


def test_another_thread_writes_as_it_is():
    done = []

    def write():
        with held_back():
            done.append("written")

    thread = threading.Thread(target=write)
    thread.start()
    thread.join()
    assert done == ["written"]


def stopped_by(error, capsys):
    """What the program says of an error."""

    def run():
        raise error

    with pytest.raises(SystemExit) as stopped:
        main(run)
    assert stopped.value.code == 2
    return capsys.readouterr().err


@pytest.mark.parametrize(
    ("error", "names"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "The disk"),
        (OSError(errno.EIO, "Input/output error"), "The disk"),
        (FileNotFoundError(errno.ENOENT, "No such file or directory", "grades.csv"), "grades.csv"),
    ],
)
def test_a_disk_that_fails_is_one_sentence(error, names, capsys):
    assert f"{names} can't be used: {error.strerror}" in stopped_by(error, capsys)


def test_a_cluster_that_is_lost_is_one_sentence(capsys):
    comm = pytest.importorskip("distributed.comm")
    told = stopped_by(comm.CommClosedError("in <TCP>: Stream is closed"), capsys)
    assert "The connection to the Dask scheduler is lost (in <TCP>: Stream is closed)" in told and "disk" not in told


@pytest.mark.parametrize("error", [OSError("Timed out"), ConnectionRefusedError(errno.ECONNREFUSED, "refused")])
def test_an_error_that_is_no_disk_s_is_not_blamed_on_it(error):
    def run():
        raise error

    with pytest.raises(type(error)) as raised:
        main(run)
    assert raised.value is error


def test_another_grading_is_named_only_where_it_runs(tmp_path, monkeypatch):
    path = tmp_path / "ps1" / "journal.jsonl"
    with Journal(path), pytest.raises(CourseError, match="Another grading of ps1 is running here"):
        Journal(path)

    def has_no_locks(*_):
        raise OSError(errno.ENOLCK, "No locks available")

    with monkeypatch.context() as patched:
        patched.setattr(fcntl, "flock", has_no_locks)
        with pytest.raises(CourseError, match=r"journal\.jsonl can't be locked \(No locks available\)"):
            Journal(path)
    Journal(path).close()


def test_a_journal_that_cannot_be_opened_leaves_no_file_open(tmp_path):
    path = tmp_path / "journal.jsonl"
    with Journal(path), pytest.raises(CourseError) as refused:
        Journal(path)
    # The error's traceback keeps the second one's frame, and so its file, from being collected.
    assert refused.tb and str(path) not in [file.path for file in psutil.Process().open_files()]
