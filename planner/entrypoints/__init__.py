"""Doors into the house: each translates words into one use-case and its result into words again."""
