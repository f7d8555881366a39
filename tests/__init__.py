"""What Arc-en-ciel promises, one behaviour a file."""
