"""Foreign documents become `planner.domain.document.Document`; nothing here knows what a meeting is.

Use-cases call `child.read_file`, which reads in a process of its own. `read.read_bytes` is the same
reading in this process.
"""
