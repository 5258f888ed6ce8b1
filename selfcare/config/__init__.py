"""TOML files to frozen settings and routines, with every problem told at its place."""
