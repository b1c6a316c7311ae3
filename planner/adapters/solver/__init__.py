"""Whoever plans: search, exact assignment and re-planning over the values of `domain/planning`."""
