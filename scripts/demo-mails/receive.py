"""Runs a command with a mail server of its own, which takes mail for anybody and passes none of it on.

`python receive.py FOLDER COMMAND ...`: the server listens on a free port of this machine only, which the
command is told by PLANNER_MAIL_PORT, and ends with the command. Each mail is a file in FOLDER, called
01-receiver.eml and so on in the order they came.
"""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

from aiosmtpd.smtp import SMTP


class Keeper:
    """Keeps what was handed in."""

    def __init__(self, folder):
        self._folder = folder

    async def handle_DATA(self, server, session, envelope):  # noqa: ARG002, N802 -- aiosmtpd's shape
        """Keep one mail, once for each receiver."""
        for receiver in envelope.rcpt_tos:
            number = sum(1 for _ in self._folder.glob("*.eml")) + 1
            name = f"{number:02}-{receiver.partition('@')[0]}.eml"
            (self._folder / name).write_bytes(envelope.original_content)
        return "250 OK"


async def run(folder, command):
    """The exit code of the command."""
    make = asyncio.get_running_loop().create_server
    async with await make(lambda: SMTP(Keeper(folder), hostname="localhost"), "127.0.0.1", 0) as server:
        port = str(server.sockets[0].getsockname()[1])
        process = await asyncio.create_subprocess_exec(
            *command, env={**os.environ, "PLANNER_MAIL_PORT": port}
        )
        return await process.wait()


if __name__ == "__main__":
    sys.exit(asyncio.run(run(Path(sys.argv[1]), sys.argv[2:])))
