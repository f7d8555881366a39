"""Arc-en-ciel: live workshops in which residents define well-being together.

Nothing is imported here: the entry point must be able to prepare the interpreter first.
"""
