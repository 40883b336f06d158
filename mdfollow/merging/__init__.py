"""Two devices changed the same file: their versions and the one both began with -> one version."""
