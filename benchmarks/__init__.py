"""Measures evangelist and other generators side by side: `python -m benchmarks`, `make bench`."""
