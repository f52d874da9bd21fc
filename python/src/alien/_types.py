"""The types of arguments and results, for type checkers."""
