"""What a face shows: views read from the database, and the parts that they are rendered with.

Knows no request: the same functions serve the first page, the live patch and the catch-up.
"""
