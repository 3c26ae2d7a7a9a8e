"""Walks through the pages: `walk.py NAME URL AXE`. Ends with 0 if all is as it should be.

The engine behind the pages stands still until the switchboard moves its time.
"""

import json
import os
import sys
import time

from webdriver import Browser

QUARANTINE = "/console/dashboard/quarantine"
TECHNOLOGIES = "/console/inventory/technologies"
INTELLIGENCE = TECHNOLOGIES + "/threat-intelligence"
SWITCHBOARD = "/console/switchboard"
EICAR = r"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-" + "ANTIVIRUS-TEST-FILE!$H+H*"


class Walk:
    def __init__(self, browser, base):
        self.browser = browser
        self.base = base

    def open(self, path):
        self.browser.open(self.base + path)

    def told(self, text):
        """A message of that text is on the page."""
        self.browser.wait(f"the message {text!r}", lambda: text in self.browser.text(".flash"))

    def upload(self, name, content):
        path = os.path.join(self.browser.folder.name, name)
        with open(path, "w") as file:
            file.write(content)
        self.open(SWITCHBOARD)
        self.browser.one("#file").type(path)
        self.browser.press("Submit")
        self.told("The file is submitted")
        self.advance(5)

    def quarantine(self, *names):
        for name in names:
            self.upload(name, EICAR + name)

    def advance(self, amount, unit="seconds"):
        self.open(SWITCHBOARD)
        self.browser.fill("#amount", str(amount))
        self.browser.one("#unit").type(unit)
        self.browser.press("Advance")
        self.told("Virtual time has moved on.")

    def field(self, name):
        """The THREAT INTELLIGENCE field of a file in the list."""
        for row in self.browser.all("#rows tr"):
            if name in row.text:
                cell = row.identity
                return self.browser.run(
                    "return arguments[0].querySelector('[data-announce]').innerText",
                    {"element-6066-11e4-a52e-4f735466cecf": cell})
        raise AssertionError(f"{name} is not listed")

    def names(self):
        return [one.text for one in self.browser.all("#rows th bdi")]

    def select(self, *names):
        for name in names:
            self.browser.one(f'input[aria-label="Select {name}"]').click()

    def send(self, name):
        self.open(QUARANTINE)
        self.browser.press(f"Send {name} to MetaDefender Cloud")
        self.told("1 item given to the Cloud hand-over.")

    def heading(self, text):
        self.browser.wait(f"the heading {text!r}", lambda: self.browser.one("main h1").text == text)


def quarantine(walk):
    """Every action of the list, of the details and of the settings."""
    browser = walk.browser
    walk.open(QUARANTINE)
    assert "The quarantine is empty." in browser.text()
    walk.quarantine("a.com", "b.com", "c.com")
    walk.open(QUARANTINE)
    assert walk.names() == ["c.com", "b.com", "a.com"], walk.names()
    # Enter in a check-box presses the form's first button, which is not one of those below.
    walk.select("a.com")
    browser.keys("Enter")
    time.sleep(0.5)
    assert not browser.all(".flash"), browser.text(".flash")
    walk.open(QUARANTINE)
    bulk_actions(walk)
    row_actions(walk)
    item_actions(walk)
    settings(walk)


def bulk_actions(walk):
    browser = walk.browser
    if browser.script:
        everything = browser.one('input[aria-label="Select all items of this page"]')
        everything.click()
        assert browser.text("#selected") == "3 selected"
        everything.click()
        assert browser.text("#selected") == ""
    browser.press("Pin", ".bulk")
    walk.told("Nothing was done: select items by their check-boxes first.")
    walk.select("a.com", "b.com")
    browser.press("Pin", ".bulk")
    walk.told("2 items pinned.")
    assert browser.text("#rows").count("Pinned") == 2
    walk.select("a.com")
    browser.press("Unpin", ".bulk")
    walk.told("1 item unpinned.")
    assert browser.text("#rows").count("Pinned") == 1
    walk.select("a.com", "c.com")
    browser.press("Send to MetaDefender Cloud", ".bulk")
    walk.told("2 items given to the Cloud hand-over.")
    assert walk.field("a.com") == "Uploading", walk.field("a.com")
    assert walk.field("b.com") == "Not sent"


