"""Pure decisions: what to offer, when, and why."""
