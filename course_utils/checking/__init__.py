"""Checking answers: observe what they do, judge it, name the mistake, show it."""
