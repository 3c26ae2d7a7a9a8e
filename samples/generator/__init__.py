"""The parts of the sample generator; samples/generate.py puts them together."""
