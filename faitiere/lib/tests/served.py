"""A real HTTP server on this machine that gives one file, for the tests of what is downloaded."""

import contextlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Served:
    """`content` is what it answers with (503 when empty); `asked` how many times it was asked."""

    address: str = ""
    content: bytes = b""
    asked: int = 0


@contextlib.contextmanager
def served_file() -> Iterator[Served]:
    """The server, for the block."""
    served = Served()

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self):
            served.asked += 1
            self.send_response(200 if served.content else 503)
            self.end_headers()
            self.wfile.write(served.content)

        def log_message(self, *args):
            """Nothing on the screen."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    served.address = f"http://127.0.0.1:{server.server_port}/file.csv"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield served
    server.shutdown()
    server.server_close()
