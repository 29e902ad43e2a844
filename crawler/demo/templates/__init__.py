"""The demo site's frames of HTML, filled by string.Template, and its style sheet."""
