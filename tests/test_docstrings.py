"""Docstrings list arguments and fields in one way: a line "name: what it is." each, not in columns."""

import ast
import re

from autograder.course import PROJECT

WITH_DOCSTRINGS = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
MUTANTS = PROJECT / "autograder" / "mutants"  # as students write: each in another way


def in_columns(docstring):
    """The lines with a gap between words; code may have one before its comment, and a command's example before it."""
    return [line for line in docstring.splitlines() if re.search(r"(?<!Example:)(?<=\S) {2,}\S", line.split("  #")[0])]


def test_no_docstring_has_aligned_columns():
    paths = [
        path for folder in ("course_utils", "autograder", "benchmarks") for path in PROJECT.glob(f"{folder}/**/*.py")
    ]
    columns = {
        f"{path.relative_to(PROJECT)}:{node.body[0].lineno}": lines
        for path in paths
        if not path.is_relative_to(MUTANTS)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, WITH_DOCSTRINGS) and (lines := in_columns(ast.get_docstring(node) or ""))
    }
    assert paths
    assert not columns, "write 'name: what it is.' instead, further lines indented by four more spaces"


def test_columns_are_found_and_comments_behind_code_are_none():
    assert in_columns("What it is.\n\nname     a slug\nsection  where it is") == [
        "name     a slug",
        "section  where it is",
    ]
    assert not in_columns('What it is.\n\n    look("at")    # two  spaces\n\nname: a slug.\n    And more.')
