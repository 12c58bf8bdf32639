#!/usr/bin/env python3
"""A small, deliberately old-fashioned tax system to practise on. Everything in it is fictional.

It has a login, a menu, a slow list, a form in two pages, a confirmation dialog, a session that times out, a duplicate
check, a random refusal, and a page that changes its layout by a switch. Its pages are in Shift_JIS and label their inputs
by the neighbouring cell of a table, as systems of the time do.

What is registered is appended to FOLDER/records.jsonl, one line each, and on the disk before it is answered.
"""

import argparse
import html
import http.server
import json
import os
import random
import secrets
import socket
import sys
import threading
import time
import urllib.parse

OPTIONS = None
LOCK = threading.Lock()
RECORDS = {}
SESSIONS = {}


def load(folder):
    path = os.path.join(folder, "records.jsonl")
    if os.path.exists(path):
        with open(path, encoding="utf-8") as file:
            for line in file:
                # A line that a power cut left half written was never answered.
                if line.endswith("\n"):
                    record = json.loads(line)
                    RECORDS[record["number"]] = record


def append(name, value):
    with open(os.path.join(OPTIONS.folder, name), "a", encoding="utf-8") as file:
        file.write(json.dumps(value, ensure_ascii=False) + "\n")
        file.flush()
        os.fsync(file.fileno())


def layout():
    path = os.path.join(OPTIONS.folder, "layout")
    return open(path).read().strip() if os.path.exists(path) else "1"


def page(title, body):
    return (
        '<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN"><html lang="ja"><head>'
        '<meta http-equiv="Content-Type" content="text/html; charset=Shift_JIS"><title>%s</title></head>'
        '<body bgcolor="#eeeee0"><table width="100%%" bgcolor="#335588"><tr><td><font color="white">○○市 税務システム'
        "</font></td></tr></table><h2>%s</h2>%s</body></html>" % (title, title, body)
    )


def row(label, control):
    return '<tr><th align="left" bgcolor="#ccccbb">%s</th><td>%s</td></tr>' % (label, control)


