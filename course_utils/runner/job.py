"""What the grader gives to the process that runs a notebook, as JSON: what all submissions get alike, and their own.

The two are read apart. The process that forks reads only what is alike: all it has ever read, its children inherit.
"""

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property, lru_cache
from typing import IO, Any

from course_utils.checking.evidence import decode, encode
from course_utils.questions.question import Aspect, Case
from course_utils.runner.wire import Authenticator

SIZE_BYTES = 8  # in which the size of the first part stands
NO_MEMORY_LEFT = 71  # the exit status of a process whose cells have left it none to go on with


@dataclass(frozen=True)
class Limits:
    """How much a submission may use. Seconds are wall time unless the name says otherwise."""

    cpu_seconds_per_case: float = 5.0
    seconds_per_cell: float = 60.0
    seconds_in_all: float = 240.0
    cpu_seconds: int = 240
    memory_mib: int = 512  # beyond what importing PyTorch takes; see limits.REFUSED_AT
    open_files: int = 256
    processes: int = 64
    file_mib: int = 40
    folder_mib: int = 40  # of all files in /tmp, and as much in /dev/shm: both are memory
    output_bytes_per_cell: int = 1_000_000  # counted as characters
    timed_out_cases: int = 2  # after so many the check gives up on an answer


class Cases(dict[str, Sequence[Case]]):
    """Cases by question, as many jobs share them: encoded once, and decoded once by whoever gets the jobs."""

    @cached_property
    def line(self) -> bytes:
        """Inputs only: no oracle, no expected value and no seed leaves the grader."""
        plain = {name: [_case_to_json(case) for case in cases] for name, cases in self.items()}
        return json.dumps(plain).encode() + b"\n"

    @classmethod
    @lru_cache(maxsize=1)
    def of_line(cls, line: bytes) -> "Cases":
        return cls({name: [_case_from_json(case) for case in cases] for name, cases in json.loads(line).items()})


@dataclass(frozen=True)
class Job:
    """Code cells in order (sources only) and, by question, the inputs of its cases.

    problem_set: whose questions they are.
    checks: the question that a cell is the check of, by position; any other check is the student's own.
    sandboxed: with False, the cells may run although the system does not close off what it should.
    modules: what the given cells import; it is imported once for all jobs, if it is installed.
    """

    cells: Sequence[str]
    cases: Mapping[str, Sequence[Case]]
    checks: Mapping[int, str] = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)
    sandboxed: bool = True
    problem_set: str = ""
    modules: Sequence[str] = ()

    def write(self, file: IO[bytes], key: bytes) -> None:
        """Write it down for :meth:`read_alike` and :meth:`read_own`, with the key for the lines that come back."""
        alike = {
            "checks": {str(position): name for position, name in self.checks.items()},
            "limits": asdict(self.limits),
            "sandboxed": self.sandboxed,
            "problem_set": self.problem_set,
            "modules": list(self.modules),
        }
        cases = self.cases if isinstance(self.cases, Cases) else Cases(self.cases)
        first = cases.line + json.dumps(alike).encode()
        own = {"cells": list(self.cells), "key": key.hex()}
        file.write(len(first).to_bytes(SIZE_BYTES, "big") + first + json.dumps(own).encode())

    @classmethod
    def read_alike(cls, descriptor: int) -> "Job":
        """The job in an open file, without its cells; jobs with the cases of the job before share them."""
        line, _, rest = os.pread(descriptor, _size(descriptor), SIZE_BYTES).partition(b"\n")
        plain = json.loads(rest)
        return cls(
            (),
            Cases.of_line(line),
            {int(position): name for position, name in plain["checks"].items()},
            Limits(**plain["limits"]),
            plain["sandboxed"],
            plain["problem_set"],
            plain["modules"],
        )

    def read_own(self, descriptor: int) -> tuple["Job", Authenticator]:
        """This job with the cells that stand in the open file, and what tags its lines."""
        begins = SIZE_BYTES + _size(descriptor)
        plain = json.loads(os.pread(descriptor, os.fstat(descriptor).st_size - begins, begins))
        return replace(self, cells=plain["cells"]), Authenticator(bytes.fromhex(plain["key"]))


def _size(descriptor: int) -> int:
    """How many bytes of a job are alike; raises :class:`ValueError` for a file that holds none."""
    size = int.from_bytes(os.pread(descriptor, SIZE_BYTES, 0), "big")
    if not 0 < size < os.fstat(descriptor).st_size:
        raise ValueError("the file holds no job")
    return size


def _case_to_json(case: Case) -> dict[str, Any]:
    return {
        "name": case.name,
        "args": encode(list(case.args)),
        "options": encode(dict(case.options)),
        "aspect": case.aspect,
        "smaller": encode(None if case.smaller is None else list(case.smaller)),
    }


def _case_from_json(plain: Mapping[str, Any]) -> Case:
    smaller = decode(plain["smaller"])
    return Case(
        plain["name"],
        tuple(decode(plain["args"])),
        decode(plain["options"]),
        Aspect(plain["aspect"]),
        None if smaller is None else tuple(smaller),
    )
