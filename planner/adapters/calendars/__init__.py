"""Meetings as calendar entries."""
