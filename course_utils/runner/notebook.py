"""Run a notebook's cells and send what they show, and what the answers return, as it comes."""

import json
import os
from typing import Any

from course_utils.checking.check import hand_evidence_to
from course_utils.checking.observe import observe
from course_utils.questions import find_question
from course_utils.runner.job import Job
from course_utils.runner.shell import RecordingShell


class Wire:
    """One JSON object a line to the grader; every line arrives whole or not at all."""

    def __init__(self, descriptor: int) -> None:
        self._file = os.fdopen(descriptor, "w", encoding="utf-8")

    def send(self, kind: str, **content: Any) -> None:
        self._file.write(json.dumps({"kind": kind, **content}) + "\n")
        self._file.flush()


def run(job: Job, wire: Wire) -> None:
    """Run every cell, whatever the others did, and send outputs and evidence as they come."""

    def collect(name: str, answer: Any) -> None:
        question = find_question(name)
        timed_out = 0
        # An answer that is a value shows the same in every case; it is sent once.
        cases = job.cases.get(name, ())[:1] if question.takes == "value" else job.cases.get(name, ())
        for index, case in enumerate(cases):
            observation = observe(question, case, answer, job.limits.cpu_seconds_per_case)
            wire.send("evidence", question=name, case=index, observation=observation.to_json())
            timed_out += observation.status == "timed out"
            if timed_out == job.limits.timed_out_cases:
                break

    shell = RecordingShell.instance(output_bytes_per_cell=job.limits.output_bytes_per_cell)
    hand_evidence_to(collect)
    for index, source in enumerate(job.cells):
        wire.send("begin", cell=index)
        shell.run(source, lambda outputs, index=index: wire.send("end", cell=index, outputs=outputs))
    wire.send("done")
