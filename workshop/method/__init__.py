"""The method as data: steps, questions, voices, the grid, and what counts as words."""
