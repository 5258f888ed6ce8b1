"""The short-lived child that shows one prompt and waits for its answer."""
