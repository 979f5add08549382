"""The process that runs a student's notebook when it is graded.

It sees this package, the rebuilt notebook and the inputs of the cases. It judges nothing: what the cells show and what
the answers return leave it as data, a line at a time, so that a crash keeps all that came before.

The grader starts ``python -m course_utils.runner`` and writes one :class:`~course_utils.runner.job.Job` to its
standard input.
"""
