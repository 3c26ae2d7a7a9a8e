"""Chromium by the W3C WebDriver protocol, with nothing but Python's own library."""

import base64
import json
import os
import re
import subprocess
import tempfile
import time
import urllib.error
import urllib.request

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
KEYS = {"Tab": "\ue004", "Enter": "\ue007", "Escape": "\ue00c", "Space": " ", "Shift": "\ue008"}


class Browser:
    """One window of headless Chromium, until the `with` ends."""

    def __init__(self, script=True):
        self.script = script

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory()
        self.driver = subprocess.Popen(
            ["chromedriver", "--port=0"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        port = None
        for line in self.driver.stdout:
            found = re.search(r"started successfully on port (\d+)", line)
            if found:
                port = found.group(1)
                break
        assert port, "chromedriver did not start"
        self.base = f"http://127.0.0.1:{port}"
        options = {
            "binary": "/usr/bin/chromium",
            "args": [
                "--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu",
                "--hide-scrollbars", "--window-size=1280,800", "--force-color-profile=srgb",
                f"--user-data-dir={self.folder.name}/profile",
            ],
        }
        answer = self.call("POST", "/session", {"capabilities": {"alwaysMatch": {
            "browserName": "chrome", "goog:chromeOptions": options,
            "goog:loggingPrefs": {"browser": "ALL"},
        }}})
        self.base += "/session/" + answer["sessionId"]
        self.downloads = self.folder.name + "/downloads"
        os.mkdir(self.downloads)
        self.cdp("Browser.setDownloadBehavior", behavior="allow", downloadPath=self.downloads)
        if not self.script:
            self.cdp("Emulation.setScriptExecutionDisabled", value=True)
        return self

    def __exit__(self, *_):
        try:
            self.call("DELETE", "")
        finally:
            self.driver.kill()
            self.driver.wait()
            self.folder.cleanup()

    def call(self, method, path, body=None):
        data = json.dumps(body if body is not None else {}).encode() if method == "POST" else None
        request = urllib.request.Request(
            self.base + path, data=data, method=method, headers={"Content-Type": "application/json"}
        )
        try:
            with urllib.request.urlopen(request, timeout=60) as reply:
                return json.load(reply)["value"]
        except urllib.error.HTTPError as error:
            value = json.load(error)["value"]
            raise RuntimeError(f"{path}: {value['error']}: {value['message'][:600]}") from None

    def cdp(self, command, **parameters):
        return self.call("POST", "/goog/cdp/execute", {"cmd": command, "params": parameters})

    # Pages.

    def open(self, url):
        self.call("POST", "/url", {"url": url})

    @property
    def url(self):
        return self.call("GET", "/url")

    @property
    def title(self):
        return self.call("GET", "/title")

    def run(self, script, *arguments):
        return self.call("POST", "/execute/sync", {"script": script, "args": list(arguments)})

    def run_async(self, script, *arguments):
        return self.call("POST", "/execute/async", {"script": script, "args": list(arguments)})

    def size(self, width, height):
        self.cdp("Emulation.setDeviceMetricsOverride", width=width, height=height,
                 deviceScaleFactor=1, mobile=False)

    def scheme(self, name, motion="no-preference"):
        self.cdp("Emulation.setEmulatedMedia", features=[
            {"name": "prefers-color-scheme", "value": name},
            {"name": "prefers-reduced-motion", "value": motion},
        ])

    def picture(self, path):
        with open(path, "wb") as file:
            file.write(base64.b64decode(self.call("GET", "/screenshot")))

    def complaints(self):
        """What the browser logged: errors of scripts and of the content security policy."""
        log = self.call("POST", "/se/log", {"type": "browser"})
        return [entry["message"] for entry in log]

    # Elements.

    def all(self, css):
        found = self.call("POST", "/elements", {"using": "css selector", "value": css})
        return [Element(self, one[ELEMENT]) for one in found]

    def one(self, css):
        found = self.all(css)
        assert len(found) == 1, f"{len(found)} of {css} at {self.url}"
        return found[0]

    def button(self, name, within="body"):
        """The one control that is called so."""
        # Asking Chromium for a name takes long, so those are left out that have nothing of it.
        found = [Element(self, one[ELEMENT]) for one in self.run(
            """const [css, name] = arguments;
            const told = one => [one.textContent, one.ariaLabel, one.title].join(" ");
            return [...document.querySelectorAll(css)].filter(one =>
                one.hasAttribute("aria-labelledby") ||
                name.split(" ").every(word => told(one).includes(word)));""",
            f"{within} button, {within} a, {within} summary", name)]
        found = [one for one in found if one.name == name and one.is_shown]
        assert len(found) == 1, f"{len(found)} controls called {name!r} at {self.url}"
        return found[0]

    def press(self, name, within="body"):
        self.button(name, within).click()

    def fill(self, css, text):
        field = self.one(css)
        field.clear()
        if text:
            field.type(text)

    @property
    def active(self):
        return Element(self, self.call("GET", "/element/active")[ELEMENT])

    def keys(self, *names):
        """Presses keys one after the other; `Shift+Tab` holds the first."""
        actions = []
        for name in names:
            held = name.split("+")[:-1]
            key = KEYS.get(name.split("+")[-1], name.split("+")[-1])
            for one in held:
                actions.append({"type": "keyDown", "value": KEYS[one]})
            actions += [{"type": "keyDown", "value": key}, {"type": "keyUp", "value": key}]
            for one in held:
                actions.append({"type": "keyUp", "value": KEYS[one]})
        self.call("POST", "/actions", {"actions": [
            {"type": "key", "id": "keyboard", "actions": actions}
        ]})

    def text(self, css="main"):
        return self.one(css).text

    def wait(self, what, condition, seconds=15):
        end = time.time() + seconds
        while time.time() < end:
            try:
                if condition():
                    return
            except (AssertionError, RuntimeError):
                pass  # The page is changing.
            time.sleep(0.1)
        raise AssertionError(f"waited in vain for {what}; {self.url} shows:\n{self.text('body')}")


class Element:
    def __init__(self, browser, identity):
        self.browser = browser
        self.identity = identity

    def _get(self, what):
        return self.browser.call("GET", f"/element/{self.identity}/{what}")

    def _post(self, what, body=None):
        self.browser.call("POST", f"/element/{self.identity}/{what}", body or {})

    @property
    def text(self):
        return self._get("text")

    @property
    def name(self):
        """What a reader calls it."""
        return " ".join(self._get("computedlabel").split())

    @property
    def role(self):
        return self._get("computedrole")

    @property
    def is_shown(self):
        return self._get("displayed")

    @property
    def is_selected(self):
        return self._get("selected")

    def attribute(self, name):
        return self._get(f"attribute/{name}")

    def box(self):
        return self._get("rect")

    def click(self):
        self._post("click")

    def clear(self):
        self._post("clear")

    def type(self, text):
        self._post("value", {"text": text})
