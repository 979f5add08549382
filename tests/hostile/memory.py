"""Memory that is held where nobody counts it: in programs, among forks of forks, in the grader's own process."""

from course_utils.questions.outcome import Outcome

from .submission import RIGHT, Hostile, before

HOLDS = "import time; x = b'x' * (60 << 20); time.sleep(60)"
FIND_LINE = "import os\nfor line in range(3, 40):\n    try:\n        if os.isatty(line): continue\n"


def _too_much(name: str, why: str, code: str) -> Hostile:
    """In the last answer cell; all before it keep their points."""
    outcomes = {"kernels": Outcome.OUT_OF_MEMORY}
    return Hostile(
        name, why, {"kernels": f"{code}\nimport time; time.sleep(60)"}, None, {"kernels": 0}, outcomes=outcomes
    )


SUBMISSIONS = [
    _too_much(
        "starts programs that hold memory",
        "none of them shares PyTorch's pages: there is nothing to be taken off",
        f"import subprocess, sys\nfor _ in range(10): subprocess.Popen([sys.executable, '-S', '-c', {HOLDS!r}])",
    ),
    _too_much(
        "starts programs that hold memory, beside one that has ended",
        "of a process that nobody has waited for the system tells nothing",
        "import subprocess, sys\nended = subprocess.Popen(['true'])\n"
        f"for _ in range(10): subprocess.Popen([sys.executable, '-S', '-c', {HOLDS!r}])",
    ),
    _too_much(
        "forks children that share what they hold with their own",
        "no process has any of it for itself alone",
        "import os, time\n"
        "for _ in range(6):\n"
        "    if os.fork() == 0:\n        hoard, child = b'x' * (80 << 20), os.fork(); time.sleep(60)",
    ),
    Hostile(
        "writes a line without end to the grader",
        "whoever waits for its end holds all of it",
        {
            "kernels": before(
                f"{FIND_LINE}        left = 190 << 20\n"
                "        while left > 0: left -= os.write(line, b'x' * (1 << 20))\n"
                "        os.write(line, b'\\n')\n    except OSError: pass"
            )
        },
        flagged=True,
        outcomes=RIGHT,
    ),
    Hostile(
        "reads its data with two workers",
        "an ordinary DataLoader: what they share is there once",
        {
            "kernels": before(
                "from torch.utils.data import DataLoader, TensorDataset\n"
                "data = TensorDataset(torch.ones(3000, 10_000))\n"
                "assert sum(len(batch) for batch, in DataLoader(data, 50, num_workers=2)) == 3000"
            )
        },
        outcomes=RIGHT,
    ),
]
