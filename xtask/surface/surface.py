"""What a hostile or broken client gets from the app: one JSON text with the faults, and what was done.

Run by `cargo xtask surface` as `surface.py PART PORT COUNT`. Only the standard library is used. `proof` asks the same of
a server that does everything wrong: a check that does not notice is itself a fault.
"""

import asyncio
import json
import random
import re
import resource
import ssl
import sys
import time
from collections import Counter
from urllib.parse import quote

TOKEN = "ab" * 32
COOKIE = f"__Host-afterglow={TOKEN}"
FORM = "application/x-www-form-urlencoded"
TRIAGE = json.dumps({"at": "2026-11-24T10:00:00Z[UTC]", "case": {
    "treatment": {"ended": "2026-11-22T10:00:00Z[UTC]"},
    "check_ins": [{"at": "2026-11-24T10:00:00Z[UTC]", "signs": ["breathing-trouble"]}]}}).encode()
PAGES = ["/start", "/setup/when", "/setup/areas", "/today", "/check-in", "/wrong", "/may", "/products", "/recovery", "/check-ins", "/screen", "/setup/zone", "/plan",
         "/course", "/papers", "/papers/plan.html", "/data", "/data/case.json", "/settings", "/healthz"]
POSTS = ["/setup/" + step for step in ["when", "setting", "device", "areas", "you", "skin", "conditions", "history",
         "concerns", "numbing", "applied", "allergies", "medications", "recent", "zone", "clinic"]] + ["/check-in", "/products", "/settings", "/may/makeup/did", "/may/retinoid/did"]
IDS = ["/may/{}", "/result/{}", "/check-in?correct={}", "/check-in?form={}", "/papers/{}", "/papers/{}.html", "/setup/{}", "/static/{}", "/api/v1/{}", "/{}"]
POST_IDS = ["/products/{}/remove", "/check-ins/{}/withdraw", "/may/{}/did", "/setup/{}", "/api/v1/{}"]
QUESTIONS = ["screen", "prepare", "session", "plan", "can", "triage", "ask", "expect", "label", "course"]
FIELDS = ["at", "of", "open", "again", "name", "label", "born", "pregnant", "skin", "choice", "none", "depth", "clinic", "phone",
          "hours", "country", "zone", "size", "sign", "note", "trend", "temperature_c", "symptom-pain", "setting", "device"]
NASTY = ["", "0", "-1", "NaN", "nan", "inf", "1e999", "-0", "9" * 400, "9999-12-31T23:59", "-009999-01-01T00:00",
         "2026-03-29T02:30", "\0", "../../etc/passwd", "a\r\nBEGIN:VALARM\r\n", "\u202e\u2028", "<script>alert(1)</script>",
         "' OR 1=1 --", "=cmd|' /C calc'!A0", "true", "face", "none-of-it", "\ud83d\ude00" if False else "\U0001f600", "x" * 3000]
TRAVERSAL = ["../../../etc/passwd", "..%2f..%2f..%2fetc%2fpasswd", "%2e%2e/%2e%2e/etc/passwd", "..%5c..%5cetc", "%00", "a%00.html",
             "plan.html%00.pdf", "/etc/passwd", "%252e%252e%252f", "..;/x", "%ff%fe", "%", "%zz", "%c0%ae%c0%ae/", "a" * 4000, "."]


def request(method, path, headers=(), body=b"", host="localhost"):
    lines = [f"{method} {path} HTTP/1.1".encode("latin-1", "replace"), b"Host: " + host.encode()]
    lines += [f"{name}: {value}".encode("latin-1", "replace") for name, value in headers]
    if body or method == "POST":
        lines.append(f"Content-Length: {len(body)}".encode())
    return b"\r\n".join(lines) + b"\r\nConnection: close\r\n\r\n" + body


