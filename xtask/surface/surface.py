"""What a hostile or broken client gets from the app: one JSON text with the faults, and what was done.

Run by `cargo xtask surface` as `surface.py PART PORT COUNT`. Only the standard library is used. `proof` asks the same of
a server that does everything wrong: a check that does not notice is itself a fault.
"""

import asyncio
import json
import random
import resource
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
PAGES = ["/start", "/setup/when", "/setup/areas", "/today", "/check-in", "/wrong", "/may", "/products", "/recovery", "/plan",
         "/course", "/papers", "/papers/plan.html", "/data", "/data/case.json", "/settings", "/healthz"]
POSTS = ["/setup/" + step for step in ["when", "setting", "device", "areas", "you", "skin", "conditions", "history",
         "allergies", "medications", "clinic"]] + ["/check-in", "/products", "/settings", "/may/makeup/did", "/may/retinoid/did"]
IDS = ["/may/{}", "/result/{}", "/papers/{}", "/papers/{}.html", "/setup/{}", "/static/{}", "/api/v1/{}", "/{}"]
POST_IDS = ["/products/{}/remove", "/may/{}/did", "/setup/{}", "/api/v1/{}"]
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


async def ask(port, raw, seconds=20):
    """Status, headers and body; status 0 if nothing came, -1 if it took too long."""
    try:
        async with asyncio.timeout(seconds):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
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


async def slow(port, count, seconds=15, kinds=("headers", "bodies", "readers", "idle")):
    low, high = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (high, high))
    if high < count + 200:
        return [f"only {high} files may be open here; {count} connections cannot be tried"], ""
    faults, said = [], []
    for kind in kinds:
        until = time.monotonic() + seconds
        clients = [asyncio.create_task(slow_one(port, kind, until)) for _ in range(count)]
        await asyncio.sleep(1.5)
        asked = []
        while time.monotonic() < until:
            asked.append(asyncio.create_task(triage(port)))
            await asyncio.sleep(0.1)
        answers = await asyncio.gather(*asked)
        await asyncio.gather(*clients)
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
    faults, said, *_ = await {"abuse": abuse, "slow": slow, "strangers": strangers, "proof": proof}[part](port, count)
    json.dump({"faults": faults, "said": said}, sys.stdout)


if __name__ == "__main__":
    asyncio.run(main())
