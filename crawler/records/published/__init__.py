"""The published JSON Schemas: one file a record type and version."""
