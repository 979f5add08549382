"""The rule for workers that die: what they were grading is tried once more, by itself."""

from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait

from autograder.executors.executor import Executor, WorkerDied

WAITING_PER_WORKER = 2  # tasks in a worker's hands: one being graded, one ready


def run_all(executor: Executor, tasks: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, bytes | None]]:
    """Run named tasks and yield ``(name, result)`` as they finish; None if a task has ended two workers.

    Tasks are taken from the iterable only as workers become free. A task whose worker died waits until the others are
    done and is then run with no other beside it: whoever dies then died of this task.
    """
    running: dict[Future[bytes], tuple[str, bytes]] = {}
    suspects: list[tuple[str, bytes]] = []
    queue = iter(tasks)
    more = True
    while more or running:
        while more and len(running) < executor.workers * WAITING_PER_WORKER:
            task = next(queue, None)
            if task is None:
                more = False
                break
            running[executor.submit(task[1])] = task
        done, _ = wait(running, return_when=FIRST_COMPLETED) if running else ((), ())
        for future in done:
            task = running.pop(future)
            try:
                yield task[0], future.result()
            except WorkerDied:
                suspects.append(task)
    for name, task in suspects:
        try:
            yield name, executor.submit(task).result()
        except WorkerDied:
            yield name, None
