"""Segments: files of JSON Lines that get their final name only when they are whole."""
