"""What the computer tells of its user: away, busy, in a call. Each sensor may answer "unknown"."""
