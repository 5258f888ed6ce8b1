"""The subject itself: values and rules. No clock, file, network, log or thread."""
