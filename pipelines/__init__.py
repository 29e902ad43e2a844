"""The pipelines: they make records fit to be kept, and say why where they are not."""
