"""What a class shows: one page for the instructor, self-contained, from the results of ``autograder grade``."""

from autograder.report.page import write_report

__all__ = ["write_report"]
