"""Grading without workers, for tests that look at what surrounds it."""

from concurrent.futures import Future

from autograder.grade import grade_packed


class InThisProcess:
    """An executor without workers, that counts what it is given."""

    workers = together = 1

    def __init__(self) -> None:
        self.graded = 0

    def submit(self, *tasks: bytes) -> "Future[list[bytes]]":
        self.graded += len(tasks)
        future: Future[list[bytes]] = Future()
        future.set_result([grade_packed(task) for task in tasks])
        return future

    def examine(self, look):
        return {"here": look()}

    def raise_if_deserted(self) -> None:
        pass

    def close(self) -> None:
        pass
