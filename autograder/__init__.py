"""The grader: it rebuilds, runs and judges submissions. It never enters a student's process."""
