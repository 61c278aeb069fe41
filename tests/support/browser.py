"""A real browser, and a server of a review in a process of its own that can be killed."""

import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

ROOT = Path(__file__).parents[2]
_SIZE = (1280, 720)
_PATIENCE_S = 60


@contextmanager
def browser():
    """Chromium without a window, 1280 × 720; as root without its sandbox."""
    options = webdriver.ChromeOptions()
    chromium, chromedriver = shutil.which("chromium"), shutil.which("chromedriver")
    assert chromium and chromedriver, "./setup.sh --dev --browser installs chromium and chromium-driver"
    options.binary_location = chromium
    arguments = ["--headless=new", "--disable-dev-shm-usage", f"--window-size={_SIZE[0]},{_SIZE[1]}"]
    for argument in [*arguments, *(["--no-sandbox"] if os.geteuid() == 0 else [])]:
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(chromedriver))
    try:
        size = {"width": _SIZE[0], "height": _SIZE[1], "deviceScaleFactor": 1, "mobile": False}
        driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        yield driver
    finally:
        driver.quit()


class Server:
    """`sohoa review` as a process."""

    def __init__(self, out, sources, *options):
        command = [sys.executable, "-m", "sohoa", "review", str(out), "--sources", str(sources), "--no-open"]
        env = {**os.environ, "PYTHONPATH": str(ROOT)}
        self.process = subprocess.Popen(
            [*command, "--lang", "en", *options], stdout=subprocess.PIPE, text=True, env=env
        )
        self.address = next(word for word in self.process.stdout.readline().split() if word.startswith("http"))

    def kill(self):
        """As a power cut would."""
        self.process.kill()
        self.process.wait()

    def end(self):
        """As Ctrl-C does; gives the exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(_PATIENCE_S)


def until(driver, true):
    """Wait until a condition holds; gives what it gave."""
    return WebDriverWait(driver, _PATIENCE_S, 0.1).until(lambda _: true())


def press(driver, *keys):
    """Press keys, one after the other, wherever the focus is."""
    for key in keys:
        ActionChains(driver).send_keys(key).perform()
        time.sleep(0.05)


def find(driver, selector):
    """The first element of a CSS selector, None if there is none."""
    found = driver.find_elements(By.CSS_SELECTOR, selector)
    return found[0] if found else None


def shift_click(driver, *elements):
    """Click elements, all but the first with Shift."""
    first, *others = elements
    chain = ActionChains(driver).click(first)
    for other in others:
        chain = chain.key_down("\ue008").click(other).key_up("\ue008")
    chain.perform()


def requests(driver):
    """Addresses that the browser asked for since this was last looked at."""
    import json

    events = [json.loads(e["message"])["message"] for e in driver.get_log("performance")]
    return [e["params"]["request"]["url"] for e in events if e["method"] == "Network.requestWillBeSent"]
