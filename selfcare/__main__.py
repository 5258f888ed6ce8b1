"""Makes `python -m selfcare` the same as `selfcare`."""

from __future__ import annotations

import sys

from selfcare.cli.main import main

sys.exit(main())
