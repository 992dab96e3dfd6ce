"""``rasid demo --newsroom`` and ``python -m rasid.demo``: run the newsroom until Ctrl-C."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import timedelta

from rasid.demo.control import commands_told, faults_told
from rasid.demo.newsroom import Newsroom


def _epilog() -> str:
    typed = (f"  {line}" for line in commands_told("http://127.0.0.1:8970"))
    lines = (
        "What to type in another terminal:",
        *typed,
        "",
        "Faults (name, what it strikes, the cause rasid should name, meaning):",
        *faults_told(),
    )
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m rasid.demo",
        description="The demo newsroom: an Arabic news site on this machine that can be told to break.",
        epilog=_epilog(),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--port", type=int, default=8970, help="default: 8970, where the seed `demo` looks")
    parser.add_argument(
        "--publish-every", type=float, default=30.0, metavar="MINUTES", help="a new article this often; 0 for never (default: 30)"
    )
    parser.add_argument("--without-seed-document", action="store_true", help="leave the seed document, whose faults never go away, out")
    given = parser.parse_args(arguments)
    every = timedelta(minutes=given.publish_every) if given.publish_every > 0 else None
    room = Newsroom(given.port, publish_every=every, seed_document=not given.without_seed_document)
    try:
        room.start()
    except (OSError, OverflowError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "a port is a number from 0 to 65535"
        print(f"Port {given.port} cannot be used ({reason}). Choose another with --port.", file=sys.stderr)
        return 1
    room.hear = lambda message: print(f"\n{message}", flush=True)
    kept = "" if given.without_seed_document else ", one of them (the seed document) with faults that stay: the first visit is `degraded`"
    print(f"The newsroom is open at {room.url}/ — {len(room.stories())} articles{kept}.")
    print("\n".join(f"  {line}" for line in commands_told(room.url)))
    print("Ctrl-C ends it.", flush=True)
    try:
        while not room.stopping.wait(3600):
            pass
    except KeyboardInterrupt:
        room.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
