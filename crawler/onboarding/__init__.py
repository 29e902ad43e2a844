"""A first visit to a site: what it is like, a profile of it, and pages that prove the profile."""
