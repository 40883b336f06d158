"""What the last run knew, kept in `.mdfollow/` so that the next one need not find it again."""
