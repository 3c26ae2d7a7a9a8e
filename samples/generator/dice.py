"""Chance that is the same on every machine and in every Python version."""

MASK = (1 << 64) - 1


class Dice:
    """SplitMix64. The random module promises no stable sequence for choice and shuffle."""

    def __init__(self, seed):
        self.state = seed & MASK

    def word(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        mixed = self.state
        mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & MASK
        return mixed ^ (mixed >> 31)

    def between(self, low, high):
        """A whole number from low to high, both included."""
        return low + self.word() % (high - low + 1)

    def chance(self, percent):
        return self.between(1, 100) <= percent

    def pick(self, values):
        return values[self.word() % len(values)]

    def hex(self, digits):
        text = ""
        while len(text) < digits:
            text += "%016x" % self.word()
        return text[:digits]

    def uuid(self):
        text = self.hex(32)
        parts = (text[:8], text[8:12], "4" + text[13:16], "a" + text[17:20], text[20:])
        return "-".join(parts)

    def shuffled(self, values):
        values = list(values)
        for last in range(len(values) - 1, 0, -1):
            other = self.between(0, last)
            values[last], values[other] = values[other], values[last]
        return values
