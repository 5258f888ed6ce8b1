"""The background program: one loop, one `now` per tick."""
