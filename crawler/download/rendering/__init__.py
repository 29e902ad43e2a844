"""Pages loaded by a browser: Splash or Chromium behind one interface, in the place of a plain download."""
