#!/usr/bin/env python3
"""How many keys a clerk presses for a document, and how soon the page shows what comes next, in real Chromium.

    Benchmarks/keys.py FOLDER [--port 8792]

A service of its own reads the sample batch of applications at the level of an office scanner. A scripted clerk who knows
what is written and sees nothing but the review page settles every field, for so little is tolerated that all wait: Enter where the value shown is right, the
number key where it is among the candidates, and else types it, one key a character. Chromium measures, from the key to
the changed page, and to the next picture on the screen.
"""
import argparse
import collections
import json
import pathlib
import statistics
import subprocess
import tempfile
import time
import urllib.error
import urllib.request

from measuring import PROJECT, conditions
from served import Served, until
from station import PASSWORD, accounts, doubting

KEYS = {"Enter": "\ue007", "Control": "\ue009", "Alt": "\ue00a"}
# Before the page's own listeners hear of the key: when it came; and when the page had the next value, and had drawn it.
WATCH = """
window.seen = [];
addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' && !/^[1-9]$/.test(event.key)) return;
  const begun = performance.now();
  const place = document.querySelector('#field label')?.getAttribute('for') && document.querySelector('#fields li.here')?.innerText;
  const title = document.getElementById('doc-file').textContent;
  const look = new MutationObserver(() => {
    const isNext = document.getElementById('doc-file').textContent !== title
      || document.querySelector('#fields li.here')?.innerText !== place;
    if (!isNext || !document.getElementById('value') && document.getElementById('nothing').hidden) return;
    look.disconnect();
    const changed = performance.now() - begun;
    const kind = document.getElementById('doc-file').textContent !== title ? 'document' : 'field';
    requestAnimationFrame(() => { const channel = new MessageChannel();
      channel.port1.onmessage = () => window.seen.push([kind, changed, performance.now() - begun]);
      channel.port2.postMessage(0); });
  });
  look.observe(document.body, { childList: true, subtree: true, characterData: true, attributes: true });
}, true);
window.documents = {};
const taken = window.fetch;
window.fetch = async (...words) => {
  const answer = await taken(...words);
  if (String(words[0]).includes('/api/review/next')) {
    const body = await answer.clone().json();
    if (body.document) window.documents[`${body.document.file} #${body.document.number}`] = body.document;
  }
  return answer;
};
"""
HERE = """
const title = document.getElementById('doc-file').textContent;
const label = document.querySelector('#field .label b')?.textContent ?? null;
const value = document.getElementById('value');
return { title, label, isDone: !document.getElementById('nothing').hidden, text: value?.value ?? null, type: value?.type ?? null,
  choices: [...document.querySelectorAll('.choices button')].map((each) => each.textContent),
  document: window.documents[title] ?? null, isProblem: document.activeElement?.closest('#problems') != null };
"""


class Chromium:
    """A browser without a window, over W3C WebDriver."""

    def __init__(self, port=9533):
        self.address = f"http://127.0.0.1:{port}"
        self.profile = tempfile.TemporaryDirectory()
        self.driver = subprocess.Popen(["chromedriver", f"--port={port}"], stdout=subprocess.DEVNULL)
        until(lambda: self.is_ready(), seconds=60)
        options = {"args": ["--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--lang=ja",
                            "--window-size=1280,900", f"--user-data-dir={self.profile.name}"]}
        answer = self.post("/session", {"capabilities": {"alwaysMatch": {"goog:chromeOptions": options}}})
        self.session = "/session/" + answer["sessionId"]

    def is_ready(self):
        try:
            return json.load(urllib.request.urlopen(self.address + "/status"))["value"]["ready"]
        except (urllib.error.URLError, OSError):
            return False

    def post(self, path, body):
        request = urllib.request.Request(self.address + path, json.dumps(body).encode(), {"Content-Type": "application/json"})
        return json.load(urllib.request.urlopen(request))["value"]

    def open(self, url):
        self.post(self.session + "/url", {"url": url})

    def run(self, script, *arguments):
        return self.post(self.session + "/execute/sync", {"script": script, "args": list(arguments)})

    def press(self, keys, holding=None):
        actions = [{"type": "keyDown", "value": KEYS[holding]}] if holding else []
        for key in keys:
            actions += [{"type": "keyDown", "value": key}, {"type": "keyUp", "value": key}]
        actions += [{"type": "keyUp", "value": KEYS[holding]}] if holding else []
        self.post(self.session + "/actions", {"actions": [{"type": "key", "id": "keys", "actions": actions}]})

    def close(self):
        urllib.request.urlopen(urllib.request.Request(self.address + self.session, method="DELETE"))
        self.driver.terminate()
        self.driver.wait()


