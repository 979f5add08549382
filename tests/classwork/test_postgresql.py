"""The gradebook in PostgreSQL, where the course's nbgrader_config.py says so."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path

import pytest
from here import CONTENT, classwork, gradebook
from in_this_process import InThisProcess
from typed import typed

from benchmarks.grading.classes import LIGHT

SECONDS_TO_START = 30


def programs() -> Path | None:
    """The folder of PostgreSQL's server programs; Debian keeps it off PATH."""
    found = shutil.which("initdb")
    folders = [Path(found).parent] if found else sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((folder for folder in folders if (folder / "initdb").is_file()), None)


@pytest.fixture(scope="module")
def server():
    """The URL of an empty database on a server that was started for it."""
    psycopg = pytest.importorskip("psycopg", reason="needs psycopg: pip install 'cnn-course[postgresql]'")
    where = programs()
    if where is None:
        pytest.skip("PostgreSQL is not installed here: apt-get install postgresql")
    # PostgreSQL refuses to run as root.
    who = "nobody" if os.getuid() == 0 else None
    with tempfile.TemporaryDirectory(prefix="postgresql-") as folder, socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        if who:
            os.chown(folder, pwd.getpwnam(who).pw_uid, -1)
        data = str(Path(folder) / "data")
        options = {"user": who, "cwd": folder, "env": {"PATH": os.defpath, "LC_ALL": "C.UTF-8"}}
        subprocess.run(
            [where / "initdb", "-D", data, "-U", "grader", "--auth=trust"], check=True, capture_output=True, **options
        )
        running = subprocess.Popen(
            [where / "postgres", "-D", data, "-p", str(port), "-h", "127.0.0.1", "-k", folder],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options,
        )  # fmt: skip
        url = f"postgresql://grader@127.0.0.1:{port}/postgres"
        try:
            deadline = time.monotonic() + SECONDS_TO_START
            while True:
                try:
                    psycopg.connect(url).close()
                    break
                except psycopg.OperationalError:
                    assert running.poll() is None and time.monotonic() < deadline, "PostgreSQL did not start"
                    time.sleep(0.1)
            yield url
        finally:
            running.terminate()
            running.wait()


@pytest.fixture
def course(server, make_course):
    folder = make_course(4)
    (folder / "nbgrader_config.py").write_text(f"c = get_config()\nc.CourseDirectory.db_url = {server!r}\n")
    return folder


def content(server):
    import psycopg

    with psycopg.connect(server) as connection:
        return connection.execute(CONTENT).fetchall()


def test_it_holds_the_same_as_a_file_would(course, server, make_course, conditions):
    in_a_file = make_course(4, "file")
    list(classwork(in_a_file, conditions).grade(InThisProcess()))
    list(classwork(course, conditions).grade(InThisProcess()))
    assert content(server) == gradebook(in_a_file) and len(content(server)) == 4
    assert not (course / "gradebook.db").exists()
    # And once more, from nothing: recording twice changes nothing.
    list(classwork(course, conditions, again=True).grade(InThisProcess()))
    assert content(server) == gradebook(in_a_file)


def test_the_command_grades_into_it(course, server):
    done = typed("grade", LIGHT.name, "--course", course)
    assert done.returncode == 0, done.told
    assert (course / "grades.csv").read_text().count("convolve1d") == 4
