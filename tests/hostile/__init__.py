"""Submissions that attack the grader or reach it broken, each with the outcome it must get.

One file for each thing that they attack. ``test_hostile`` grades them all.
"""
