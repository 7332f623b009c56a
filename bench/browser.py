"""A browser without a window: one connection kept open, cookies, a person signed in."""

import re
from http.client import HTTPConnection, HTTPResponse
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

from bench.place import OWNER, PASSWORD, Place

TIMEOUT_SECONDS = 30


class Browser:
    """Speaks to the web process of a place."""

    def __init__(self, place: Place, cookies: dict[str, str] | None = None) -> None:
        """Not signed in, unless it takes over another browser's cookies."""
        self._connection = HTTPConnection(urlsplit(place.address).netloc, timeout=TIMEOUT_SECONDS)
        self.cookies = dict(cookies or {})
        self.token = ""

    def sign_in(self) -> "Browser":
        """As the owner of the shop that bench.shop made."""
        self.token = _token(self.get("/login"))
        form = {"email": OWNER, "password": PASSWORD, "csrf_token": self.token}
        status, _ = self._ask("POST", "/login", form)
        self.token = _token(self.get("/inbox"))
        if status != 302:
            raise RuntimeError(f"signing in was answered by {status}")
        return self

    def get(self, path: str) -> str:
        """A page; raises RuntimeError for any status but 200."""
        return self._good("GET", path, None)

    def post(self, path: str, form: dict[str, str]) -> str:
        """What htmx gets for a form; raises RuntimeError for any status but 200."""
        return self._good("POST", path, form)

    def close(self) -> None:
        """Hang up."""
        self._connection.close()

    def _good(self, method: str, path: str, form: dict[str, str] | None) -> str:
        status, body = self._ask(method, path, form)
        if status != 200:
            raise RuntimeError(f"{method} {path} was answered by {status}")
        return body

    def _ask(self, method: str, path: str, form: dict[str, str] | None) -> tuple[int, str]:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        headers["Accept-Language"] = "en"
        if form is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded"}
            headers |= {"X-CSRFToken": self.token, "HX-Request": "true"}
        self._connection.request(method, path, urlencode(form) if form else None, headers)
        answer = self._connection.getresponse()
        body = answer.read().decode()
        self._keep_cookies(answer)
        return answer.status, body

    def _keep_cookies(self, answer: HTTPResponse) -> None:
        for line in answer.headers.get_all("Set-Cookie", []):
            for name, cookie in SimpleCookie(line).items():
                self.cookies[name] = cookie.value


def _token(page: str) -> str:
    found = re.search(r'name="csrf[-_]token"[^>]*?(?:content|value)="([^"]+)"', page)
    if not found:
        raise RuntimeError("the page has no CSRF token")
    return found.group(1)
