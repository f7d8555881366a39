"""The rules, without browser or server: one file per behaviour, on SQLite and on PostgreSQL."""
