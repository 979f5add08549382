"""Workers that die take nothing along but, at worst, the submission that killed them."""

import os
import sys
import time
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from dataclasses import replace

import pytest
from here import classwork, gradebook
from typed import typed_program

from autograder.errors import CourseError
from autograder.executors import WorkerDied, run_all
from autograder.executors.local import LocalExecutor
from autograder.problem_set import ProblemSet
from benchmarks.grading.classes import LIGHT
from course_utils.runner.job import Limits


class Fragile:
    """Workers that die of some tasks, as often as it says."""

    workers = 2

    def __init__(self, deaths, together=1):
        self.left = dict(deaths)
        self.together = together
        self.tried = []

    def submit(self, *tasks):
        self.tried.append(b"".join(tasks))
        future = Future()
        for task in tasks:
            if self.left.get(task, 0):
                self.left[task] -= 1
                future.set_exception(WorkerDied("killed"))
                return future
        future.set_result([task.upper() for task in tasks])
        return future


def test_a_task_whose_worker_died_is_tried_once_more_after_all_others():
    executor = Fragile({b"b": 1})
    results = dict(filter(None, run_all(executor, [(name, name.encode()) for name in "abc"])))
    assert results == {"a": b"A", "b": b"B", "c": b"C"}
    assert executor.tried == [b"a", b"b", b"c", b"b"]


def test_a_task_that_kills_two_workers_has_no_result_and_no_third_try():
    executor = Fragile({b"b": 9})
    results = dict(filter(None, run_all(executor, [(name, name.encode()) for name in "abc"])))
    assert results == {"a": b"A", "b": None, "c": b"C"} and executor.tried.count(b"b") == 2


def test_what_was_handed_over_with_a_task_that_kills_is_tried_by_itself():
    executor = Fragile({b"b": 9}, together=2)
    results = dict(filter(None, run_all(executor, [(name, name.encode()) for name in "abcde"])))
    assert results == {"a": b"A", "b": None, "c": b"C", "d": b"D", "e": b"E"}
    assert executor.tried == [b"ab", b"cd", b"e", b"a", b"b"]


def test_tasks_are_taken_only_as_workers_become_free():
    taken = []

    def tasks():
        for number in range(100):
            taken.append(number)
            yield str(number), b"x"

    next(run_all(Fragile({}), tasks()))
    assert len(taken) < 10


def test_other_errors_are_not_swallowed():
    class Broken(Fragile):
        def submit(self, *tasks):
            future = Future()
            future.set_exception(BrokenProcessPool("bug"))
            return future

    with pytest.raises(BrokenProcessPool):
        list(run_all(Broken({}), [("a", b"a")]))


def die_of_some(tasks):
    """In place of the worker's own function: dies of the submission of one student."""
    from autograder.grade import grade_packed

    if any(b'"student0001"' in task for task in tasks):
        os._exit(9)
    return [grade_packed(task) for task in tasks]


def die_of_some_on_dask(tasks):
    """The same in place of a Dask worker's function, which tells the seconds of a task and its edition as well."""
    from autograder.executors.dask_cluster import _edition_here

    return die_of_some(tasks), 0.1, _edition_here()


def test_a_submission_that_kills_its_workers_is_recorded_as_crashed(make_course, conditions, monkeypatch):
    monkeypatch.setattr("autograder.executors.local._grade_all", die_of_some)
    course = make_course(4)
    with closing(LocalExecutor(2)) as executor:
        results = {one.result.student: one.result for one in classwork(course, conditions).grade(executor)}
    assert len(results) == 4 and len(gradebook(course)) == 4
    assert results["student0001"].marks[0].outcome == "crashed" and results["student0001"].needs_a_person
    assert all(one.marks[0].outcome != "crashed" for name, one in results.items() if name != "student0001")
    assert (course / "feedback" / "student0001" / LIGHT.name / f"{LIGHT.name}.html").is_file()


def be_held_up_by_some(tasks):
    """The same for a submission that the worker never has done with."""
    from autograder.grade import grade_packed

    if any(b'"student0001"' in task for task in tasks):
        time.sleep(10_000)
    return [grade_packed(task) for task in tasks]


def test_a_submission_that_holds_its_workers_up_is_recorded_as_crashed(make_course, conditions, monkeypatch):
    monkeypatch.setattr("autograder.executors.local._grade_all", be_held_up_by_some)
    course = make_course(3)
    with closing(LocalExecutor(2, seconds=20.0)) as executor:
        results = {one.result.student: one.result for one in classwork(course, conditions).grade(executor)}
    assert {name: one.marks[0].outcome == "crashed" for name, one in results.items()} == {
        "student0000": False,
        "student0001": True,
        "student0002": False,
    }