def meant(browser, document, field, text):
    """What the station takes a text for; as it stands where it can't be a value."""
    return browser.run(
        "const proof = document.querySelector('meta[name=proof]').content; const request = new XMLHttpRequest();"
        "request.open('POST', '/api/review/check', false); request.setRequestHeader('Content-Type', 'application/json');"
        "request.setRequestHeader('X-Tema-Proof', proof);"
        "request.send(JSON.stringify({document: arguments[0], field: arguments[1], text: arguments[2]}));"
        "const answer = JSON.parse(request.responseText); return answer.shown ?? arguments[2];", document, field, text)


def written(value):
    if isinstance(value, bool):
        return "1" if value else "0"
    return "" if value is None else str(value)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("--port", type=int, default=8792)
    options = parser.parse_args()
    sample = PROJECT / "Samples/onestop/office.pdf"
    truths = json.loads(sample.with_suffix(".truth.json").read_text())["documents"]
    folder = pathlib.Path(options.folder)
    service = Served(
        folder, 2, f'station: {{listen: "127.0.0.1:{options.port}", language: ja, planted-errors: 0%}}\n', workflows=doubting("onestop", folder))
    service.drop("onestop", sample)
    until(lambda: (service.ask("SELECT count(*) FROM document WHERE state NOT IN ('queued', 'working')") or [0])[0]
          >= len(truths))
    accounts(service.site, ["sato"])
    browser = Chromium()
    address = f"http://127.0.0.1:{options.port}"
    browser.open(address + "/")
    browser.run("document.querySelector('input[name=name]').value = arguments[0];"
                "document.querySelector('input[name=password]').value = arguments[1];"
                "document.querySelector('form').requestSubmit();", "sato", PASSWORD)
    until(lambda: browser.run("return !!document.querySelector('.bar nav')"), seconds=60)
    browser.post(browser.session + "/goog/cdp/execute",
                 {"cmd": "Page.addScriptToEvaluateOnNewDocument", "params": {"source": WATCH}})
    browser.open(address + "/review")
    presses, doubts, wrong, typed = (collections.Counter() for _ in range(4))
    last, since = None, time.monotonic()
    while time.monotonic() - since < 60:
        here = browser.run(HERE)
        if here["isDone"]:
            break
        document = here["document"]
        if here["isProblem"] and document and (here["title"], None) != last:
            # What the register or a rule says against it: the button that is offered first.
            last, since = (here["title"], None), time.monotonic()
            browser.press([KEYS["Enter"]])
            presses[document["id"]] += 1
            continue
        field = document and next((each for each in document["fields"] if each["label"] == here["label"]), None)
        if not field or here["text"] is None or (here["title"], field["name"]) == last:
            time.sleep(0.02)
            continue
        last, since = (here["title"], field["name"]), time.monotonic()
        truth = written(truths[document["number"] - 1]["fields"].get(field["name"]))
        identifier, name = document["id"], field["name"]
        right = meant(browser, identifier, name, truth)
        doubts[identifier] += 1
        if meant(browser, identifier, name, field["text"]) == right:
            browser.press([KEYS["Enter"]])
            presses[identifier] += 1
            continue
        wrong[identifier] += 1
        texts = [meant(browser, identifier, name, each["text"]) for each in field["alternatives"][:9]]
        if right in texts:
            browser.press([str(texts.index(right) + 1)], holding="Alt" if field["isNumeric"] else None)
            presses[identifier] += 1
        else:
            browser.run("document.getElementById('value').select()")
            browser.press(list(truth) or ["\ue017"])
            browser.press([KEYS["Enter"]])
            presses[identifier] += len(truth) + 1
            typed[identifier] += 1
    times = browser.run("return window.seen")
    browser.close()
    service.stop()
    fields = len(truths[0]["fields"])
    beyond = sorted(presses[each] - doubts[each] for each in presses)
    print(conditions(f"Benchmarks/keys.py {options.folder}"))
    print(f"{len(truths)} documents of {fields} fields, {len(presses)} of which waited: {sum(doubts.values())} fields in doubt, "
          f"{sum(wrong.values())} of them wrong, {sum(typed.values())} typed anew; {sum(presses.values())} keys. Beyond one for "
          f"each field in doubt: {statistics.mean(beyond):.1f} a document, {beyond}.\n")
    print("| from the key to | times | median ms | 95th percentile ms | most ms |\n|---|--:|--:|--:|--:|")
    for kind in ("field", "document"):
        for index, what in ((1, "in the page"), (2, "drawn")):
            values = sorted(each[index] for each in times if each[0] == kind)
            if values:
                print(f"| the next {kind} {what} | {len(values)} | {statistics.median(values):.1f} "
                      f"| {values[int(len(values) * 0.95)]:.1f} | {values[-1]:.1f} |")


if __name__ == "__main__":
    main()
