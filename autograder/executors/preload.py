"""What every worker needs, imported once by the process that all of them are forked from."""

import autograder.feedback_pages
import autograder.grade  # noqa: F401
