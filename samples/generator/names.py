"""File names as an office has them: umlauts, apostrophes, commas, the same name in many folders."""

import unicodedata
from urllib.parse import quote

FOLDERS = [
    "/projects/Neubau Süd/Pläne", "/projects/Neubau Süd/Protokolle", "/projects/A7/drawings",
    "/projects/A7/offers", "/projects/Brücke 12/Statik", "/projects/Brücke 12/Fotos",
    "/finance/Jahresabschluß/2025", "/finance/invoices/2026-06", "/finance/Mahnungen",
    "/finance/inbox", "/home/m.schulz/Documents", "/home/t.obrien/Documents",
    "/home/j.müller/Desktop", "/home/a.nowak/Downloads", "/transfer/inbox", "/transfer/scans",
    "/transfer/Lieferanten", "/projects/archive/2019",
]
STEMS = [
    ("Angebot", "pdf docx"), ("Vertrag", "docx pdf"), ("Protokoll", "docx"),
    ("Messreihe", "xlsx csv"), ("drawing", "dwg pdf"), ("invoice", "pdf"),
    ("Lieferschein", "pdf"), ("Foto", "jpg"), ("scan", "pdf tif"), ("Kalkulation", "xlsx"),
    ("Präsentation", "pptx"), ("backup", "zip 7z"), ("mail", "msg"), ("notes", "txt"),
    ("Prüfbericht", "pdf"), ("export", "xml csv"),
]
EVERYDAY = ["Protokoll.docx", "notes.txt", "Thumbs.db", "Vorlage.dotx", "Übersicht.xlsx"]

# Names that break careless parsers of key='value' lines, percent-coding and path comparison.
AWKWARD = [
    "/home/t.obrien/Documents/O'Brien, Tim - CV.pdf",
    "/transfer/Lieferanten/Liste 'alt', Kopie.xlsx",
    "/home/m.schulz/Documents/~$temp.docx",
    "/finance/invoices/2026-06/100% Rabatt.pdf",
    "/home/a.nowak/Downloads/a=b, c='d'.txt",
    "/transfer/inbox/見積書 2026.xlsx",
    "/projects/A7/offers/[DRAFT] offer (2026.06.27).docx",
    "/home/a.nowak/Downloads/Rechnung #77 & Anhang+1.pdf",
    # As a Mac writes it: the umlaut is two code points.
    unicodedata.normalize("NFD", "/home/j.müller/Desktop/Entwürfe für Söhne.pages"),
]

LOCKED_AWKWARD = {
    "queue-full": [
        "/home/t.obrien/Documents/O'Brien, Tim - Vertrag.docx",
        "/finance/Mahnungen/Müller & Söhne - 2. Mahnung.pdf",
        "/finance/inbox/50% Anzahlung, Rest später.docx",
    ],
    "poll-failed": [
        "/projects/Brücke 12/Statik/Straßenbau Übersicht, Blatt 3.dwg",
        "/transfer/Lieferanten/Kopie von 'Plan'.pptx",
    ],
    "restart-failed": [
        "/finance/Jahresabschluß/2025/~$Budget 2026.xlsx",
        "/transfer/inbox/Rechnung #4711.pdf",
    ],
    "core-down": ["/home/j.müller/Desktop/Größentabelle, final (2).xlsx"],
}


def base_name(path):
    return path.rsplit("/", 1)[1]


def uri(path):
    """The path as ICAP sees it: sub-delimiters (the apostrophe and comma too) stay as they are."""
    return "http://fs1.corp.example" + quote(path, safe="/!$&'()*+,;=:@~-._")


class Paths:
    """Hands out each path once."""

    def __init__(self, dice):
        self.dice = dice
        self.used = set(AWKWARD)
        for paths in LOCKED_AWKWARD.values():
            self.used.update(paths)

    def fresh(self):
        while True:
            path = self.dice.pick(FOLDERS) + "/" + self._name()
            if path not in self.used:
                self.used.add(path)
                return path

    def twin(self, path):
        """Another file of the same name in another folder."""
        while True:
            other = self.dice.pick(FOLDERS) + "/" + base_name(path)
            if other not in self.used:
                self.used.add(other)
                return other

    def _name(self):
        dice = self.dice
        if dice.chance(3):
            return dice.pick(EVERYDAY)
        stem, endings = dice.pick(STEMS)
        ending = dice.pick(endings.split())
        mark = dice.pick([
            "_%d" % dice.between(100, 9999),
            " 2026-%02d-%02d" % (dice.between(1, 6), dice.between(1, 28)),
            "-%s-%d" % (dice.pick(["A7", "B12", "Süd", "Nord"]), dice.between(10, 999)),
            " %d (%d)" % (dice.between(10, 999), dice.between(1, 4)),
        ])
        return stem + mark + "." + ending
