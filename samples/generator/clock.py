"""Milliseconds since local midnight of a sample's evening, and how each log writes them."""

from datetime import datetime, timedelta

# The servers run on Central European Summer Time.
OFFSET_HOURS = 2
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def at(hour, minute=0, second=0, ms=0):
    """Hours from 24 on belong to the next day."""
    return ((hour * 60 + minute) * 60 + second) * 1000 + ms


class Clock:
    def __init__(self, year, month, day):
        self.midnight = datetime(year, month, day)

    def local(self, ms):
        return self.midnight + timedelta(milliseconds=ms)

    def product(self, ms):
        """2026.06.27 23:41:07.018, local, without a zone."""
        return self.local(ms).strftime("%Y.%m.%d %H:%M:%S.") + "%03d" % (ms % 1000)

    def access(self, ms):
        """27/Jun/2026:23:41:07 +0200; not strftime("%b"), which follows the locale."""
        time = self.local(ms)
        return "%02d/%s/%04d:%s +0200" % (
            time.day, MONTHS[time.month - 1], time.year, time.strftime("%H:%M:%S"))

    def error(self, ms):
        return self.local(ms).strftime("%Y/%m/%d %H:%M:%S")

    def utc(self, ms):
        time = self.local(ms) - timedelta(hours=OFFSET_HOURS)
        return time.strftime("%Y-%m-%dT%H:%M:%S.") + "%03dZ" % (ms % 1000)

    def epoch(self, ms):
        utc = self.local(ms) - timedelta(hours=OFFSET_HOURS)
        return int((utc - datetime(1970, 1, 1)).total_seconds())
