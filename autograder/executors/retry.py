"""The rule for workers that die: what they were grading is tried once more, by itself."""

from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from itertools import islice

from autograder.executors.executor import Executor, WorkerDied

WAITING_PER_WORKER = 2  # what a worker has in hand: tasks that are being graded, and as many that are ready


def run_all(executor: Executor, tasks: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, bytes | None]]:
    """Run named tasks and yield ``(name, result)`` as they finish; None if a task has ended two workers.

    Tasks are taken from the iterable only as workers become free. A task whose worker died waits until the others are
    done and is then run by itself, with no other beside it: whoever dies then died of this task.
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
        done, _ = wait(running, return_when=FIRST_COMPLETED) if running else ((), ())
        for future in done:
            bundle = running.pop(future)
            try:
                results = future.result()
            except WorkerDied:
                suspects += bundle
            else:
                yield from ((name, result) for (name, _), result in zip(bundle, results, strict=True))
    for name, task in suspects:
        try:
            [result] = executor.submit(task).result()
        except WorkerDied:
            result = None
        yield name, result
