"""Checking answers: observe what they do, judge it, name the mistake, show it."""

from course_utils.checking.check import CheckFailed, check

__all__ = ["CheckFailed", "check"]
