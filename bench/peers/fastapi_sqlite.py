"""A durable check-in with FastAPI and Python's own sqlite3, in one process of uvicorn with uvloop and httptools.

The body is stored as a row of its own, with one commit for each request, and the answer leaves after the commit. The
handler writes on the event loop: handing it to a thread takes longer than the write.

Asked with the path of a new database, it says on one line of JSON where it listens and how durable it is.
"""

import json
import socket
import sqlite3
import sys

import uvicorn
from fastapi import FastAPI, Request, Response


def main():
    database = sqlite3.connect(sys.argv[1], isolation_level=None)
    (mode,) = database.execute("PRAGMA journal_mode = WAL").fetchone()
    database.execute("PRAGMA synchronous = FULL")
    (synchronous,) = database.execute("PRAGMA synchronous").fetchone()
    database.execute("CREATE TABLE check_in (id INTEGER PRIMARY KEY, body BLOB NOT NULL)")
    app = FastAPI()

    @app.post("/check-in")
    async def told(request: Request):
        body = await request.body()
        # Without a transaction that was begun, SQLite commits the statement itself.
        row = database.execute("INSERT INTO check_in (body) VALUES (?)", (body,)).lastrowid
        return Response(status_code=303, headers={"location": f"/result/{row}"})

    listener = socket.create_server(("127.0.0.1", 0), backlog=512)
    port = listener.getsockname()[1]
    print(json.dumps({"port": port, "journal_mode": mode, "synchronous": synchronous}), flush=True)
    config = uvicorn.Config(app, loop="uvloop", http="httptools", log_level="warning", access_log=False)
    uvicorn.Server(config).run(sockets=[listener])


main()
