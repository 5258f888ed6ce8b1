"""Notifiers, one file each, and the chain that tries them in order."""
