#!/usr/bin/env python3
"""What records cost on their way in and out, measured with a release build and the tax system of the samples.

    Benchmarks/robot.py intake [ROWS]     rows of a CSV to checked records, per second of processor time
    Benchmarks/robot.py fill [RECORDS]    pages of forms with values drawn in, per second of processor time
    Benchmarks/robot.py enter [RECORDS]   an entry by the robot, beside the same steps by bare WebDriver calls

TEMA=PROGRAM runs another program than .build/release/tema.
"""

import json
import os
import pathlib
import re
import resource
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent
TEMA = os.path.realpath(os.environ.get("TEMA", ROOT / ".build/release/tema"))


def place(steps, folder):
    """A workflow whose documents are rows, with the fields of the sample form."""
    shutil.copytree(ROOT / "Workflows/onestop/forms", folder / "rows/forms")
    (folder / "rows/workflow.yml").write_text(
        "workflow: rows\ntitle: 申請\ndepartment: 市民税課\nintake: {inbox: rows, split: form, records: true}\n"
        "forms: [forms/onestop.yml]\nsteps:\n  - read: {error-budget: 0.1%}\n"
        "  - check:\n      - {that: length(my_number) = 12, else: 個人番号は12桁です}\n"
        "      - {that: birth <= received, else: 生年月日が受付日より後です}\n" + steps)
    (folder / "tema.yml").write_text("data: data\nsecrets: secrets.yml\nworkflows: [rows]\n")
    secrets = folder / "secrets.yml"
    secrets.touch(mode=0o600)
    secrets.write_text("tax-system: {user: shokuin, password: himitsu}\n")


