"""The process that stays: jobs at their times. APScheduler is its clock, and nothing more."""
