"""Run a rebuilt notebook, whose code nobody trusts, away from everything else, and take down what it sends."""