def row_actions(walk):
    browser = walk.browser
    browser.press("Unpin b.com")
    walk.told("1 item unpinned.")
    browser.press("Pin b.com")
    walk.told("1 item pinned.")
    browser.press("Send b.com to MetaDefender Cloud")
    walk.told("1 item given to the Cloud hand-over.")
    browser.press("Download b.com")
    downloaded(walk, "b.com")
    browser.press("Delete c.com")
    walk.heading("Delete 1 item?")
    browser.press("CANCEL")
    walk.heading("Quarantine")
    assert len(walk.names()) == 3
    walk.select("a.com", "c.com")
    browser.press("Delete", ".bulk")
    walk.heading("Delete 2 items?")
    assert "a.com" in browser.text() and "c.com" in browser.text()
    browser.press("DELETE")
    walk.told("2 items deleted.")
    assert walk.names() == ["b.com"]
    browser.fill("#q", "nothing")
    browser.press("Search")
    browser.wait("no item", lambda: "No item fits the search." in browser.text())
    browser.press("Show all")
    browser.wait("the item", lambda: walk.names() == ["b.com"])
    browser.press("File name")
    browser.wait("the order", lambda: "sort=name" in browser.url)


def downloaded(walk, name):
    """The file on the disk is the one that was submitted."""
    path = os.path.join(walk.browser.downloads, name)
    walk.browser.wait(f"the download of {name}", lambda: os.path.exists(path))
    with open(path) as file:
        assert file.read() == EICAR + name
    os.remove(path)


def item_actions(walk):
    browser = walk.browser
    walk.open(QUARANTINE)
    browser.press("Show details of b.com")
    walk.heading("b.com")
    facts = browser.text("#facts")
    for word in ["File name", "Threat", "SHA-256", "Data ID", "Quarantined", "Expires"]:
        assert word in facts, word
    browser.press("Unpin", "main")
    walk.told("1 item unpinned.")
    browser.press("Pin", "main")
    walk.told("1 item pinned.")
    browser.press("Download", "main")
    downloaded(walk, "b.com")
    browser.press("THREAT INTELLIGENCE RESULTS")
    browser.wait("the tab", lambda: browser.one("h2").text == "THREAT INTELLIGENCE RESULTS")
    assert "There is no result yet." in browser.text()
    browser.press("OVERVIEW")
    browser.wait("the tab", lambda: browser.one("h2").text == "Overview")
    browser.press("Send to MetaDefender Cloud", "main")
    walk.told("1 item given to the Cloud hand-over.")
    browser.press("Delete", "main")
    walk.heading("Delete 1 item?")
    browser.press("DELETE")
    walk.told("1 item deleted.")
    walk.heading("Quarantine")
    assert "The quarantine is empty." in browser.text()


def settings(walk):
    browser = walk.browser
    browser.press("SETTINGS")
    browser.wait("the form", lambda: browser.one("#check").is_shown)
    if browser.script:
        assert browser.one("dialog").attribute("open") == "true"
        browser.press("CANCEL", "dialog")
        browser.wait("the end of the dialog", lambda: not browser.all("dialog[open]"))
        assert browser.active.name == "SETTINGS", browser.active.name
        browser.press("SETTINGS")
        browser.wait("the form", lambda: browser.one("#check").is_shown)
    browser.one("#automatic").click()
    browser.fill("#check", "30")
    browser.fill("#polling", "5")
    browser.press("SAVE")
    walk.told("The quarantine settings are saved.")
    browser.press("SETTINGS")
    browser.wait("the form", lambda: browser.one("#check").is_shown)
    assert browser.one("#automatic").is_selected
    assert browser.one("#check").attribute("value") == "30"
    assert browser.one("#polling").attribute("value") == "5"