def rows(count, file):
    heads = "my_number,name,kana,birth,postal_code,address,donated,amount,received,consent_donor,consent_scope,phone,sex,birth_era"
    digits = lambda n: "%011d" % (40_000_000_000 + n)

    def check(number):
        total = sum(int(c) * (n + 1 if n <= 6 else n - 5) for n, c in zip(range(1, 12), reversed(number)))
        return number + str(0 if total % 11 <= 1 else 11 - total % 11)

    lines = [heads] + [
        "%s,見本 %s,ミホン タロウ,1980-04-%02d,890-0001,鹿児島県鹿児島市試験町%d番%d号,2026-05-01,%d,2026-11-01,1,1,0992006063,男,昭和"
        % (check(digits(n)), "太郎花子一郎次郎"[n % 4 * 2:][:2], n % 28 + 1, n % 90 + 1, n % 30 + 1, 1000 + n)
        for n in range(count)]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def run(folder, *words):
    before, begin = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    done = subprocess.run([TEMA, "run", "rows", *words, "--data", "data", "--site", "tema.yml"], cwd=folder, capture_output=True, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    if done.returncode not in (0, 3):
        sys.exit(done.stderr[-2000:])
    states = dict(sqlite3.connect(folder / "data/tema.sqlite").execute("SELECT state, count(*) FROM document GROUP BY state"))
    return cpu, time.monotonic() - begin, states


def intake(count=10_000):
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        place("  - export: {file: 'rows-{batch}.csv', columns: {番号: my_number, 氏名: name}}\n", folder)
        rows(count, folder / "rows.csv")
        cpu, wall, states = run(folder, "rows.csv")
        print(f"{count} rows: {states}; {cpu:.1f} s of processor time, {wall:.1f} s; {count / cpu:.0f} rows a second and core")


def fill(count=200):
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        costs = {}
        for label, step in [("without", ""), ("with", "  - fill: {forms: [forms/onestop.yml], into: '{_document}.pdf'}\n")]:
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            place(step + "  - export: {file: 'rows-{batch}.csv', columns: {番号: my_number}}\n", folder)
            rows(count, folder / "rows.csv")
            costs[label], _, states = run(folder, "rows.csv")
        pages = sum(1 for _ in folder.rglob("*.pdf")) - 1
        spent = costs["with"] - costs["without"]
        print(f"{count} records, {pages} sheets: {states}; {spent:.2f} s of processor time more than without; "
              f"{count / spent:.0f} forms a second and core")


class System:
    def __init__(self, folder):
        self.process = subprocess.Popen(
            ["python3", ROOT / "Samples/tax-system/tax_system.py", folder, "--while-input", "--port", "0", "--slow", "0", "--seed", "7"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.address = self.process.stdout.readline().strip()

    def end(self):
        self.process.stdin.close()
        self.process.wait()


def script(address):
    """As make robot-demo has it: another form's fields into the same pages."""
    text = (ROOT / "Samples/tax-system/enter.yml").read_text().replace("http://127.0.0.1:8091/", address)
    text = re.sub(r"  - when: \{that: (consent|urgent).*\n", "", text)
    text = re.sub(r"  - when:\n      that: way.*\n.*\n.*\n", "  - choose: {from: {cell: 受取方法}, option: なし}\n", text)
    return text.replace("{_file}", "{name}")


def by_robot(count):
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        system = System(folder / "system")
        place("  - enter: {into: tax-system, script: enter.yml}\n"
              "  - export: {file: 'rows-{batch}.csv', columns: {番号: my_number, 受付: receipt}}\n", folder)
        (folder / "rows/enter.yml").write_text(script(system.address))
        rows(count, folder / "rows.csv")
        run(folder, "rows.csv", "--workers", "1")
        times = [each[0] for each in sqlite3.connect(folder / "data/tema.sqlite").execute(
            "SELECT answered FROM entry WHERE state = 'done' ORDER BY answered")]
        system.end()
        return [later - earlier for earlier, later in zip(times, times[1:])]


class Bare:
    """No more than WebDriver's own calls."""

    def __init__(self):
        self.driver = subprocess.Popen(["chromedriver", "--port=9723"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(200):
            try:
                self.base = "http://127.0.0.1:9723"
                self.ask("GET", "/status")
                break
            except OSError:
                time.sleep(0.05)
        options = {"args": ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]}
        value = self.ask("POST", "/session", {"capabilities": {"alwaysMatch": {
            "browserName": "chrome", "goog:chromeOptions": options, "unhandledPromptBehavior": "ignore"}}})
        self.base += "/session/" + value["sessionId"]

    def ask(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.base + path, data, {"Content-Type": "application/json"}, method=method)
        return json.load(urllib.request.urlopen(request))["value"]

    def find(self, xpath):
        while True:
            found = self.ask("POST", "/elements", {"using": "xpath", "value": xpath})
            if found:
                return next(iter(found[0].values()))

    def click(self, xpath):
        self.ask("POST", f"/element/{self.find(xpath)}/click", {})

    def type(self, label, text):
        self.ask("POST", f"/element/{self.find(cell(label) + '//input')}/value", {"text": text})

    def end(self):
        self.ask("DELETE", "")
        self.driver.terminate()
        self.driver.wait()


def cell(label):
    return f"//th[normalize-space()='{label}']/following-sibling::td[1]"


def by_hand(count):
    with tempfile.TemporaryDirectory() as name:
        system, bare = System(pathlib.Path(name) / "system"), Bare()
        bare.ask("POST", "/url", {"url": system.address})
        bare.type("利用者ID", "shokuin")
        bare.type("パスワード", "himitsu")
        bare.click("//input[@type='submit' or @type='button'][@value='ログイン']")
        bare.find("//a[normalize-space()='新規登録']")
        times = []
        for number in range(count):
            bare.ask("POST", "/url", {"url": system.address + "menu"})
            bare.click("//a[normalize-space()='新規登録']")
            bare.type("整理番号", f"bare-{number}")
            bare.click("//input[@value='次へ']")
            bare.click(cell("受取方法") + "//option[normalize-space()='なし'] | //label[normalize-space()='なし']")
            bare.type("備考", "見本 太郎")
            bare.click("//input[@value='登録する']")
            bare.ask("POST", "/alert/accept", {})
            bare.find("//*[contains(text(), '登録が完了しました')]")
            element = bare.find(cell("受付番号"))
            bare.ask("GET", f"/element/{element}/text")
            bare.ask("GET", "/screenshot")
            times.append(time.monotonic())
        bare.end()
        system.end()
        return [1000 * (later - earlier) for earlier, later in zip(times, times[1:])]


def enter(count=60):
    for turn in range(2):
        robot, bare = by_robot(count), by_hand(count)
        middle = lambda times: statistics.median(times[len(times) // 5:])
        print(f"an entry: {middle(robot):.0f} ms by the robot, {middle(bare):.0f} ms by bare calls; "
              f"{100 * (middle(robot) / middle(bare) - 1):+.1f} %", flush=True)


if __name__ == "__main__":
    what, *rest = sys.argv[1:] or ["help"]
    actions = {"intake": intake, "fill": fill, "enter": enter}
    if what not in actions:
        sys.exit(__doc__)
    actions[what](*map(int, rest))
