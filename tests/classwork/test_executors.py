"""Workers that die take nothing along but, at worst, the submission that killed them."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, closing
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


def test_workers_that_are_gone_for_good_are_not_waited_for():
    class Deserted(Fragile):
        asked = 0

        def submit(self, *tasks):
            return super().submit(*tasks) if self.left else Future()

        def raise_if_deserted(self):
            self.asked += 1
            if self.asked == 2:
                raise CourseError("nobody there")

    with pytest.raises(CourseError, match="nobody there"):
        list(run_all(Deserted({}), [("a", b"a")]))
    last = Deserted({b"a": 1})
    told = run_all(last, [("a", b"a")])
    assert next(told) is None  # it has died, and is to be tried by itself
    last.left = {}
    assert next(told) is None
    with pytest.raises(CourseError, match="nobody there"):
        next(told)


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
    """The same in place of a Dask worker's function, which tells more: a task's seconds, its edition and threads."""
    from autograder.executors.dask_cluster import _edition_here

    return die_of_some(tasks), 0.1, _edition_here(), 1


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
    release = ProblemSet.read(course / "release" / LIGHT.name / f"{LIGHT.name}.ipynb")
    # With the problem set workers are ready before their first task, whose time counts from when it is begun.
    with closing(LocalExecutor(2, release, seconds=8.0)) as executor:
        results = {one.result.student: one.result for one in classwork(course, conditions).grade(executor)}
    assert {name: one.marks[0].outcome == "crashed" for name, one in results.items()} == {
        "student0000": False,
        "student0001": True,
        "student0002": False,
    }


def test_a_worker_that_ends_while_the_machine_is_examined_is_told_in_a_sentence():
    with closing(LocalExecutor(1)) as executor, pytest.raises(CourseError, match="has ended .*: run the command again"):
        executor.examine(os.abort)


def test_a_pool_that_has_lost_its_workers_is_told_in_a_sentence():
    with closing(LocalExecutor(1)) as executor:
        [idle] = executor.examine(os.getpid).values()
        os.kill(idle, signal.SIGKILL)
        with pytest.raises(CourseError, match="can't be started here, or have all ended .*: what was graded is kept"):
            list(run_all(executor, [("a", b"")]))


def test_no_submission_is_to_blame_for_a_pool_that_breaks_while_it_is_graded(monkeypatch):
    def break_down(*_, **__):
        future = Future()
        future.set_exception(BrokenProcessPool("All workers expired"))
        return future

    with closing(LocalExecutor(1)) as executor:
        executor.examine(os.getpid)
        monkeypatch.setattr(executor._pool, "schedule", break_down)
        with pytest.raises(CourseError, match=r"have all ended \(All workers expired\)"):
            list(run_all(executor, [("a", b"")]))


def test_workers_that_can_not_be_started_are_told_in_a_sentence(monkeypatch, capfd):
    def no_room(*_, **__):
        raise BrokenProcessPool from OSError("no more processes")

    monkeypatch.setattr("pebble.pool.process.WorkerManager.new_worker", no_room)
    with (
        closing(LocalExecutor(1)) as executor,
        pytest.raises(CourseError, match=r"can't be started here, or have all ended \(no more processes\)"),
    ):
        executor.examine(os.getpid)
    assert "Traceback" not in capfd.readouterr().err


def test_a_temporary_folder_with_a_long_path_keeps_no_worker_from_starting(tmp_path):
    long = tmp_path / "x" / ("y" * max(1, 80 - len(str(tmp_path))))  # long enough only for the server of workers
    long.mkdir(parents=True)
    code = (
        "import os, tempfile\n"
        "from contextlib import closing\n"
        "from autograder.executors.local import LocalExecutor\n"
        "with closing(LocalExecutor(1)) as executor:\n"
        "    assert executor.examine(os.getpid)['this machine'] != os.getpid()\n"
        f"assert tempfile.gettempdir() == {str(long)!r}"
    )
    subprocess.run([sys.executable, "-c", code], env={**os.environ, "TMPDIR": str(long)}, check=True, timeout=300)


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
            executor._results(([], seconds, dask_cluster._edition_here(), 1))
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
        executor._results(([], 0.1, "Python 3.99, code 1234", 1))


@pytest.fixture
def cluster_of_one():
    """``cluster_of_one(threads)``: a scheduler with one worker, both in this process, which takes but a moment."""
    distributed = pytest.importorskip("distributed")
    inside = dict(n_workers=1, processes=False, protocol="tcp", dashboard_address=":0", silence_logs=50)
    with ExitStack() as clusters:
        yield lambda threads: clusters.enter_context(distributed.LocalCluster(threads_per_worker=threads, **inside))


@pytest.mark.alone
def test_workers_of_several_threads_are_refused_with_the_command_for_others(cluster_of_one):
    from autograder.executors import dask_cluster

    with pytest.raises(CourseError, match=r"worker at \S+ has 2 threads, .*, such as with `dask worker ADDRESS"):
        dask_cluster.DaskExecutor(cluster_of_one(2).scheduler_address)
    with (
        closing(dask_cluster.DaskExecutor(cluster_of_one(1).scheduler_address)) as executor,
        pytest.raises(CourseError, match="come since the start has 4 threads"),
    ):
        executor._results(([], 0.1, dask_cluster._edition_here(), 4))


@pytest.mark.alone
def test_a_worker_tells_its_threads(cluster_of_one, monkeypatch):
    from distributed import Client

    from autograder.executors import dask_cluster

    monkeypatch.setattr("autograder.grade.grade_packed", bytes.upper)
    with Client(cluster_of_one(3), set_as_default=False) as client:
        results, _, _, threads = client.submit(dask_cluster._grade_all, (b"a",)).result()
    assert (results, threads) == ([b"A"], 3)


@pytest.mark.alone
@pytest.mark.parametrize("cores", [2, 8, 64])
def test_the_command_for_workers_starts_one_of_one_thread_for_each_core(cores, monkeypatch):
    pytest.importorskip("distributed")
    from click.testing import CliRunner
    from distributed.cli import dask_worker

    from autograder.doctor import CLUSTERS
    from autograder.executors.dask_cluster import ONE_THREAD_EACH

    started = []

    class Started:
        def __init__(self, *_, nthreads, **__):
            started.append(nthreads)

        def __await__(self):
            yield from ()

        async def finished(self):
            pass

    monkeypatch.setattr(dask_worker, "CPU_COUNT", cores)
    monkeypatch.setattr(dask_worker.nprocesses_nthreads, "__defaults__", (cores,))
    monkeypatch.setattr(dask_worker, "Nanny", Started)
    monkeypatch.setattr(dask_worker, "wait_for_signals", lambda: asyncio.sleep(600))
    [words] = (line.split()[2:] for line in CLUSTERS.splitlines() if "dask worker" in line)
    assert words[1:] == ONE_THREAD_EACH.split()
    done = CliRunner().invoke(dask_worker.main, words)
    assert done.exit_code == 0 and started == [1] * cores, done.output


@pytest.mark.alone
def test_a_cluster_that_has_lost_its_workers_is_one_clear_sentence(cluster_of_one, monkeypatch):
    from autograder.executors import dask_cluster

    cluster = cluster_of_one(1)
    monkeypatch.setattr(dask_cluster, "SECONDS_DESERTED", 1.0)
    with closing(dask_cluster.DaskExecutor(cluster.scheduler_address)) as executor:
        executor._last_seen -= 100  # they were there all the time
        executor.raise_if_deserted()
        cluster.scale(0)
        with pytest.raises(CourseError, match=r"has had no workers for 1 s .* kept, so start workers and run the same"):
            list(run_all(executor, [("a", b"")]))


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
