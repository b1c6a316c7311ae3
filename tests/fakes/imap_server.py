"""Debian's dovecot on loopback, as a process of its own with its own settings in a folder of its own."""

from __future__ import annotations

import imaplib
import os
import shutil
import socket
import ssl
import subprocess
import time
from pathlib import Path

from tests.fakes.mail_server import free_port

USER, PASSWORD = "sekretariat", "hemmeligt æøå"
_SETTINGS = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
ssl = yes
ssl_cert = <{folder}/cert.pem
ssl_key = <{folder}/key.pem
disable_plaintext_auth = yes
auth_mechanisms = plain
auth_failure_delay = 0
default_login_user = {user}
default_internal_user = {user}
default_internal_group = {group}
first_valid_uid = 1
mail_location = maildir:{folder}/mail
namespace inbox {{
  inbox = yes
  separator = /
}}
passdb {{
  driver = passwd-file
  args = scheme=plain {folder}/users
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/mail
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  chroot =
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {plain}
  }}
  inet_listener imaps {{
    port = {tls}
  }}
}}
"""


class ImapServer:
    """A mailbox with folders; letters are put into it as files, as a mail server delivers them."""

    def __init__(self, folder, authority):
        self.folder = Path(folder)
        self.ports = {"starttls": free_port(), "tls": free_port()}
        import pwd  # where there is a dovecot

        self._account = pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
        self._delivered = 0
        self._trust = ssl.create_default_context(cafile=authority.ca_file)
        certificate = authority.certificate
        (self.folder / "cert.pem").write_bytes(b"".join(blob.bytes() for blob in certificate.cert_chain_pems))
        (self.folder / "key.pem").write_bytes(certificate.private_key_pem.bytes())
        (self.folder / "users").write_text(f"{USER}:{{PLAIN}}{PASSWORD}\n", encoding="utf-8")
        (self.folder / "dovecot.conf").write_text(
            _SETTINGS.format(
                folder=self.folder,
                user=self._account.pw_name,
                uid=self._account.pw_uid,
                gid=self._account.pw_gid,
                group=_group_name(self._account.pw_gid),
                plain=self.ports["starttls"],
                tls=self.ports["tls"],
            ),
            encoding="utf-8",
        )

    @staticmethod
    def missing():
        """Why it cannot run here, or None."""
        return None if _program() else "dovecot is not installed (on Debian: dovecot-imapd)"

    def __enter__(self):
        for name in ("run", "state", "mail"):
            (self.folder / name).mkdir(exist_ok=True)
        if os.geteuid() == 0:
            for path in (self.folder, *self.folder.rglob("*")):
                os.chown(path, self._account.pw_uid, self._account.pw_gid)
        identity = (
            {"user": self._account.pw_uid, "group": self._account.pw_gid, "extra_groups": []}
            if os.geteuid() == 0
            else {}
        )
        with (self.folder / "stderr").open("wb") as errors:
            self._process = subprocess.Popen(
                [_program(), "-F", "-c", str(self.folder / "dovecot.conf")],
                **identity,
                cwd=self.folder,
                env={"PATH": os.environ["PATH"]},
                stdout=subprocess.DEVNULL,
                stderr=errors,
            )
        _answers(self.ports["tls"], self._process, self.folder)
        return self

    def __exit__(self, *_):
        self._process.terminate()
        self._process.wait(10)

    def emptied(self):
        """The mailbox as on its first day."""
        for path in (self.folder / "mail").iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()

    def deliver(self, letter, folder=None):
        """Put a letter into the inbox, or another folder of the mailbox."""
        home = self.folder / "mail" / (f".{folder}" if folder else "")
        for name in ("cur", "new", "tmp"):
            (home / name).mkdir(parents=True, exist_ok=True)
        self._delivered += 1
        file = home / "new" / f"{1_900_000_000 + self._delivered}.M{self._delivered}.mail"
        file.write_bytes(letter)
        if os.geteuid() == 0:
            for path in (home, home / "cur", home / "new", home / "tmp", file):
                os.chown(path, self._account.pw_uid, self._account.pw_gid)

    def made_anew(self, folder):
        """Somebody deletes the folder and makes it again: its letters are numbered from the beginning."""
        with imaplib.IMAP4_SSL("localhost", self.ports["tls"], ssl_context=self._trust) as door:
            door.authenticate("PLAIN", lambda _: f"\0{USER}\0{PASSWORD}".encode())
            door.delete(folder)
            door.create(folder)

    def flags(self):
        """What has been marked on the letters of the inbox: nothing, as long as they are only looked at."""
        return {
            file.name.partition(":2,")[2]
            for kind in ("cur", "new")
            for file in (self.folder / "mail" / kind).iterdir()
        }


def _program():
    return shutil.which("dovecot", path=f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin")


def _group_name(number):
    import grp

    return grp.getgrgid(number).gr_name


def _answers(port, process, folder):
    end = time.monotonic() + 10
    while time.monotonic() < end and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            continue
        return
    log = "".join(path.read_text() for path in (folder / "log", folder / "stderr") if path.exists())
    raise RuntimeError(f"dovecot does not answer: {log}")
