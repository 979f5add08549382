"""The rule for workers that die: what they were grading is tried once more, by itself."""

from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from itertools import islice

from autograder.executors.executor import Executor, WorkerDied

SOON = 0.2  # seconds
WAITING_PER_WORKER = 2  # what a worker has in hand: tasks that are being graded, and as many that are ready


def run_all(executor: Executor, tasks: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, bytes | None] | None]:
    """Run named tasks and yield ``(name, result)`` as they finish, with None for a task that has ended two workers.

    Where none finishes soon, None is yielded now and then: whoever gathers results need not hold them back till then.
    Tasks are taken from the iterable only as workers become free. A task whose worker died waits until the others are
    done and is then run by itself, with no other beside it: whoever dies then died of this task.

    Raises :class:`CourseError` if the workers are gone for good.
    """
    running: dict[Future[list[bytes]], list[tuple[str, bytes]]] = {}
    suspects: list[tuple[str, bytes]] = []
    queue = iter(tasks)
    more = True
    while more or running:
        while more and len(running) < executor.workers * WAITING_PER_WORKER:
            bundle = list(islice(queue, executor.together))
            more = bool(bundle)
            if bundle:
                running[executor.submit(*(task for _, task in bundle))] = bundle
        done, _ = wait(running, SOON, FIRST_COMPLETED)
        if running and not done:
            executor.raise_if_deserted()
            yield None
        for future in done:
            bundle = running.pop(future)
            try:
                results = future.result()
            except WorkerDied:
                suspects += bundle
            else:
                yield from ((name, result) for (name, _), result in zip(bundle, results, strict=True))
    for name, task in suspects:
        yield None
        future = executor.submit(task)
        while not wait([future], SOON).done:
            executor.raise_if_deserted()
            yield None
        try:
            [result] = future.result()
        except WorkerDied:
            result = None
        yield name, result
