"""What the browser's side does, in a real browser with the real server behind it."""
