"""selfcare: stretch and self-massage routines, check-ins and a diary, kept on this computer."""

__version__ = "0.1.0"
