"""The commands on a store, one module a command: `add_parser` declares it, `run` does it."""