def test_a_worker_that_ends_while_the_machine_is_examined_is_told_in_a_sentence():
    with closing(LocalExecutor(1)) as executor, pytest.raises(CourseError, match="has ended .*: run the command again"):
        executor.examine(os.abort)


def test_a_task_may_take_longer_than_the_notebook_s_own_limits():
    with closing(LocalExecutor(1)) as executor:
        assert executor._seconds > Limits().seconds_in_all + Limits().seconds_per_cell


def read_already():
    """How many problem sets a worker has read, and whether it knows the questions."""
    from autograder.grade import _problem_set

    return _problem_set.cache_info().currsize, "course_utils.questions.ps1_convolution" in sys.modules


def test_workers_get_ready_for_the_problem_set_before_the_first_task(make_course):
    course = make_course(1)
    release = ProblemSet.read(course / "release" / LIGHT.name / f"{LIGHT.name}.ipynb")
    with closing(LocalExecutor(1)) as unprepared:
        without, knows = unprepared.examine(read_already)["this machine"]
    assert not knows
    with closing(LocalExecutor(1, release)) as executor:
        assert executor.examine(read_already)["this machine"] == (without + 1, True)


def test_a_problem_set_that_can_not_be_read_ends_no_worker(make_course):
    course = make_course(1)
    release = ProblemSet.read(course / "release" / LIGHT.name / f"{LIGHT.name}.ipynb")
    with closing(LocalExecutor(1, replace(release, text="{"))) as executor:
        assert executor.examine(os.getpid)["this machine"] != os.getpid()


def test_sending_a_result_is_counted_with_the_next_one(monkeypatch):
    from autograder.executors import local

    counted = []
    monkeypatch.setattr("autograder.grade.grade_packed", lambda task, spent: counted.append(spent) or b"")
    monkeypatch.setattr(local, "_counted_until", 0.0)
    local._grade(b"")
    began = time.process_time()
    while time.process_time() < began + 0.02:  # what sending takes
        pass
    local._grade(b"")
    assert counted[0] == 0 and 0.02 <= counted[1] < 1


@pytest.fixture(scope="module")
def cluster():
    """A Dask scheduler with two workers in processes of their own."""
    distributed = pytest.importorskip("distributed", reason="Dask is an extra: pip install 'cnn-course[dask]'")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50
    ) as cluster:
        yield cluster


@pytest.mark.alone
def test_a_dask_cluster_makes_the_same_gradebook(cluster, make_course, conditions):
    from autograder.doctor import examine
    from autograder.executors.dask_cluster import DaskExecutor

    local, spread = make_course(6, "local"), make_course(6, "spread")
    with closing(LocalExecutor(2)) as executor:
        list(classwork(local, conditions).grade(executor))
    with closing(DaskExecutor(cluster.scheduler_address)) as executor:
        assert executor.workers == 2 and len(executor.examine(examine)) == 2
        list(classwork(spread, conditions).grade(executor))
    assert gradebook(spread) == gradebook(local)


@pytest.mark.alone
def test_a_dask_worker_that_dies_is_survived(cluster, make_course, conditions, monkeypatch):
    from autograder.executors import dask_cluster

    monkeypatch.setattr(dask_cluster, "_grade_all", die_of_some_on_dask)
    course = make_course(3)
    with closing(dask_cluster.DaskExecutor(cluster.scheduler_address)) as executor:
        results = {one.result.student: one.result for one in classwork(course, conditions).grade(executor)}
    assert {name: one.marks[0].outcome == "crashed" for name, one in results.items()} == {
        "student0000": False,
        "student0001": True,
        "student0002": False,
    }


@pytest.mark.alone
def test_short_tasks_are_handed_over_several_at_a_time_and_long_ones_one_by_one(cluster):
    from autograder.executors import dask_cluster

    with closing(dask_cluster.DaskExecutor(cluster.scheduler_address)) as executor:
        assert executor.together == 1  # nobody knows yet how long they take
        for seconds, together in ((0.1, 5), (3.0, 1), (0.0001, dask_cluster.MOST_TOGETHER)):
            executor._results(([], seconds, dask_cluster._edition_here()))
            assert executor.together == together


