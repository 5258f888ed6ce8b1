"""What stands in a diary's tables, as rows."""

from __future__ import annotations

import sqlite3
from typing import Any

from selfcare.diary import migrations

Row = tuple[Any, ...]


def stored(connection: sqlite3.Connection, columns: str = "*") -> dict[str, list[Row]]:
    """Return the rows of each table, in their order."""
    return {
        table: connection.execute(
            f"SELECT {columns} FROM {table} ORDER BY id"  # noqa: S608 - a table and columns of ours
        ).fetchall()
        for table in migrations.tables(migrations.version_of(connection))
    }
