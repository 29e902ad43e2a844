"""What the demo site's stories are written from: vocabularies and plots, a file for each section."""