def cloud(walk):
    """What the THREAT INTELLIGENCE field shows, while the page stays open."""
    browser = walk.browser
    walk.quarantine("e.com")
    walk.open(QUARANTINE)
    window = browser.call("GET", "/window")
    browser.press("Send e.com to MetaDefender Cloud")
    walk.told("1 item given to the Cloud hand-over.")
    # Another window moves the time; this one follows by itself.
    other = browser.call("POST", "/window/new", {"type": "tab"})["handle"]

    def advance(amount):
        browser.call("POST", "/window", {"handle": other})
        walk.advance(amount)
        browser.call("POST", "/window", {"handle": window})

    walk.select("e.com")
    advance(15)
    browser.wait("progress", lambda: walk.field("e.com").endswith("%"))
    assert browser.one('input[aria-label="Select e.com"]').is_selected
    browser.wait("what is told", lambda: "e.com: " in announced(browser))
    advance(60)
    browser.wait("the result", lambda: walk.field("e.com").startswith("Infected"))
    browser.wait("what is told", lambda: "e.com: Infected" in announced(browser))
    # A new item appears in the open page.
    browser.call("POST", "/window", {"handle": other})
    walk.quarantine("new.com")
    browser.call("POST", "/window", {"handle": window})
    browser.wait("the new item", lambda: walk.names() == ["new.com", "e.com"])
    assert browser.one('input[aria-label="Select e.com"]').is_selected
    # What follows can be stopped.
    browser.press("Live updates")
    browser.call("POST", "/window", {"handle": other})
    walk.quarantine("unseen.com")
    browser.call("POST", "/window", {"handle": window})
    time.sleep(3)
    assert "unseen.com" not in walk.names()
    result_pages(walk)


def announced(browser):
    return browser.run("return document.getElementById('announcer').textContent")


def result_pages(walk):
    browser = walk.browser
    browser.press("Show details of e.com", "#rows .name ~ td:not(.actions)")
    browser.wait("the results", lambda: "TOTAL TIME" in browser.text())
    text = browser.text()
    for label in ["RESULT", "VERDICT", "AV ENGINES", "RESULT LINK"]:
        assert label in text, label
    assert "Blocked" in text
    browser.press("Send to MetaDefender Cloud", "main")
    walk.told("1 item given to the Cloud hand-over.")
    walk.advance(90)
    walk.open(QUARANTINE)
    browser.press("Show details of e.com", "#rows .name ~ td:not(.actions)")
    browser.press("Upload 1")
    browser.wait("the first page", lambda: "page=1" in browser.url)
    assert browser.button("Upload 1").attribute("aria-current") == "page"


def technologies(walk):
    """Disabling, enabling, the key, and what each leaves in the list."""
    browser = walk.browser
    walk.quarantine("t.com")
    walk.open(TECHNOLOGIES)
    browser.press("Enabled (disable Threat Intelligence)")
    browser.wait("the dialog", lambda: browser.button("DISABLE").is_shown)
    browser.press("DISABLE")
    walk.told("Threat Intelligence is disabled.")
    walk.open(QUARANTINE)
    browser.press("Send t.com to MetaDefender Cloud")
    browser.wait("the state", lambda: walk.field("t.com") == "Unavailable")
    walk.open(TECHNOLOGIES)
    browser.press("Disabled (enable Threat Intelligence)")
    browser.wait("the dialog", lambda: "Enable engine" in browser.text("body"))
    browser.press("ENABLE")
    walk.told("Threat Intelligence is enabled.")
    for key, state in [("", "Add the API key for cloud analysis"), ("made-up-key", "Uploading")]:
        walk.open(TECHNOLOGIES)
        browser.press("Threat Intelligence")
        browser.wait("the dialog", lambda: browser.button("Settings").is_shown)
        browser.press("Settings")
        browser.wait("the next one", lambda: "Engine Configuration" in browser.text("body"))
        browser.fill("#api-key", key)
        browser.press("SAVE SETTINGS")
        walk.told("API KEY is saved." if key else "API KEY is removed.")
        walk.open(QUARANTINE)
        browser.press("Send t.com to MetaDefender Cloud")
        browser.wait("the state", lambda: walk.field("t.com") == state)


