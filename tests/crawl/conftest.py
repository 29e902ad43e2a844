"""Fixtures of whole crawls."""

import datetime as dt
import ipaddress
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.crawl.loopback import Answer, Finished, Site, run_scrapy, serve


@pytest.fixture
def a_site() -> Iterator[Callable[..., Site]]:
    """Start a site of given answers; each has an address of its own."""
    with ExitStack() as stack:
        started = 0

        def start(answers: dict[str, Answer | list[Answer]], host: str = "", port: int = 0) -> Site:
            nonlocal started
            started += 1
            return stack.enter_context(serve(answers, host or f"127.0.0.{10 + started}", port))

        yield start


@pytest.fixture
def scrapy(tmp_path: Path) -> Callable[..., Finished]:
    """Run ``scrapy`` with these words in a folder of its own."""
    return partial(run_scrapy, tmp_path)


@pytest.fixture
def certificate(tmp_path):
    """A certificate that nobody signed but its owner, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.31")])
    now = dt.datetime.now(dt.UTC)
    names = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.31"))])
    built = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=9))
        .add_extension(names, critical=False)
        .sign(key, hashes.SHA256())
    )
    (tmp_path / "site.pem").write_bytes(built.public_bytes(serialization.Encoding.PEM))
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (tmp_path / "key.pem").write_bytes(private)
    return str(tmp_path / "site.pem"), str(tmp_path / "key.pem")
