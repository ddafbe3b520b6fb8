"""The warehouse border: what a build made, before anybody may see it.

`walls.py` makes its checks from the contract's personal-data classes and the build's own columns;
the other modules are written. Names are those of the models, and `{model}` stands for its table.
"""