def switchboard(walk):
    """Samples, time, installation and faults."""
    browser = walk.browser
    walk.open(SWITCHBOARD)
    browser.press("Clean file")
    walk.told("The file is submitted")
    browser.press("EICAR test file")
    walk.told("The file is submitted")
    walk.advance(5)
    assert "item-quarantined" in browser.text("#occurrences")
    browser.fill("#rate", "60")
    browser.press("Set rate")
    walk.told("The rate of virtual time is set.")
    assert "60 times as fast" in browser.text("#now")
    walk.advance(2, "hours")
    browser.fill("#limit", "0")
    browser.fill("#age", "24")
    browser.press("Change")
    walk.told("The installation is changed.")
    assert " of 0 used" in browser.text("#calls")
    walk.send("eicar.com")
    walk.advance(10)
    walk.open(QUARANTINE)
    assert walk.field("eicar.com") == "API calls per day limit reached", walk.field("eicar.com")
    walk.open(SWITCHBOARD)
    browser.one("#licensed").click()
    browser.press("Change")
    walk.told("The installation is changed.")
    walk.open(TECHNOLOGIES)
    assert "Not licensed" in browser.text()
    walk.open(SWITCHBOARD)
    browser.fill("#cloud-refuses-text", "503001")
    browser.press("Switch on cloud-refuses")
    walk.told("The fault is switched on.")
    assert "cloud-refuses-1 is on" in browser.text("#active")
    browser.press("Switch off cloud-refuses-1")
    walk.told("The fault is switched off.")
    assert "No fault is switched on." in browser.text("#active")


def keyboard(walk):
    """Everything without a mouse, with a visible focus."""
    browser = walk.browser
    walk.quarantine("k.com")
    walk.open(QUARANTINE)
    browser.keys("Tab")
    assert browser.active.name == "Skip to the content", browser.active.name
    assert browser.active.box()["x"] >= 0
    browser.keys("Enter")
    tab_to(walk, "SETTINGS")
    browser.keys("Enter")
    browser.wait("the dialog", lambda: browser.one("dialog #automatic").is_shown)
    assert browser.active.name.startswith("AUTOMATICALLY SEND"), browser.active.name
    browser.keys("Space")
    assert browser.one("#automatic").is_selected
    browser.keys("Escape")
    browser.wait("the end of the dialog", lambda: not browser.all("dialog[open]"))
    assert browser.active.name == "SETTINGS"
    tab_to(walk, "Select k.com")
    browser.keys("Space")
    assert browser.text("#selected") == "1 selected"
    # Enter in a check-box presses no button.
    browser.keys("Enter")
    time.sleep(0.5)
    assert not browser.all(".flash") and browser.text("#selected") == "1 selected"
    tab_to(walk, "Pin", back=True)
    browser.keys("Enter")
    walk.told("1 item pinned.")
    for name, message in [("Unpin k.com", "1 item unpinned."),
                          ("Send k.com to MetaDefender Cloud", "1 item given")]:
        tab_to(walk, name)
        browser.keys("Enter")
        walk.told(message)
    tab_to(walk, "Delete k.com")
    browser.keys("Space")
    walk.heading("Delete 1 item?")
    tab_to(walk, "DELETE")
    browser.keys("Enter")
    walk.told("1 item deleted.")
    for path in [QUARANTINE, TECHNOLOGIES, SWITCHBOARD, INTELLIGENCE, QUARANTINE + "/settings"]:
        walk.open(path)
        all_reached(walk)


