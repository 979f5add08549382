"""nbgrader's settings in ``make lab``: an exchange beside the course, so that Assignment List works at once.

A course with an exchange that all can reach names it in its own ``nbgrader_config.py``, which goes before this one.
"""

from pathlib import Path

c = get_config()  # noqa: F821  (traitlets defines it while it reads this file)

COURSE = Path(__file__).resolve().parents[2]
c.Execute.timeout = 60  # seconds a cell, when validating: as many as when grading
c.CourseDirectory.course_id = "cnn-course"
c.Exchange.root = str(COURSE / ".exchange")
c.Exchange.assignment_dir = str(COURSE / "work")
