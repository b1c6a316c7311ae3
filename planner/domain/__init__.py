"""Nouns and decisions: frozen values and pure functions. No I/O, no clock, no third-party library."""