def tab_to(walk, name, back=False):
    browser = walk.browser
    for _ in range(80):
        browser.keys("Shift+Tab" if back else "Tab")
        if browser.active.name == name:
            outline = browser.run(
                "return getComputedStyle(document.activeElement).outlineStyle")
            assert outline not in ("", "none"), f"the focus on {name} is not seen"
            return
    raise AssertionError(f"the keyboard does not reach {name} at {browser.url}")


def all_reached(walk):
    """The keyboard reaches each control, in the order of the page, and none is too small."""
    browser = walk.browser
    count = browser.run("""
        window.reached = [];
        document.addEventListener('focusin', (event) => window.reached.push(event.target));
        const all = [...document.querySelectorAll('a[href], button, input:not([type=hidden]):enabled, select, summary')];
        window.wanted = all.filter((one) => one.checkVisibility());
        return window.wanted.length;""")
    for _ in range(count + 3):
        browser.keys("Tab")
    missed = browser.run("""
        return window.wanted.filter((one) => !window.reached.includes(one))
            .map((one) => one.outerHTML.slice(0, 120));""")
    assert not missed, f"not reached at {browser.url}: {missed}"


def plain(walk):
    """The quarantine, the technologies and the switchboard without the script."""
    quarantine(walk)
    technologies(walk)
    switchboard(walk)
    assert not walk.browser.all("dialog"), "the script ran"


def axe(walk, source):
    """axe at every page and dialog, in both schemes and widths."""
    browser = walk.browser
    found = []
    looked = 0

    def look(where):
        nonlocal looked
        for width, height in [(1280, 800), (390, 844)]:
            browser.size(width, height)
            for scheme in ["light", "dark"]:
                browser.scheme(scheme, "reduce")
                browser.run(source)
                result = browser.run_async("""
                    const done = arguments[0];
                    axe.run(document, {runOnly: {type: 'tag', values: ['wcag2a', 'wcag2aa',
                        'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}})
                        .then((all) => done(all.violations.map((one) => [one.id, one.help,
                            one.nodes.map((node) => [node.html.slice(0, 160),
                                node.failureSummary])])));""")
                looked += 1
                if result:
                    found.append((where, width, scheme, result))
                wide = browser.run("return document.documentElement.scrollWidth")
                if wide > width:
                    found.append((where, width, scheme, f"{wide} pixels wide"))
        browser.size(1280, 800)

    def look_at(*paths):
        for path in paths:
            walk.open(path)
            look(path)

    walk.open(QUARANTINE)
    browser.run("document.getElementById('main').append(document.createElement('select'))")
    look("a page with a field that has no label")
    assert len(found) == 4 and "select-name" in str(found[0]), "axe sees nothing"
    found.clear()
    look_at(QUARANTINE, SWITCHBOARD, "/console/no-such-page")
    long = "x" * 60 + "-a-name-that-is-much-longer-than-the-column-that-it-stands-in.com"
    walk.quarantine("a.com", "b.com", "c.com", "d.com", long)
    walk.open(QUARANTINE)
    walk.select("a.com", "b.com")
    browser.press("Send to MetaDefender Cloud", ".bulk")
    walk.told("2 items given")
    walk.advance(90)
    walk.send("a.com")
    walk.advance(90)
    walk.send("c.com")
    walk.advance(12)
    walk.open(QUARANTINE)
    walk.select("d.com")
    browser.press("Pin", ".bulk")
    walk.told("1 item pinned.")
    look("the list with a message")
    walk.send("d.com")
    look_at(QUARANTINE, QUARANTINE + "/1", QUARANTINE + "/1/threat-intelligence",
            QUARANTINE + "/4/threat-intelligence", QUARANTINE + "/settings",
            QUARANTINE + "?q=nothing", TECHNOLOGIES, INTELLIGENCE, INTELLIGENCE + "/settings",
            INTELLIGENCE + "/enable", INTELLIGENCE + "/disable")
    walk.open(QUARANTINE)
    browser.press("Delete a.com")
    walk.heading("Delete 1 item?")
    look("the question before deleting")
    for path, control in [(QUARANTINE, "SETTINGS"), (TECHNOLOGIES, "Threat Intelligence")]:
        walk.open(path)
        browser.press(control)
        browser.wait("the dialog", lambda: browser.one("dialog h2").is_shown)
        look("dialog " + control)
    walk.open(SWITCHBOARD)
    browser.press("Switch on cloud-down")
    walk.told("The fault is switched on.")
    for one in browser.all("details:not([open]) summary"):
        one.click()
    look("the switchboard with all faults")
    browser.fill("#rate", "5")
    browser.run("document.getElementById('rate').removeAttribute('max')")
    browser.fill("#rate", "99999999")
    browser.press("Set rate")
    browser.wait("what is wrong", lambda: "whole number" in browser.text(".flash"))
    look("the switchboard with what is wrong")
    print(f"axe looked {looked} times")
    assert not found, json.dumps(found, indent=1)


