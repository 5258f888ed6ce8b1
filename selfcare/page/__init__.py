"""The local page: what a browser on this computer shows, and nobody else gets to see."""
