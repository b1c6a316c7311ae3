"""Every protocol: what the use-cases ask of the world outside."""

from planner.ports.jobs import Jobs
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
from planner.ports.sending import Feeds, Incoming, Outgoing, Sending
from planner.ports.store import Store, Work

__all__ = [
    "Adopting",
    "CalendarGateway",
    "Clock",
    "Directory",
    "FeedFiles",
    "Feeds",
    "Hit",
    "InBatches",
    "Inbox",
    "Incoming",
    "Jobs",
    "Mailer",
    "Outgoing",
    "Reader",
    "Sending",
    "Store",
    "Unasked",
    "Work",
]
