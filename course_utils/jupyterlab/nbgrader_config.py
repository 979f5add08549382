"""What nbgrader is told in ``make lab``, and in the instructor's edition everywhere: where things are handed in.

The exchange lies beside the course, on this machine alone, so that Assignment List can be tried at once. A course with
an exchange that all can reach names it here, as ``c.Exchange.root``, before its students' edition is written.
"""

from pathlib import Path

c = get_config()  # noqa: F821  (traitlets defines it while it reads this file)

COURSE = Path(__file__).resolve().parents[2]
c.Execute.timeout = 60  # seconds a cell, when validating: as many as when grading
c.CourseDirectory.course_id = "cnn-course"
c.Exchange.root = str(COURSE / ".exchange")
c.Exchange.assignment_dir = str(COURSE / "work")
