"""Answers that are alike where answers seldom are: for a person to compare, never a verdict.

Right answers to short questions look alike because there are few ways to write them, and a common mistake is made by
many. So only what few share is listed: code that is nearly the same after renaming, and wrong answers of a rare kind.
"""

from autograder.lookalikes.side_by_side import Pair, pairs

__all__ = ["Pair", "pairs"]
