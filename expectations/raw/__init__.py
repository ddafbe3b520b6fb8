"""The raw border: what the case system sent.

`contract.py` makes structural checks from the contract; the other modules hold recording gaps.
Names are the contract's, and `{table}` stands for the table's current rows.
"""
