"""Other areas' published figures: DfE's LAIT long file, and whom we are set beside (C19)."""
