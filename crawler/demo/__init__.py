"""The demo site: a small news site of 200 stories on loopback, with traps, whose truth is known."""
