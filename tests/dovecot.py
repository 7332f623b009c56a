"""A real IMAP server for tests: Dovecot with its mail in a folder of its own, also over TLS."""

import os
import shutil
import socket
import ssl
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest


class Ports(NamedTuple):
    """Where it listens: unencrypted (and by STARTTLS, where it has a certificate), and over TLS."""

    plain: int
    tls: int


class Certificate(NamedTuple):
    """A key and a certificate for 127.0.0.1 and localhost."""

    key: Path
    cert: Path

    def trusting(self) -> ssl.SSLContext:
        """What a client trusts that trusts this one alone."""
        return ssl.create_default_context(cafile=str(self.cert))


def a_certificate(place: Path) -> Certificate:
    """Made for these tests alone; skipped where there is no openssl."""
    if not shutil.which("openssl"):
        pytest.skip("openssl is not installed, so that no certificate can be made")
    made = Certificate(place / "key.pem", place / "cert.pem")
    command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2"
    names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost"]
    files = ["-keyout", str(made.key), "-out", str(made.cert)]
    subprocess.run([*command.split(), *names, *files], check=True, capture_output=True)
    return made


@contextmanager
def a_dovecot(
    certificate: Certificate | None = None, *, introspection: str = ""
) -> Iterator[Ports]:
    """Dovecot; every login has the password "secret", and mailboxes are made as they are asked for.

    Where `introspection` is the address of a token server that says what a token is worth, XOAUTH2
    is offered too.
    """
    program = shutil.which("dovecot") or shutil.which("/usr/sbin/dovecot")
    if not program:
        pytest.skip("Dovecot is not installed (Debian: dovecot-imapd)")
    ports = Ports(_free_port(), _free_port() if certificate else 0)
    with tempfile.TemporaryDirectory(prefix="dovecot-") as folder:
        place = Path(folder)
        place.chmod(0o755)
        (place / "dovecot.conf").write_text(_settings(place, ports, certificate, introspection))
        with (place / "out").open("wb") as log:
            command = [program, "-F", "-c", str(place / "dovecot.conf")]
            process = subprocess.Popen(command, stdout=log, stderr=log)
            try:
                _wait_for(ports.plain, process, place)
                yield ports
            finally:
                process.terminate()
                process.wait(10)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def _settings(
    place: Path, ports: Ports, certificate: Certificate | None, introspection: str
) -> str:
    is_root = os.getuid() == 0
    me = os.environ.get("USER", "")
    who = "" if is_root else f"default_internal_user = {me}\ndefault_login_user = {me}\n"
    uid, gid = (8, 8) if is_root else (os.getuid(), os.getgid())
    mail_place = place / "mail"
    mail_place.mkdir()
    os.chown(mail_place, uid, gid)
    return f"""
protocols = imap
listen = 127.0.0.1
base_dir = {place}/run
log_path = {place}/log
{_encryption(certificate)}
disable_plaintext_auth = no
auth_failure_delay = 0
first_valid_uid = 1
mail_location = maildir:{place}/mail/%u
{who}{_by_token(place, introspection)}passdb {{
  driver = static
  args = password=secret
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={place}/mail/%u
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {ports.plain}
  }}
  inet_listener imaps {{
    port = {ports.tls}
    ssl = {"yes" if certificate else "no"}
  }}
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
"""


def _encryption(certificate: Certificate | None) -> str:
    if certificate is None:
        return "ssl = no"
    return f"ssl = yes\nssl_cert = <{certificate.cert}\nssl_key = <{certificate.key}"


def _by_token(place: Path, introspection: str) -> str:
    if not introspection:
        return ""
    (place / "oauth2.conf").write_text(
        f"introspection_url = {introspection}\nintrospection_mode = get\n"
        "username_attribute = email\nactive_attribute = active\nactive_value = yes\n"
    )
    return f"""auth_mechanisms = plain login xoauth2
passdb {{
  driver = oauth2
  mechanisms = xoauth2
  args = {place}/oauth2.conf
}}
"""


def _wait_for(port: int, process: "subprocess.Popen[bytes]", place: Path) -> None:
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            if process.poll() is not None:
                break
            threading.Event().wait(0.05)
        else:
            return
    logs = [path.read_text() for name in ("out", "log") if (path := place / name).exists()]
    pytest.fail(f"Dovecot did not start: {logs}")
