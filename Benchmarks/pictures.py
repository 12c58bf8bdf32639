#!/usr/bin/env python3
"""Pictures of the station's pages, 1280 and 1920 px wide, from a service that read the sample applications.

    Benchmarks/pictures.py FOLDER OUT [--language ja|en] [--port 8793]

`docs/station-*.png` are made with it; the same pages in English are for looking at.
"""
import argparse
import base64
import pathlib
import time

from measuring import PROJECT
from keys import Chromium
from served import Served, until
from station import PASSWORD, accounts, doubting

PAGES = {"batches": "clerk", "review": "clerk", "carpet": "clerk", "column": "clerk", "robots": "it", "sample": "clerk",
         "time": "manager", "plan": "manager", "study": "manager", "workflows": "it", "templates": "it", "audit": "auditor",
         "accounts": "it"}
PATHS = {"carpet": "review/carpet", "column": "review/column", "study": "time/study", "sample": "review/sample"}


def sign_in(browser, address, name):
    browser.open(address + "/sign-in")
    browser.run("document.querySelector('input[name=name]').value = arguments[0];"
                "document.querySelector('input[name=password]').value = arguments[1];"
                "document.querySelector('form').requestSubmit();", name, PASSWORD)
    until(lambda: browser.run("return !!document.querySelector('.bar nav')"), seconds=60)


def shoot(browser, width, file):
    browser.post(browser.session + "/goog/cdp/execute", {"cmd": "Emulation.setDeviceMetricsOverride", "params": {
        "width": width, "height": 900 if width < 1600 else 1080, "deviceScaleFactor": 1, "mobile": False}})
    time.sleep(3)
    found = browser.post(browser.session + "/goog/cdp/execute", {"cmd": "Page.captureScreenshot", "params": {}})
    file.write_bytes(base64.b64decode(found["data"]))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("out")
    parser.add_argument("--language", choices=("ja", "en"), default="ja")
    parser.add_argument("--port", type=int, default=8793)
    options = parser.parse_args()
    folder, out = pathlib.Path(options.folder), pathlib.Path(options.out)
    out.mkdir(parents=True, exist_ok=True)
    service = Served(
        folder, 2, f'station: {{listen: "127.0.0.1:{options.port}", language: {options.language}, planted-errors: 0%}}\n'
        f"plan: {PROJECT}/seeds/plan.yml\n", workflows=doubting("onestop", folder))
    try:
        for workflow in ("onestop", "survey"):
            service.drop(workflow, next((PROJECT / "Samples" / workflow).glob("office.pdf")))
        until(lambda: service.ask("SELECT 1 FROM document WHERE state = 'review'")
              and not service.ask("SELECT 1 FROM document WHERE state IN ('queued', 'working')")
              and not service.ask("SELECT 1 FROM batch WHERE state = 'splitting'"))
        for role in ("clerk", "manager", "it", "auditor"):
            accounts(service.site, [role], role)
        browser = Chromium(9534)
        address = f"http://127.0.0.1:{options.port}"
        browser.open(address + "/sign-in")
        for width in (1280, 1920):
            shoot(browser, width, out / f"station-sign-in-{width}.png")
        role = None
        for page, wanted in PAGES.items():
            if role != wanted:
                browser.post(browser.session + "/goog/cdp/execute", {"cmd": "Network.clearBrowserCookies", "params": {}})
                sign_in(browser, address, role := wanted)
            browser.open(f"{address}/{PATHS.get(page, page)}")
            for width in (1280, 1920):
                shoot(browser, width, out / f"station-{page}-{width}.png")
        browser.close()
    finally:
        service.stop()


if __name__ == "__main__":
    main()
