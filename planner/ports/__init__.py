"""Every protocol: what the use-cases ask of the world outside."""

from planner.ports.jobs import Jobs
from planner.ports.letters import Composer, Issues, Letters, Reminders, Renderer
from planner.ports.outside import (
    Adopting,
    CalendarGateway,
    Directory,
    FeedFiles,
    InBatches,
    Inbox,
    Mailer,
    Unasked,
)
from planner.ports.plan import Clock, Hit, Reader
from planner.ports.planning import Solver
from planner.ports.sending import Feeds, Incoming, Outgoing, Sending
from planner.ports.store import Store, Work

__all__ = [
    "Adopting",
    "CalendarGateway",
    "Clock",
    "Composer",
    "Directory",
    "FeedFiles",
    "Feeds",
    "Hit",
    "InBatches",
    "Inbox",
    "Incoming",
    "Issues",
    "Jobs",
    "Letters",
    "Mailer",
    "Outgoing",
    "Reader",
    "Reminders",
    "Renderer",
    "Sending",
    "Solver",
    "Store",
    "Unasked",
    "Work",
]
