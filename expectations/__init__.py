"""What the data must be like, one module per table or subject.

`raw/` guards the first border (what the case system sent), `warehouse/` the second (what the
build made of it). A module lists its checks as `CHECKS`; `index.yml` says which must exist.
"""
