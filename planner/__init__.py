"""planner keeps a board's rolling plan: the coming meetings, and the items that wait for a date."""
