"""nbgrader's settings for this course, read by every nbgrader command and by formgrader.

Autograding runs the course's own pipeline (realign, run, evidence, judge): nbgrader's commands and
formgrader's buttons give the same scores as ``autograder grade``.
"""

from pathlib import Path

import autograder
from autograder.programs import find_beside_python

c = get_config()  # noqa: F821  (traitlets defines it while it reads this file)

# The exchange is that of `make lab`; where this file stands alone, there is none to be named.
load_subconfig("course_utils/jupyterlab/nbgrader_config.py")  # noqa: F821  (as above)

c.CourseDirectory.root = str(Path(__file__).resolve().parent)
c.CourseDirectory.course_id = "cnn-course"

find_beside_python()

c.Autograde.exporter_class = "autograder.nbgrader_plugins.SubmissionExporter"
c.Autograde.pre_convert_hook = "autograder.nbgrader_plugins.accept_renamed_notebooks"
# The first pass realigns, runs and judges; the second stores what the first found out.
c.Autograde.sanitize_preprocessors = [
    "autograder.nbgrader_plugins.RunAndJudge",
    "nbgrader.preprocessors.CheckCellMetadata",
]
c.Autograde.autograde_preprocessors = [
    "nbgrader.preprocessors.SaveAutoGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
]

# The zip of all submissions as Moodle gives it, put into downloaded/<problem set>/archive/: `nbgrader zip_collect
# <problem set>` lays the notebooks into submitted/<student>/<problem set>/. The student is what stands before the
# number in `Ana Lee_12345_assignsubmission_file_/`; for another system's zip, change this line.
c.FileNameCollectorPlugin.named_regexp = r".+/(?P<student_id>[^/]+)_\d+_assignsubmission_file_?/(?P<file_id>.+)"

# Feedback is released to those who have handed in through the exchange; the others are named.
c.ExchangeFactory.release_feedback = "autograder.exchange.ReleaseFeedback"

# A cell may take as long here as when it is graded, so that Validate does not fail what grading lets pass.
c.Execute.timeout = 60

# Formgrader shows students' texts on the server's own pages: nothing in them may run there.
c.HTMLExporter.filters = {"markdown2html": "autograder.safe_markdown.markdown2html"}

# Feedback pages with a table of marks and reasons on top. The settings hold for feedback alone: formgrader has its own.
c.GenerateFeedback.exporter_class = "autograder.feedback_exporter.FeedbackExporter"
c.GenerateFeedback.HTMLExporter.template_name = "course_feedback"
c.GenerateFeedback.HTMLExporter.extra_template_basedirs = [str(Path(autograder.__file__).parent / "templates")]
# No links beside headings: nobody links into a page of marks, and headings that are alike would get the same id.
c.GenerateFeedback.HTMLExporter.exclude_anchor_links = True
