"""The diary on disk: append-only facts in SQLite, migrations, backups; how the cycle is erased."""