def pictures(walk):
    """Screenshots for the documents, into the folder that PICTURES names."""
    browser = walk.browser
    folder = os.environ["PICTURES"]
    walk.quarantine("quarterly-report.xlsm", "setup.exe", "invoice-2026-117.pdf.com")
    walk.quarantine("holiday-photos.zip", "driver-update.msi")
    walk.send("quarterly-report.xlsm")
    walk.advance(90)
    walk.send("quarterly-report.xlsm")
    walk.send("setup.exe")
    walk.advance(90)
    walk.open(SWITCHBOARD)
    browser.press("Switch on cloud-down")
    walk.told("The fault is switched on.")
    walk.send("holiday-photos.zip")
    walk.advance(10, "minutes")
    browser.press("Switch off cloud-down-1")
    walk.told("The fault is switched off.")
    walk.send("invoice-2026-117.pdf.com")
    walk.advance(20)
    walk.open(QUARANTINE)
    browser.press("Pin setup.exe")
    walk.told("1 item pinned.")
    walk.send("driver-update.msi")
    for width, height in [(1280, 800), (390, 844)]:
        browser.size(width, height)
        for scheme in ["light", "dark"]:
            browser.scheme(scheme)

            def shoot(name):
                time.sleep(0.4)
                browser.picture(f"{folder}/{name}-{scheme}-{width}.png")

            walk.open(QUARANTINE)
            walk.select("setup.exe", "driver-update.msi")
            shoot("quarantine")
            browser.press("SETTINGS")
            browser.wait("the dialog", lambda: browser.one("dialog #check").is_shown)
            shoot("settings")
            for name, path in [
                ("item", QUARANTINE + "/1"), ("results", QUARANTINE + "/1/threat-intelligence"),
                ("technologies", TECHNOLOGIES), ("key", INTELLIGENCE + "/settings"),
                ("switchboard", SWITCHBOARD), ("missing", "/console/x"),
            ]:
                walk.open(path)
                shoot(name)
            walk.open(SWITCHBOARD)
            browser.run("document.getElementById('faults').scrollIntoView()")
            shoot("faults")
            browser.run("document.getElementById('happened').scrollIntoView()")
            shoot("happened")


def main():
    name, base, path = sys.argv[1:4]
    with open(path) as file:
        source = file.read()
    with Browser(script=name != "plain") as browser:
        walk = Walk(browser, base)
        if name == "axe":
            axe(walk, source)
        else:
            globals()[name](walk)
        complaints = [one for one in browser.complaints() if "404" not in one and "422" not in one]
        assert not complaints, complaints
    print(f"walked {name}")


if __name__ == "__main__":
    main()
