"""``python -m rasid.demo``: run the newsroom until Ctrl-C."""

from __future__ import annotations

import argparse
import sys
from datetime import timedelta

from rasid.demo.newsroom import Newsroom


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m rasid.demo", description="The demo newsroom: an Arabic news site on this machine that can be told to break."
    )
    parser.add_argument("--port", type=int, default=8970)
    parser.add_argument(
        "--publish-every", type=float, default=30.0, metavar="MINUTES", help="a new article this often; 0 for never (default: 30)"
    )
    parser.add_argument("--without-seed-document", action="store_true", help="leave the seed document, whose faults never go away, out")
    given = parser.parse_args()
    every = timedelta(minutes=given.publish_every) if given.publish_every > 0 else None
    room = Newsroom(given.port, publish_every=every, seed_document=not given.without_seed_document)
    try:
        room.start()
    except OSError as error:
        print(f"Port {given.port} cannot be used ({error.strerror}). Choose another with --port.", file=sys.stderr)
        return 1
    print(
        f"{room.url}/ — {len(room.stories())} articles. Break it: curl -X POST '{room.url}/_control/break?fault=missing_headline'. Ctrl-C ends it.",
        flush=True,
    )
    try:
        while not room.stopping.wait(3600):
            pass
    except KeyboardInterrupt:
        room.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
