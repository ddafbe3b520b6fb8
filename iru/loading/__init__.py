"""The parts of a night's load: staging, raw's own tables, and what makes a load refuse."""
