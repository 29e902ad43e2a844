"""The profiles that come with the project, one file a site."""