@pytest.mark.alone
def test_the_schedulers_own_setting_comes_back_when_the_last_grading_goes(cluster):
    from autograder.executors.dask_cluster import DaskExecutor

    def allowed():
        return cluster.scheduler.allowed_failures

    before = allowed()
    with closing(DaskExecutor(cluster.scheduler_address)):
        with closing(DaskExecutor(cluster.scheduler_address)):
            assert allowed() == 0 != before
        assert allowed() == 0
    assert allowed() == before


@pytest.mark.alone
def test_an_address_where_nobody_answers_is_one_clear_sentence():
    pytest.importorskip("distributed")
    from autograder.executors.dask_cluster import DaskExecutor

    with pytest.raises(CourseError, match="No Dask scheduler answers at tcp://127.0.0.1:9"):
        DaskExecutor("tcp://127.0.0.1:9", seconds=1)


@pytest.mark.parametrize(
    "address",
    ["localhost", "", "tcp://127.0.0.1", "tcp://127.0.0.1:abc", "http://localhost:8786", "foo://x:1", "tcp://:8786",
     "tcp://localhost:70000"],
)  # fmt: skip
def test_a_mistyped_address_is_one_clear_sentence_before_anything_is_tried(address, monkeypatch):
    distributed = pytest.importorskip("distributed")
    from autograder.executors.dask_cluster import DaskExecutor

    monkeypatch.setattr(distributed, "Client", None)
    with pytest.raises(CourseError, match=r"is no address of a Dask scheduler .* such as tcp://127.0.0.1:8786"):
        DaskExecutor(address)


@pytest.mark.alone
def test_workers_of_another_edition_are_refused_with_both_versions(cluster, monkeypatch):
    from autograder.executors import dask_cluster

    with monkeypatch.context() as here:
        here.setattr(dask_cluster, "_edition_here", lambda: "Python 3.99, code 1234")
        with pytest.raises(CourseError, match=r"worker at tcp://\S+ has .* \(Python 3\.1.*\(Python 3.99, code 1234\)"):
            dask_cluster.DaskExecutor(cluster.scheduler_address)
    with (
        closing(dask_cluster.DaskExecutor(cluster.scheduler_address)) as executor,
        pytest.raises(CourseError, match="come since the start has another edition of this project"),
    ):
        executor._results(([], 0.1, "Python 3.99, code 1234"))


class Lacking(dict):
    """A process without this project; holds what it had of it."""

    def find_spec(self, name, *_):
        if name.partition(".")[0] == "autograder":
            raise ModuleNotFoundError(f"No module named {name!r}")


def lose_the_project():
    names = [name for name in sys.modules if name.partition(".")[0] == "autograder"]
    sys.meta_path.insert(0, Lacking({name: sys.modules.pop(name) for name in names}))


def find_the_project_again():
    sys.modules.update(sys.meta_path.pop(0))


@pytest.mark.alone
def test_workers_that_lack_the_project_are_one_clear_sentence(cluster):
    from distributed import Client

    from autograder.executors.dask_cluster import DaskExecutor

    with Client(cluster, set_as_default=False) as client:
        client.run(lose_the_project)
        try:
            with pytest.raises(
                CourseError, match=r"can't import this project \(No module.*\): install it there as here"
            ):
                DaskExecutor(cluster.scheduler_address)
        finally:
            client.run(find_the_project_again)


@pytest.mark.alone
def test_a_scheduler_that_dies_meanwhile_is_one_clear_sentence():
    distributed = pytest.importorskip("distributed")

    def lost():
        raise distributed.client.FutureCancelledError("_grade_all-1", "scheduler-connection-lost", "Client lost it.")

    done = typed_program(lost)
    assert done.returncode == 2 and "scheduler is lost (_grade_all-1 cancelled" in done.told
    assert "run the same command again" in done.told and "Traceback" not in done.told


@pytest.mark.alone
def test_a_scheduler_that_has_died_hides_no_earlier_error(cluster, monkeypatch):
    from autograder.executors import dask_cluster

    closed = []
    with pytest.raises(ZeroDivisionError), closing(dask_cluster.DaskExecutor(cluster.scheduler_address)) as executor:
        client = executor._client

        def lost(*_):
            raise OSError("connection lost")

        monkeypatch.setattr(client, "run_on_scheduler", lost)
        monkeypatch.setattr(client, "close", lambda as_ever=client.close: closed.append(as_ever()))
        raise ZeroDivisionError("the first error")
    assert closed and client.status == "closed"
    dask_cluster._allow_failures_again(cluster.scheduler)  # which lives, here
