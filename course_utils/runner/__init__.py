"""The processes that run a student's notebook when it is graded.

A warm process has everything imported and forks a child for every notebook. The child sees this package, the rebuilt
notebook and the inputs of the cases. It judges nothing: what the cells show and what the answers return leave it as
data, a line at a time, so that a crash keeps all that came before.
"""
