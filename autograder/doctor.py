"""What this machine closes off from students' code, what it lacks, and how to get it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from rich.console import Group
from rich.table import Table
from rich.text import Text

from autograder.errors import CourseError
from autograder.executors.dask_cluster import ONE_THREAD_EACH
from autograder.sandbox import bubblewrap
from autograder.sandbox.open_doors import open_doors
from autograder.sandbox.student_process import run_notebook
from autograder.sandbox.warm_process import WarmProcessBroken
from course_utils.runner.isolation.guarantees import GIVES, Guarantee, Layer
from course_utils.runner.job import Job

WHAT = {
    Layer.LIMITS: "CPU time, memory, processes, open files, file size",
    Layer.SESSION: "a session of its own, killed whole",
    Layer.NO_NEW_PRIVILEGES: "nothing it starts gains rights",
    Layer.LANDLOCK: "only the system, Python, course_utils and a private folder",
    Layer.SECCOMP: "no sockets, no tracing, no signals to others, no mounts",
    Layer.NAMESPACES: "no other process in sight, a private /tmp",
    Layer.BUBBLEWRAP: "no network, a read-only system, nothing of yours in sight",
}
HOW = {
    Layer.NO_NEW_PRIVILEGES: "needs Linux",
    Layer.LANDLOCK: "needs Linux 5.13 or newer with Landlock among its security modules (CONFIG_LSM or lsm=landlock,…)",
    Layer.SECCOMP: "needs Linux on x86_64 or aarch64",
    Layer.NAMESPACES: "needs user namespaces; Ubuntu 24.04 blocks them (kernel.apparmor_restrict_unprivileged_userns)",
    Layer.BUBBLEWRAP: "apt install bubblewrap, and user namespaces; on Ubuntu 24.04 an AppArmor profile for bwrap",
}
CLUSTERS = f"""\
One machine uses all its cores without any of this. For more, every machine needs this project installed, with Dask
(pip install -e '.[dask]' in its folder) except for a Slurm array, and no disk in common. A worker has one thread:

  by hand        dask scheduler                                   (it prints its address)
                 dask worker tcp://HOST:8786 {ONE_THREAD_EACH}
                 autograder grade ps1_convolution --scheduler tcp://HOST:8786

  Slurm          pip install dask-jobqueue, then in Python, and left running while you grade:
                 from dask_jobqueue import SLURMCluster
                 cluster = SLURMCluster(cores=1, memory="4GB", walltime="04:00:00")  # as long as grading takes
                 cluster.scale(16); print(cluster.scheduler_address)

  Kubernetes     the Helm chart dask/dask, with an image that has this project, and workers of one thread;
                 --scheduler is its service's address

  Slurm array    without Dask, on a shared disk: each job  autograder grade ps1_convolution --shard $i/$n
                 and afterwards, once,                     autograder grade ps1_convolution
"""


@dataclass(frozen=True)
class Examination:
    """What a trial run found: the layers that hold, and the guarantees that are missing."""

    layers: tuple[str, ...]
    missing: tuple[Guarantee, ...]


@lru_cache(maxsize=1)
def examine() -> Examination:
    """Run an empty notebook as a submission is run."""
    try:
        run = run_notebook(Job([], {}))
    except WarmProcessBroken as error:
        raise CourseError(f"The process that runs students' code can't start here ({error}).") from error
    return Examination(run.layers, tuple(open_doors(run.layers)))


def refuse_if_open(machines: Mapping[str, Examination]) -> None:
    """Raise :class:`CourseError` if code that nobody trusts would reach more than it should on some machine."""
    for machine, found in machines.items():
        if found.missing:
            raise CourseError(
                f"Students' code would reach {' and '.join(found.missing)} of {machine}, so nothing was graded: "
                "`autograder doctor` says there how to close that off. To grade all the same, say --no-sandbox, or to "
                "nbgrader --RunAndJudge.sandbox=False; it is written into every result."
            )


def report() -> Group:
    """What ``autograder doctor`` prints."""
    found = examine()
    table = Table(pad_edge=False)
    for heading in ("layer", "here", "what it does", "closes off", "how to get it"):
        table.add_column(heading)
    for layer in Layer:
        holds = layer in found.layers
        table.add_row(
            str(layer),
            Text("holds", "green") if holds else Text("missing", "red"),
            WHAT[layer],
            ", ".join(sorted(GIVES[layer])),
            "" if holds else HOW.get(layer, ""),
        )
    verdict = (
        Text("Students' code can be graded here: files, network and other processes are closed off.", "green")
        if not found.missing
        else Text(f"Students' code would reach: {', '.join(found.missing)}. Grading refuses to run it.", "bold red")
    )
    unseen = "Without bubblewrap, students' code can find out whether a file exists, but not read it."
    note = Text() if bubblewrap.works() else Text(unseen)
    return Group(table, verdict, note, Text("Grading on several machines", "bold"), Text(CLUSTERS))
