"""Lets `python -m iru` do what the `iru` command does."""

from iru.cli import main

main()
