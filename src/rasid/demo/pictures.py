"""Pictures made on the spot, so that nothing is loaded from elsewhere: an SVG scene for people, a small PNG for ``og:image``."""

from __future__ import annotations

import random
import struct
import zlib
from colorsys import hls_to_rgb

LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 44 44"><rect width="44" height="44" rx="9" fill="#0b3c5d"/>'
    '<path d="M22 6v24M14 14h16M8 26c2 8 8 12 14 12s12-4 14-12" fill="none" stroke="#f2c14e" stroke-width="3.4" stroke-linecap="round"/></svg>'
)


def svg(number: int) -> str:
    """A landscape that differs with ``number``: sky, sun, hills or sea or houses."""
    dice = random.Random(number)  # noqa: S311  (pictures, not secrets)
    hue, sun = dice.randrange(360), dice.randrange(160, 800)
    layers = []
    for depth in range(3):
        base, light = 300 + 70 * depth, 52 - 12 * depth
        points = " ".join(f"{x},{base + dice.randrange(-55, 55)}" for x in range(0, 1121, 140))
        layers.append(f'<polygon points="0,540 {points} 960,540" fill="hsl({(hue + 24 * depth) % 360} 34% {light}%)"/>')
    houses = "".join(
        f'<rect x="{x}" y="{(y := 400 + dice.randrange(70))}" width="{dice.randrange(34, 64)}" height="{540 - y}" fill="hsl({hue} 18% {dice.randrange(72, 88)}%)"/>'
        for x in range(40 + dice.randrange(80), 900, 90 + dice.randrange(60))
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 960 540" preserveAspectRatio="xMidYMid slice"><defs><linearGradient id="g" x2="0" y2="1">'
        f'<stop stop-color="hsl({hue} 55% 68%)"/><stop offset="1" stop-color="hsl({(hue + 40) % 360} 60% 88%)"/></linearGradient></defs>'
        f'<rect width="960" height="540" fill="url(#g)"/><circle cx="{sun}" cy="{dice.randrange(90, 200)}" r="{dice.randrange(36, 64)}" fill="#fff6d6" opacity=".9"/>'
        f"{''.join(layers)}{houses if number % 3 else ''}</svg>"
    )


def png(number: int, width: int = 320, height: int = 180) -> bytes:
    """A vertical gradient as an 8-bit RGB PNG."""
    hue = random.Random(number).random()  # noqa: S311
    rows = bytearray()
    for y in range(height):
        red, green, blue = hls_to_rgb((hue + 0.1 * y / height) % 1, 0.45 + 0.4 * y / height, 0.5)
        rows += b"\0" + bytes((int(red * 255), int(green * 255), int(blue * 255))) * width
    chunks = ((b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)), (b"IDAT", zlib.compress(bytes(rows), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )
