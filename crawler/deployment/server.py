"""What one asks of a Scrapyd server, and its answers judged."""

import base64
import json
import secrets
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from crawler.deployment.targets import Target
from crawler.errors import DeploymentError

_TIMEOUT_SECONDS: Final = 120.0  # the server lists the egg's spiders before it answers


class ScrapydServer:
    """The JSON interface of a Scrapyd server (https://scrapyd.readthedocs.io/en/stable/api.html)."""

    def __init__(self, target: Target) -> None:
        self._target = target

    def ask(self, what: str, **parameters: str) -> dict[str, Any]:
        """The answer to a question, such as ``listversions`` or ``daemonstatus``.

        Raises:
            DeploymentError: the server is down, refuses, or answers an error.
        """
        query = f"?{urlencode(parameters)}" if parameters else ""
        return self._send(Request(f"{self._target.url}{what}.json{query}"))  # noqa: S310 - the target's scheme is checked

    def order(self, what: str, fields: Mapping[str, str], egg: bytes | None = None) -> dict[str, Any]:
        """The answer to an order, such as ``addversion`` with an egg, or ``delversion``.

        Raises:
            DeploymentError: the server is down, refuses, or answers an error.
        """
        boundary = secrets.token_hex(16)
        parts = [_part(boundary, f'name="{name}"', value.encode()) for name, value in fields.items()]
        if egg is not None:
            parts.append(_part(boundary, 'name="egg"; filename="project.egg"', egg))
        body = b"".join(parts) + f"--{boundary}--\r\n".encode()
        request = Request(f"{self._target.url}{what}.json", data=body)  # noqa: S310 - the target's scheme is checked
        request.add_header("Content-Type", f"multipart/form-data; boundary={boundary}")
        return self._send(request)

    def _send(self, request: Request) -> dict[str, Any]:
        where = self._target.url
        if self._target.username:
            pair = f"{self._target.username}:{self._target.password}".encode()
            request.add_header("Authorization", f"Basic {base64.b64encode(pair).decode('ascii')}")
        try:
            with urlopen(request, timeout=_TIMEOUT_SECONDS) as response:  # noqa: S310 - the target's scheme is checked
                text = response.read().decode("utf-8", "replace")
        except HTTPError as error:
            if error.code == HTTPStatus.UNAUTHORIZED:
                given = (
                    f"refuses the password of {self._target.username!r}" if self._target.username else "asks for one"
                )
                raise DeploymentError(f"Scrapyd at {where} {given}: set username and password of the target") from error
            raise DeploymentError(f"Scrapyd at {where} answers {error.code}") from error
        except (URLError, OSError) as error:
            reason = getattr(error, "reason", error)
            raise DeploymentError(f"Scrapyd at {where} cannot be reached: {reason}") from error
        return _judge(text, where)


def _part(boundary: str, disposition: str, content: bytes) -> bytes:
    return f"--{boundary}\r\nContent-Disposition: form-data; {disposition}\r\n\r\n".encode() + content + b"\r\n"


def _judge(text: str, where: str) -> dict[str, Any]:
    try:
        answer: dict[str, Any] = json.loads(text)
        status = answer["status"]
    except (ValueError, KeyError, TypeError) as error:
        raise DeploymentError(f"{where} answers no JSON of Scrapyd's: is it one?") from error
    if status != "ok":
        raise DeploymentError(last_line(str(answer.get("message", status))))
    return answer


def last_line(message: str) -> str:
    """The line of a traceback that names the error."""
    lines = [line.strip() for line in message.splitlines() if line.strip()]
    return lines[-1] if lines else "it says nothing"
