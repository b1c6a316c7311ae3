"""Foreign documents become `planner.domain.document.Document`; nothing here knows what a meeting is.

The wiring asks `child`, which reads in a process of its own; `read.read_bytes` is the same reading in this
process.
"""
