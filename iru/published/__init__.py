"""What was published about this authority, and whether the warehouse arrives at it."""
