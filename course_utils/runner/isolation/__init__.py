"""What keeps a notebook's code in its own room: layers of the Linux kernel that need no privileges.

Each layer gives one or more guarantees. The process takes as many layers as its kernel has, tries each one out, and
tells the grader which hold, before the first cell runs.
"""
