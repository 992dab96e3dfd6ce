"""Small charts as inline SVG: no script, no image, no colour needed to read them, a sentence beside each for those who cannot see it."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

STEP = 8
GAP = 2


def bars(values: Sequence[int | None], *, alt: str, rtl: bool, height: int = 36, band: tuple[float, float] | None = None) -> Markup:
    """One bar a day, oldest first; None (nobody looked) is a dot on the base line, 0 a hairline.

    In right-to-left pages time runs from right to left, as the page is read. ``band`` draws the usual range behind the bars.
    """
    top = max([value or 0 for value in values] + [band[1] if band else 0, 1])
    width = max(len(values), 1) * STEP
    drawn: list[Markup] = []
    if band:
        high, low = (round(height - height * edge / top, 1) for edge in (band[1], band[0]))
        drawn.append(Markup('<rect class="band" x="0" y="{}" width="{}" height="{}"/>').format(high, width, max(round(low - high, 1), 1)))
    for at, value in enumerate(values):
        x = (len(values) - 1 - at if rtl else at) * STEP
        if value is None:
            drawn.append(Markup('<circle class="unknown" cx="{}" cy="{}" r="1"/>').format(x + STEP / 2, height - 1))
            continue
        tall = max(round(height * value / top, 1), 1)
        kind = "bar last" if at == len(values) - 1 else "bar"
        drawn.append(
            Markup('<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>').format(kind, x, round(height - tall, 1), STEP - GAP, tall)
        )
    return Markup(
        '<svg class="chart" role="img" aria-label="{alt}" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
        ' preserveAspectRatio="none"><title>{alt}</title>{drawn}</svg>'
    ).format(alt=alt, width=width, height=height, drawn=Markup("").join(drawn))


def meter(share: float, *, alt: str, usual: float | None = None) -> Markup:
    """A share (0–1) as a filled line, with a tick where it usually stands."""
    filled = round(max(0.0, min(share, 1.0)) * 100, 1)
    tick = (
        Markup("")
        if usual is None
        else Markup('<rect class="tick" x="{}" y="0" width="1.2" height="10"/>').format(round(usual * 100, 1) - 0.6)
    )
    return Markup(
        '<svg class="meter" role="img" aria-label="{alt}" viewBox="0 0 100 10" width="100" height="10" preserveAspectRatio="none">'
        '<title>{alt}</title><rect class="rail" x="0" y="3" width="100" height="4"/>'
        '<rect class="fill" x="0" y="3" width="{filled}" height="4"/>{tick}</svg>'
    ).format(alt=alt, filled=filled, tick=tick)