def form(path, fields, extra=(), token=TOKEN, kind=FORM, cookie=COOKIE):
    pairs = ([("token", token)] if token else []) + list(fields)
    body = "&".join(f"{quote(k, safe='')}={quote(v, safe='')}" for k, v in pairs).encode()
    return request("POST", path, [("Cookie", cookie), ("Content-Type", kind), *extra], body)


def encrypted():
    """A client that takes any certificate: whose it is, is checked by its fingerprint."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


async def ask(port, raw, seconds=20, tls=None):
    """Status, headers and body; status 0 if nothing came, -1 if it took too long."""
    try:
        async with asyncio.timeout(seconds):
            reader, writer = await asyncio.open_connection("127.0.0.1", port, ssl=tls)
            try:
                async def put():
                    try:
                        writer.write(raw)
                        await writer.drain()
                    except OSError:
                        pass  # The server may answer before it has read all.
                putting = asyncio.create_task(put())
                data = b""
                try:
                    while more := await reader.read(1 << 16):
                        data += more
                except OSError:
                    pass
                putting.cancel()
            finally:
                writer.close()
    except TimeoutError:
        return -1, {}, b""
    except OSError:
        return 0, {}, b""
    head, _, body = data.partition(b"\r\n\r\n")
    lines = head.decode("latin-1").split("\r\n")
    words = lines[0].split(" ")
    status = int(words[1]) if len(words) > 1 and words[1].isdigit() else 0
    headers = {n.lower(): v.strip() for n, _, v in (line.partition(":") for line in lines[1:])}
    return status, headers, body


async def triage(port, seconds=10):
    """Whether triage answers as it should, and how long that takes."""
    start = time.perf_counter()
    status, _, body = await ask(port, request("POST", "/api/v1/triage", [("Content-Type", "application/json")], TRIAGE), seconds)
    good = status == 200 and b'"emergency"' in body
    return good, time.perf_counter() - start


# --- malformed requests ---

def deep(n, kind):
    return (b'{"case":' + b'{"a":' * n + b"1" + b"}" * n + b"}") if kind else b"[" * n + b"]" * n


def broken_json(r):
    good = TRIAGE
    kind = r.randrange(12)
    if kind == 0:
        return good[: r.randrange(len(good))]
    if kind == 1:
        return bytes(r.randrange(256) for _ in range(r.randrange(400)))
    if kind == 2:
        return deep(r.choice([10, 127, 128, 129, 1000, 100000]), r.random() < 0.5)
    if kind == 3:
        return good.replace(b'"signs"', b'"signs": [], "signs"')
    if kind == 4:
        value = r.choice(["NaN", "Infinity", "-Infinity", "1e999", "-1e999", "9" * 500, "0.1e-9999", "-0", "1E400", "01", "+1", "null", "[]", "{}"])
        return f'{{"case":{{"check_ins":[{{"at":"2026-11-24T10:00:00Z[UTC]","temperature_c":{value}}}]}}}}'.encode()
    if kind == 5:
        at = bytearray(good)
        for _ in range(r.randrange(1, 6)):
            at[r.randrange(len(at))] = r.randrange(256)
        return bytes(at)
    if kind == 6:
        return json.dumps({"case": {}, r.choice(["at", "done_at", "by"]): r.choice(NASTY)}).encode()
    if kind == 7:
        when = r.choice(["-009999-01-01T00:00:00Z[UTC]", "9999-12-30T22:00:00Z[UTC]", "9999-12-30T22:00:00+14:00[Pacific/Kiritimati]",
                         "-009999-01-02T01:59:59Z[UTC]", "0000-01-01T00:00:00Z[UTC]", "1970-01-01T00:00:00Z[UTC]"])
        other = r.choice(["-009999-01-03T00:00:00Z[UTC]", "9999-12-29T22:00:00Z[UTC]", "2026-11-22T10:00:00Z[UTC]"])
        return json.dumps({"at": when, "activity": "makeup", "done_at": other, "by": "9999-12-31",
                           "case": {"treatment": {"ended": other, "planned": when}, "next": {"planned": when}}}).encode()
    if kind == 8:
        return json.dumps({"case": {}, "label": r.choice(NASTY) * r.randrange(1, 50)}).encode()
    if kind == 9:
        return b"\xff\xfe" + good.decode().encode("utf-16-le")
    if kind == 10:
        return json.dumps({"case": {r.choice(["person", "treatment", "check_ins", "products", "x\0"]): r.choice([[], {}, [[]], 0, "", None, True])}}).encode()
    return json.dumps({"case": json.loads(good)["case"], "level": "self-care", "role": "admin"}).encode()


def malformed(r, number):
    """The kind of a request, and its bytes."""
    kinds = ["json", "json", "json", "form", "form", "id", "post id", "type", "encoding", "header", "raw", "query"]
    kind = kinds[number % len(kinds)]
    if number % 500 == 7:
        big = b'{"case":{},"label":"' + b"a" * (10 << 20) + b'"}'
        return "10 MB json", request("POST", "/api/v1/label", [("Content-Type", "application/json")], big)
    if number % 500 == 257:
        return "10 MB form", form(r.choice(POSTS), [("label", "a" * (10 << 20))])
    if number % 250 == 133:
        return "large form", form(r.choice(POSTS), [(f, "a" * 70000) for f in ("name", "note", "label")] + [("at", "2026-11-22T10:00")])
    if kind == "json":
        return kind, request("POST", "/api/v1/" + r.choice(QUESTIONS), [("Content-Type", "application/json")], broken_json(r))
    if kind == "form":
        fields = [(r.choice(FIELDS), r.choice(NASTY)) for _ in range(r.randrange(8))]
        return kind, form(r.choice(POSTS), fields)
    if kind == "id":
        return kind, request(r.choice(["GET", "HEAD"]), r.choice(IDS).format(r.choice(TRAVERSAL)), [("Cookie", COOKIE)])
    if kind == "post id":
        return kind, form(r.choice(POST_IDS).format(r.choice(TRAVERSAL)), [("a", "b")])
    if kind == "type":
        types = ["text/plain", "multipart/form-data; boundary=x", "application/xml", "", "a" * 500, "application/json; charset=utf-16"]
        return kind, form(r.choice(POSTS + ["/api/v1/triage"]), [("a", r.choice(NASTY))], kind=r.choice(types))
    if kind == "encoding":
        body = f"token={TOKEN}&".encode() + r.choice([b"a=%", b"a=%f", b"a=%zz", b"a=%ff", b"%ff=a", b"a=\xff", b"&&&==", b"a=%00", b"=" * 9999, b"&a" * 9999])
        return kind, request("POST", r.choice(POSTS), [("Cookie", COOKIE), ("Content-Type", FORM)], body)
    if kind == "header":
        extra = r.choice([("X", "a" * 9000), ("X", "a" * 40000), ("Cookie", "a=b;" * 3000), ("Cookie", "\xff\xfe"), ("Accept", "\x01"),
                          ("Range", "bytes=0-,0-,0-"), ("Transfer-Encoding", "chunked"), ("Expect", "100-continue"), ("Upgrade", "h2c")])
        return kind, request("GET", r.choice(PAGES), [extra] * r.choice([1, 1, 3, 150]))
    if kind == "raw":
        lines = [bytes(r.randrange(256) for _ in range(r.randrange(1, 200))), b"GET / HTTP/9.9", b"GET  HTTP/1.1", b"GET / HTTP/1.1\r\nHost: a\r\nHost: b",
                 b"POST /check-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1", b"POST /check-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999999999999",
                 b"POST /api/v1/triage HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", b"PRI * HTTP/2.0\r\n\r\nSM", b"\x16\x03\x01\x02\x00\x01"]
        return kind, r.choice(lines) + b"\r\n\r\n"
    query = r.choice(["?of=%ff", "?of=a&of=b", "?by=9999-12-31", "?by=-009999-01-01", "?by=%00", "?" + "a=b&" * 500, "?by=2026-02-30", "?%", "?of=../"])
    return kind, request("GET", r.choice(["/plan", "/course", "/setup/when", "/today"]) + query, [("Cookie", COOKIE)])


async def abuse(port, count):
    r = random.Random(20261124)
    found, answers, alive = Counter(), Counter(), []
    numbers = iter(range(count))
    done = asyncio.Event()

    async def watch():
        while not done.is_set():
            alive.append(await triage(port))
            await asyncio.sleep(0.1)

    async def work():
        for number in numbers:
            kind, raw = malformed(r, number)
            status, _, body = await ask(port, raw)
            answers[status] += 1
            # Bytes that are no request may be let go without a word.
            if not (200 <= status < 500 or kind == "raw" and status == 0):
                where = raw.split(b"\r\n", 1)[0][:70].decode("latin-1")
                found[f"{kind}: status {status} for `{where}`"] += 1
            if b"root:x:0" in body:
                found[f"{kind}: a file of the system was given away"] += 1

    watching = asyncio.create_task(watch())
    await asyncio.gather(*(work() for _ in range(24)))
    done.set()
    await watching
    alive.append(await triage(port))
    lost = sum(not good for good, _ in alive)
    faults = [f"{times} x {what}" for what, times in found.most_common(20)]
    if lost or not alive:
        faults.append(f"triage was not answered {lost} of {len(alive)} times meanwhile")
    return faults, f"{count} malformed requests, answers {dict(sorted(answers.items()))}, {len(alive)} triages meanwhile"


# --- slow clients ---

async def slow_one(port, kind, until):
    """One client that is slow on purpose, and comes back when it is let go."""
    while time.monotonic() < until:
        writer = None
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            if kind == "headers":
                writer.write(b"GET /today HTTP/1.1\r\nHost: localhost\r\nX: ")
            elif kind == "bodies":
                writer.write(b"POST /api/v1/triage HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n{")
            elif kind == "readers":
                # Asks again and again and never reads an answer.
                writer.transport.pause_reading()
                writer.write(b"GET /static/app.css HTTP/1.1\r\nHost: localhost\r\n\r\n" * 2000)
            else:
                writer.write(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
            while time.monotonic() < until:
                await asyncio.sleep(1)
                if kind in ("headers", "bodies"):
                    writer.write(b" ")
                if writer.is_closing() or (kind != "readers" and reader.at_eof()):
                    break
        except OSError:
            await asyncio.sleep(0.2)
        finally:
            if writer:
                writer.transport.abort()


async def crowd(port, count, kind, seconds):
    """Many slow clients, in a process of their own: who asks meanwhile must not wait for them here."""
    low, high = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (high, high))
    until = time.monotonic() + seconds
    await asyncio.gather(*(slow_one(port, kind, until) for _ in range(count)))
    return [], ""


async def slow(port, count, seconds=15, kinds=("headers", "bodies", "readers", "idle")):
    _, high = resource.getrlimit(resource.RLIMIT_NOFILE)
    if high < count + 200:
        return [f"only {high} files may be open here; {count} connections cannot be tried"], ""
    faults, said = [], []
    for kind in kinds:
        until = time.monotonic() + seconds
        clients = await asyncio.create_subprocess_exec(
            sys.executable, __file__, f"crowd-{kind}", str(port), str(count), str(seconds), stdout=asyncio.subprocess.DEVNULL)
        await asyncio.sleep(1.5)
        asked = []
        while time.monotonic() < until:
            asked.append(asyncio.create_task(triage(port)))
            await asyncio.sleep(0.1)
        answers = await asyncio.gather(*asked)
        if await clients.wait() != 0:
            faults.append(f"the slow {kind} broke off")
        times = sorted(taken for _, taken in answers)
        lost = sum(not good for good, _ in answers)
        p50, p99 = times[len(times) // 2], times[min(len(times) - 1, len(times) * 99 // 100)]
        line = f"{count} slow {kind}: triage p50 {p50 * 1000:.0f} ms, p99 {p99 * 1000:.0f} ms, {lost} of {len(times)} lost"
        said.append(line)
        if lost or p99 > 0.5:
            faults.append(line)
    return faults, "; ".join(said)


# --- other sites ---

async def strangers(port, _count):
    own = f"localhost:{port}"
    api = ("Content-Type", "application/json")
    fields = [("sign", "fever"), ("note", "from a stranger")]
    evil = [("Origin", "https://evil.example"), ("Sec-Fetch-Site", "cross-site")]
    refused = {
        "a form of another site": form("/check-in", fields, evil),
        "a form of another site, by origin alone": form("/check-in", fields, evil[:1]),
        "a form of another port": form("/check-in", fields, [("Origin", "http://localhost:1"), ("Sec-Fetch-Site", "same-site")]),
        "a form of nowhere (null)": form("/check-in", fields, [("Origin", "null")]),
        "a form without its secret": form("/check-in", fields, token=None),
        "a form with another's secret": form("/check-in", fields, token="cd" * 32),
        "a form without a cookie": form("/check-in", fields, cookie="a=b"),
        "a form as text": form("/check-in", fields, kind="text/plain"),
        "text as JSON of another site": request("POST", "/api/v1/triage", [("Content-Type", "text/plain"), *evil], TRIAGE),
        "JSON of nowhere (null)": request("POST", "/api/v1/triage", [api, ("Origin", "null")], TRIAGE),
        "erasure by another site": form("/data/erase", [("sure", "yes")], evil),
        "a page of another site that loads ours": request("GET", "/data/case.json", [("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "no-cors")]),
        "a form of this name without encryption's scheme": form("/check-in", fields, [("Origin", "https://localhost")]),
        "a foreign name for this machine": request("GET", "/data/case.json", host="evil.example"),
        "a foreign name behind a bracket": request("GET", "/data/case.json", host="[::1].evil.example"),
        "a foreign name behind a colon": request("GET", "/data/case.json", host="localhost:1.evil.example"),
    }
    faults, count = [], 0
    before = await ask(port, request("GET", "/data/case.json", host=own))
    for name, raw in refused.items():
        count += 1
        status, _, body = await ask(port, raw)
        if status != 403 or b"invented" in body:
            faults.append(f"{name}: status {status} instead of 403")
    # What was refused has left nothing behind. A page that is always the same would hide that: it must hold the case.
    after = await ask(port, request("GET", "/data/case.json", host=own))
    count += 1
    if before[2] != after[2] or b'"treatment"' not in after[2]:
        faults.append("nothing stored: the case changed, or is not there")
    kept = {"x-frame-options": "DENY", "x-content-type-options": "nosniff", "cache-control": "no-store",
            "referrer-policy": "same-origin", "cross-origin-resource-policy": "same-origin"}
    odd = ["/no-such-page", "/data/x.css", "/data/case.json/x.css", "/may/%ff", "/plan?of=a&of=b", "//evil.example/%2e%2e"]
    for path in PAGES + ["/api/v1/openapi.json"] + odd:
        count += 1
        status, headers, _ = await ask(port, request("GET", path, [("Sec-Fetch-Dest", "iframe"), *evil], host=own))
        wrong = [f"{name} {headers.get(name)}" for name, value in kept.items() if headers.get(name) != value]
        if "frame-ancestors 'none'" not in headers.get("content-security-policy", ""):
            wrong.append("no frame-ancestors")
        wrong += [name for name in headers if name.startswith("access-control-")]
        if "evil" in headers.get("location", ""):
            wrong.append("leads away")
        if wrong:
            faults.append(f"headers of {path} ({status}): {', '.join(wrong)}")
    for method, path in [("GET", "/no-such-page"), ("GET", "/may/%ff"), ("GET", "/plan?of=a&of=b"), ("PUT", "/today"), ("GET", "/data/erase")]:
        count += 1
        status, _, body = await ask(port, request(method, path, host=own))
        if b'href="/wrong"' not in body:
            faults.append(f"help on the page of a fault: {method} {path} ({status}) says nothing of it")
    for method, path in [("GET", "/api/v1/triage"), ("POST", "/api/v1/no-such"), ("POST", "/api/v1/%ff")]:
        count += 1
        status, headers, _ = await ask(port, request(method, path, host=own))
        if headers.get("content-type") != "application/problem+json":
            faults.append(f"a fault for programs: {method} {path} ({status}) is {headers.get('content-type')}")
    count += 1
    status, headers, _ = await ask(port, request("OPTIONS", "/api/v1/triage", [("Access-Control-Request-Method", "POST"), *evil], host=own))
    if 200 <= status < 300 or "access-control-allow-origin" in headers:
        faults.append(f"another site's browser asks first: status {status}")
    count += 1
    twice = TRIAGE.replace(b'"signs"', b'"signs": [], "signs"').replace(b'["breathing-trouble"]}', b'["breathing-trouble"], "signs": []}')
    status, _, _ = await ask(port, request("POST", "/api/v1/triage", [api], twice))
    if status != 422:
        faults.append(f"a key that stands twice: status {status} instead of 422")
    return faults, f"{count} checks of what other sites get", count


# --- what a log may not hold ---

async def canaries(port, _count):
    """Sends sixty marks, each to another place where a person, a program or a stranger can write something."""
    planted = []

    def mark():
        planted.append(f"canary{len(planted):02}x{random.Random(len(planted)).randrange(16 ** 8):08x}")
        return planted[-1]

    answers, raws = Counter(), []
    for path, fields in [("/setup/you", {"name": "", "born": "1991"}), ("/setup/clinic", {"clinic": "", "phone": ""}), ("/setup/areas", {"choice": "face", "depth": ""}),
                         ("/setup/you", {"born": ""}), ("/setup/conditions", {"choice": ""}), ("/setup/device", {"device": ""}), ("/setup/skin", {"skin": ""}),
                         ("/check-in", {"sign": "fever", "note": ""}), ("/check-in", {"sign": "", "temperature_c": ""}), ("/check-in", {"symptom-pain": "", "trend": ""}),
                         ("/products", {"name": "", "label": ""}), ("/settings", {"clinic": "", "phone": "", "hours": "", "zone": ""}), ("/settings", {"size": ""}),
                         ("/may/makeup/did", {"at": ""}), ("/data/erase", {"sure": ""}), ("/sign-in", {"passphrase": ""}), ("/course", {"what": "", "on": ""})]:
        raws.append(form(path, [(name, value or mark()) for name, value in fields.items()]))
        raws.append(form(path, [(mark(), mark())], token=mark()))
    for path in ["/may/{}", "/result/{}", "/papers/{}.pdf", "/setup/{}", "/static/{}", "/feed/{}.ics", "/api/v1/{}", "/{}", "/today?of={}", "/course?by={}"]:
        raws.append(request("GET", path.format(mark())))
    for name in ["Cookie", "User-Agent", "Referer", "X-Forwarded-For", "Authorization", "Origin", "Accept-Language"]:
        raws.append(request("GET", "/today", [(name, f"{mark()}={mark()}")]))
    raws.append(request("GET", "/today", host=f"{mark()}.example"))
    raws.append(f"GET /{mark()} HTTP/9.9\r\n\r\n".encode())
    for body in [{"case": {"person": {"name": mark()}, "check_ins": [{"at": "2026-11-24T10:00:00Z[UTC]", "note": mark()}]}}, {"case": {"id": mark()}, "label": mark()},
                 {"case": {"products": [{"name": mark(), "label": mark()}]}}, {"case": {mark(): 1}}, {"case": {"person": {"skin_type": mark()}}}, {"case": {}, "at": mark()}]:
        for question in ["triage", "label", "plan"]:
            raws.append(request("POST", f"/api/v1/{question}", [("Content-Type", "application/json")], json.dumps(body).encode()))
    for raw in raws:
        status, _, _ = await ask(port, raw)
        answers[status] += 1
    faults = [f"{times} x status {status}" for status, times in answers.items() if status >= 500 or status < 0]
    if len(planted) < 60 or answers[303] < 5 or answers[422] < 5:
        faults.append(f"only {len(planted)} marks, {answers[303]} of them kept and {answers[422]} refused")
    return faults, f"{len(planted)} marks in {len(raws)} requests, answers {dict(sorted(answers.items()))}", planted


# --- other machines ---

PASSPHRASE = "four quiet words here"


async def network(port, _count):
    """A server that other machines can reach: what they get before, with and after the passphrase."""
    tls, own = encrypted(), f"localhost:{port}"
    faults, count = [], 0

    def check(name, good):
        nonlocal count
        count += 1
        if not good:
            faults.append(name)

    async def get(path, cookie=COOKIE, host=own):
        return await ask(port, request("GET", path, [("Cookie", cookie)], host=host), tls=tls)

    async def post(path, fields=(), cookie=COOKIE):
        pairs = "&".join(f"{quote(k, safe='')}={quote(v, safe='')}" for k, v in [("token", TOKEN), *fields]).encode()
        origin = ("Origin", f"https://{own}")
        return await ask(port, request("POST", path, [("Cookie", cookie), ("Content-Type", FORM), origin], pairs, host=own), tls=tls)

    def session(headers):
        found = re.search(r"__Host-afterglow-session=([0-9a-f]{64});", headers.get("set-cookie", ""))
        return found and f"{COOKIE}; __Host-afterglow-session={found[1]}"

    async def closed(name, cookie):
        """Nothing that is kept is given away, by no page and no question."""
        for path in PAGES + ["/", "/papers/plan.pdf", "/papers/plan.ics", "/feed", "/no-such-page", "/api/v1/openapi.json"]:
            status, headers, body = await get(path, cookie)
            open_to_all = path in ("/wrong", "/healthz")
            good = status == 200 if open_to_all else status in (303, 401) and headers.get("location", "/sign-in") == "/sign-in"
            check(f"{name}: {path} ({status})", good and b"Jana" not in body and b"Hautpraxis" not in body)
        for path in POSTS + ["/data/erase", "/data/import", "/feed", "/feed/revoke", "/sign-out", "/api/v1/triage"]:
            status, _, body = await post(path, [("sure", "yes"), ("sign", "fever")], cookie)
            check(f"{name}: POST {path} ({status})", status == 401 and b"Jana" not in body)

    plain, headers, _ = await ask(port, request("GET", "/today", host=own))
    check(f"without encryption: {plain}", plain == 308 and headers.get("location") == f"https://{own}/today")
    await closed("nobody is signed in", COOKIE)
    await closed("an invented session", f"{COOKIE}; __Host-afterglow-session={'ef' * 32}")
    status, _, body = await get("/static/app.css")
    check("the style of the page to sign in", status == 200 and b"--accent" in body)
    for host, good in [(f"127.0.0.1:{port}", True), (f"192.168.7.7:{port}", True), (f"[::1]:{port}", True), ("evil.example", False), (f"localhost.evil.example:{port}", False)]:
        status, _, _ = await get("/sign-in", host=host)
        check(f"called `{host}`: {status}", (status == 200) == good and status in (200, 403))
    status, headers, _ = await post("/sign-in", [("passphrase", "four quiet words")])
    check(f"a wrong passphrase: {status}", status == 401 and session(headers) is None)
    status, headers, _ = await post("/sign-in", [("passphrase", PASSPHRASE)])
    jana = session(headers)
    check(f"the passphrase: {status}", status == 303 and jana)
    kept = headers.get("set-cookie", "")
    check("its cookie", all(word in kept for word in ["Secure", "HttpOnly", "SameSite", "Max-Age"]))
    _, headers, _ = await post("/sign-in", [("passphrase", PASSPHRASE)])
    other = session(headers)
    for path in ["/today", "/data/case.json", "/api/v1/openapi.json"]:
        status, _, _ = await get(path, jana)
        check(f"signed in: {path} ({status})", status == 200)
    _, _, body = await get("/data/case.json", jana)
    check("signed in: the case", b"Jana" in body)
    _, _, body = await post("/feed", cookie=jana)
    feed = re.search(rb"https://[^/<]+(/feed/[0-9a-f]{64}\.ics)", body)
    check("an address for the calendar", feed)
    feed = feed[1].decode() if feed else "/feed/none.ics"
    status, _, body = await get(feed, "")
    check(f"the calendar without a session: {status}", status == 200 and b"BEGIN:VCALENDAR" in body and b"Jana" not in body)
    titles = re.findall(rb"SUMMARY:(.*)", body)
    check("its titles", titles and not any(word in title.lower() for title in titles for word in [b"needl", b"skin", b"clinic"]))
    status, _, _ = await get(feed.replace(feed[6:10], "0000"), "")
    check(f"a guessed address: {status}", status == 404)
    await post("/feed/revoke", cookie=jana)
    status, _, _ = await get(feed, "")
    check(f"the address after it was taken away: {status}", status == 404)
    await post("/sign-out", cookie=jana)
    status, _, _ = await get("/today", jana)
    check(f"signed out: {status}", status == 303)
    status, _, _ = await get("/today", other)
    check(f"the other browser: {status}", status == 200)
    await post("/sign-out", [("everywhere", "yes")], other)
    await closed("signed out everywhere", other)
    answers = Counter([(await post("/sign-in", [("passphrase", f"a guess that is long enough {n}")]))[0] for n in range(100)])
    check(f"a hundred guesses: {dict(answers)}", answers[429] >= 85 and answers[401] <= 12 and answers[303] == 0)
    status, _, _ = await post("/sign-in", [("passphrase", PASSPHRASE)])
    check(f"the passphrase among too many guesses: {status}", status == 429)
    return faults, f"{count} checks of what other machines get"


# --- a server that does everything wrong ---

async def proof(_port, _count):
    mode = {}

    async def wrong(reader, writer):
        try:
            await reader.read(1 << 16)
            await asyncio.sleep(mode["wait"])
            writer.write(f"HTTP/1.1 {mode['status']} X\r\nAccess-Control-Allow-Origin: *\r\nContent-Type: text/plain\r\n\r\n".encode() + b"invented root:x:0")
            await writer.drain()
            writer.close()
        except OSError:
            pass

    server = await asyncio.start_server(wrong, "127.0.0.1", 0, backlog=512)
    port = server.sockets[0].getsockname()[1]
    faults = []
    for name, status, wait, part in [("abuse", 500, 0, abuse(port, 600)), ("abuse files", 200, 0, abuse(port, 60)),
                                     ("slow", 200, 0.7, slow(port, 20, seconds=3)), ("strangers", 200, 0, strangers(port, 0))]:
        mode.update(status=status, wait=wait)
        found = (await part)[:]
        need = {"abuse": 2, "abuse files": 2, "slow": 4, "strangers": found[2] if len(found) > 2 else 0}[name]
        if len(found[0]) < need or not need:
            faults.append(f"{name}: a bad server gave {len(found[0])} faults instead of {need}")
    server.close()
    return faults, "a server that does everything wrong is found out"


async def main():
    part, port, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    if part.startswith("crowd-"):
        await crowd(port, count, part.removeprefix("crowd-"), float(sys.argv[4]))
        return
    parts = {"abuse": abuse, "slow": slow, "strangers": strangers, "canaries": canaries, "network": network, "proof": proof}
    faults, said, *more = await parts[part](port, count)
    json.dump({"faults": faults, "said": said, "planted": more[0] if part == "canaries" else []}, sys.stdout)


if __name__ == "__main__":
    asyncio.run(main())