def field(name, value=""):
    return '<input type="text" name="%s" value="%s">' % (name, html.escape(value))


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments):
        pass

    def answer(self, text, status=200, cookie=None, location=None):
        body = text.encode("cp932", errors="xmlcharrefreplace")
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=Shift_JIS")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        if cookie:
            self.send_header("Set-Cookie", "session=%s; Path=/; HttpOnly" % cookie)
        if location:
            self.send_header("Location", location)
        self.end_headers()
        self.wfile.write(body)

    def session(self):
        for part in (self.headers.get("Cookie") or "").split(";"):
            name, _, value = part.strip().partition("=")
            session = SESSIONS.get(value) if name == "session" else None
            if session and time.time() - session["seen"] < OPTIONS.session_seconds:
                session["seen"] = time.time()
                session["count"] += 1
                if OPTIONS.session_requests and session["count"] > OPTIONS.session_requests:
                    del SESSIONS[value]
                    return None
                return session
        return None

    def do_GET(self):
        path, _, query = self.path.partition("?")
        self.route(path, urllib.parse.parse_qs(query, encoding="cp932", keep_blank_values=True))

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode("ascii", errors="replace")
        self.route(self.path, urllib.parse.parse_qs(body, encoding="cp932", keep_blank_values=True))

    def route(self, path, form):
        value = lambda name: form.get(name, [""])[0].strip()
        if path == "/":
            return self.answer(page("ログイン", LOGIN))
        if path == "/login":
            if value("user") != OPTIONS.user or value("password") != OPTIONS.password:
                return self.answer(page("ログイン", '<p class="error">利用者IDかパスワードが違います</p>' + LOGIN))
            key = secrets.token_hex(16)
            SESSIONS[key] = {"seen": time.time(), "count": 0, "draft": {}}
            return self.answer("", 302, cookie=key, location="/menu")
        session = self.session()
        if session is None:
            return self.answer(page("セッション切れ", '<p>セッションが切れました。<a href="/">ログイン</a>し直してください。</p>'))
        if path == "/menu":
            return self.answer(page("メニュー", MENU))
        if path == "/list":
            time.sleep(OPTIONS.slow)
            return self.answer(page("登録一覧", self.list(value("number"))))
        if path == "/new":
            return self.answer(page("新規登録（1/2）", self.first()))
        if path == "/new2":
            session["draft"] = {name: value(name) for name in ("number", "kind", "consent", "urgent")}
            if not session["draft"]["number"]:
                return self.answer(page("新規登録（1/2）", '<p class="error">整理番号を入力してください</p>' + self.first()))
            return self.answer(page("新規登録（2/2）", self.second()))
        if path == "/save":
            return self.save(session, value)
        self.answer(page("エラー", "<p>画面がありません</p>"), 404)

    def list(self, number):
        found = [r for r in RECORDS.values() if not number or r["number"] == number]
        rows = "".join(
            "<tr><td>%s</td><td>%s</td><td>%s</td></tr>" % (r["number"], r["receipt"], html.escape(r["note"]))
            for r in found[-50:])
        search = '<form action="/list"><table>%s</table><input type="submit" value="検索"></form>' % row(
            "整理番号", field("number", number))
        if not found:
            return search + "<p>該当する登録はありません</p>"
        receipt = "<table>%s</table>" % row("受付番号", found[0]["receipt"]) if number else ""
        return search + "<p>%d件の登録があります</p>" % len(found) + receipt + '<table border="1">%s</table>' % rows

    def first(self):
        label = {"1": "整理番号", "2": "申請整理番号（新様式）"}.get(layout(), "整理番号")
        return (
            '<form method="POST" action="/new2"><table>'
            + row(label, field("number"))
            + row("至急", '<input type="checkbox" name="urgent" value="1">')
            + row("同意", '<input type="checkbox" name="consent" value="1">')
            + '</table><input type="submit" value="次へ"></form>'
        )

    def second(self):
        ways = "".join(
            '<label><input type="radio" name="way" value="%s">%s</label>' % (code, text)
            for code, text in (("0", "なし"), ("1", "窓口"), ("2", "郵送"), ("3", "電子")))
        return (
            '<form method="POST" action="/save" onsubmit="return confirm(\'登録します。よろしいですか？\')"><table>'
            + row("受取方法", ways) + row("備考", field("note"))
            + '</table><input type="submit" value="登録する"></form>'
        )

    def save(self, session, value):
        draft = session["draft"]
        number = draft.get("number", "")
        append("attempts.jsonl", {"number": number, "at": time.time()})
        if random.random() < OPTIONS.drop:
            return self.drop()
        if not number:
            return self.answer(page("登録エラー", '<p class="error">入力が途中で失われました</p>'))
        if number[-1:] in OPTIONS.refuse_ending:
            return self.answer(page("登録エラー", '<p class="error">この整理番号は対象外です（E-1042）</p>'))
        if random.random() < OPTIONS.busy:
            return self.answer(page("混雑", "<p>ただいま混み合っています</p>"), 503)
        with LOCK:
            if number in RECORDS:
                append("duplicates.jsonl", {"number": number, "at": time.time()})
                return self.answer(page("登録エラー", '<p class="error">同じ整理番号の登録があります（E-2001）</p>'))
            record = {
                "number": number, "receipt": "R%06d" % (len(RECORDS) + 1), "way": value("way"),
                "consent": draft["consent"], "urgent": draft["urgent"], "note": value("note")}
            append("records.jsonl", record)
            RECORDS[number] = record
        if random.random() < OPTIONS.lose:
            return self.drop()
        session["draft"] = {}
        self.answer(page("登録完了", "<p>登録が完了しました</p><table>%s</table><a href=\"/menu\">メニューへ</a>" % row(
            "受付番号", record["receipt"])))

    def drop(self):
        """Ends the connection without an answer."""
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)


LOGIN = '<form method="POST" action="/login"><table>%s%s</table><input type="submit" value="ログイン"></form>' % (
    row("利用者ID", field("user")), row("パスワード", '<input type="password" name="password">'))
MENU = '<ul><li><a href="/new">新規登録</a></li><li><a href="/list">登録一覧</a></li></ul>'


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64
    allow_reuse_address = True

    def handle_error(self, request, address):
        pass


def main():
    global OPTIONS
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", help="where records are kept")
    parser.add_argument("--port", type=int, default=0, help="0 picks a free one, and says which")
    parser.add_argument("--user", default="shokuin")
    parser.add_argument("--password", default="himitsu")
    parser.add_argument("--slow", type=float, default=0.3, help="seconds that the list takes")
    parser.add_argument("--session-seconds", type=float, default=600)
    parser.add_argument("--session-requests", type=int, default=0, help="a session ends after so many pages")
    parser.add_argument("--refuse-ending", default="", help="digits: numbers that end so are refused")
    parser.add_argument("--busy", type=float, default=0, help="share of entries that get a 503, and are not kept")
    parser.add_argument("--drop", type=float, default=0, help="share of entries that get no answer, and are not kept")
    parser.add_argument("--lose", type=float, default=0, help="share of entries that are kept, and get no answer")
    parser.add_argument("--while-input", action="store_true", help="end when standard input does")
    parser.add_argument("--seed", type=int, default=None)
    OPTIONS = parser.parse_args()
    random.seed(OPTIONS.seed)
    os.makedirs(OPTIONS.folder, exist_ok=True)
    load(OPTIONS.folder)
    server = Server(("127.0.0.1", OPTIONS.port), Handler)
    if OPTIONS.while_input:
        threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
    print("http://127.0.0.1:%d/" % server.server_port, flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        sys.exit(0)


if __name__ == "__main__":
    main()
