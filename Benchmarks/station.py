#!/usr/bin/env python3
"""How quickly the station answers with very many documents waiting.

    Benchmarks/station.py STORE ADDRESS [DOCUMENTS]

STORE is the SQLite file of a data folder in which at least one document waits for review and an account `sato` with the
password given in the environment's TEMA_PASSWORD exists; the service is stopped. Copies of that document are added until DOCUMENTS
(100,000) wait; then start the service, and run it again with the same words: it asks for documents, checks values and settles fields
one after the other, and prints the percentiles of the answers' times in ms.
"""
import json, os, re, sqlite3, statistics, sys, time, urllib.parse, urllib.request

store, address, wanted = sys.argv[1], sys.argv[2].rstrip("/"), int(sys.argv[3]) if len(sys.argv) > 3 else 100_000


def fill():
    connection = sqlite3.connect(store)
    connection.execute("PRAGMA synchronous = OFF")
    have = connection.execute("SELECT count(*) FROM document WHERE state = 'review'").fetchone()[0]
    if have >= wanted:
        return 0
    document = connection.execute("SELECT * FROM document WHERE state = 'review' ORDER BY id LIMIT 1")
    columns = [column[0] for column in document.description]
    row = dict(zip(columns, document.fetchone()))
    body = connection.execute("SELECT body FROM document_content WHERE document = ?", [row["id"]]).fetchone()[0]
    page = connection.execute("SELECT registration FROM page WHERE document = ?", [row["id"]]).fetchone()[0]
    batch = row["batch"]
    last = connection.execute("SELECT max(number) FROM document WHERE batch = ?", [batch]).fetchone()[0]
    pages = connection.execute("SELECT page_count FROM batch WHERE id = ?", [batch]).fetchone()[0]
    for index in range(wanted - have):
        number = last + index + 1
        name = f"{batch}-{number}"
        row["id"], row["number"] = name, number
        connection.execute(f"INSERT INTO document ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})", list(row.values()))
        copy = json.loads(body)
        copy["id"], copy["pages"] = name, [pages + index + 1]
        connection.execute("INSERT INTO document_content VALUES (?, ?)", [name, json.dumps(copy, ensure_ascii=False)])
        connection.execute("INSERT INTO page (batch, number, outcome, document, form_page, registration) VALUES (?, ?, 'document', ?, 1, ?)", [batch, pages + index + 1, name, page])
    added = wanted - have
    connection.execute("UPDATE batch SET page_count = page_count + ?, next_page = next_page + ?, unsettled = unsettled + ? WHERE id = ?", [added, added, added, batch])
    connection.commit()
    return added


def ask(path, body=None, headers={}):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(address + path, data=data, headers={"Content-Type": "application/json", **headers})
    begun = time.perf_counter()
    answer = json.load(urllib.request.urlopen(request))
    return answer, 1000 * (time.perf_counter() - begun)


def sign_in():
    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *rest):
            return None
    form = urllib.parse.urlencode({"name": "sato", "password": os.environ["TEMA_PASSWORD"]}).encode()
    try:
        urllib.request.build_opener(Stay).open(urllib.request.Request(address + "/sign-in", data=form))
    except urllib.error.HTTPError as answer:
        cookie = answer.headers["Set-Cookie"].split(";")[0]
    page = urllib.request.urlopen(urllib.request.Request(address + "/batches", headers={"Cookie": cookie})).read().decode()
    return {"Cookie": cookie, "X-Tema-Proof": re.search(r'name="proof" content="([0-9a-f]+)"', page).group(1)}


if added := fill():
    print(f"{added} documents added; start the service and run this again")
    sys.exit()
headers = sign_in()
times = {"next": [], "check": [], "settle": [], "last field": []}
besides = []
for _ in range(60):
    answer, spent = ask("/api/review/next?besides=" + ",".join(besides[-50:]), headers=headers)
    times["next"].append(spent)
    document = answer["document"]
    besides.append(document["id"])
    open_fields = [field for field in document["fields"] if field["state"] in ("doubt", "second")]
    for place, field in enumerate(open_fields):
        body = {"document": document["id"], "field": field["name"], "text": field["text"]}
        times["check"].append(ask("/api/review/check", body, headers)[1])
        body |= {"token": document["token"], "text": None, "force": True, "seconds": 1, "mode": "document"}
        _, spent = ask("/api/review/settle", body, headers)
        times["last field" if place == len(open_fields) - 1 else "settle"].append(spent)
for name, values in times.items():
    values.sort()
    if values:
        print(f"{name:10} n {len(values):4}  median {statistics.median(values):7.1f}  95th {values[int(len(values) * 0.95)]:7.1f}  most {values[-1]:7.1f} ms")
