"""Makes every selfcare with this folder in its PYTHONPATH a newer one, with a newer diary."""

import selfcare

selfcare.__version__ = "99.1"

from selfcare.diary import migrations  # noqa: E402 - the version is read while modules load

STEP: migrations.Step = ("CREATE TABLE from_the_future (id INTEGER PRIMARY KEY) STRICT",)

migrations.STEPS = (*migrations.STEPS, STEP)  # type: ignore[misc] # a newer version has one more
migrations.NEWEST = len(migrations.STEPS)  # type: ignore[misc] # as above
