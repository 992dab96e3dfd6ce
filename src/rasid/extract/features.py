"""What a reader would see of each unit of a page, as numbers: no class, no id, no word of any language.

The order of the columns is the contract with the fitted weights (:data:`NAMES`; the weights carry them and are refused if they differ). All values are
finite float32, so that LightGBM and :mod:`rasid.extract.trees` compare the same numbers.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from rasid.extract.layout import Seen
from rasid.extract.matching import key
from rasid.extract.units import COMMA, DASH, DIGIT, DOTS, LETTER, OTHER, STOP, UPPER, WIDE, Units

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

_DECAYS = (1.0, 0.7, 0.45, 0.25, 0.12)
"""What a unit's prose counts for the frame it lies in and the four round it: readability's idea, halving with the distance."""
COMMON_WORDS = 60
"""The page's own most frequent words, its stop words: whatever the language, sentences are full of them and labels are not."""
_FAR = 200.0
LONGEST_GAP = 3
"""Units that may part two paragraphs of one run of prose: a picture's caption, a subhead, a link to another story."""
_SHOWN = (
    Seen.LIST, Seen.TABLE, Seen.FIGURE, Seen.ASIDE, Seen.NAV, Seen.FOOTER, Seen.HEADER, Seen.FORM, Seen.ARTICLE, Seen.MAIN, Seen.QUOTE, Seen.CAPTION,
    Seen.HIDDEN, Seen.BODY_PROP,
)  # fmt: skip
_TAGS = {
    "p": 1, "li": 2, "div": 3, "h1": 4, "h2": 5, "h3": 6, "h4": 7, "h5": 8, "h6": 9, "td": 10, "th": 11, "blockquote": 12, "figcaption": 13, "dt": 14, "dd": 15,
    "pre": 16, "article": 17, "section": 18, "main": 19, "body": 20, "header": 21, "footer": 22, "aside": 23, "figure": 24, "form": 25, "label": 26, "address": 27,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """What the page's head says: titles, descriptions and, if structured data hold one, the text."""

    titles: tuple[str, ...] = ()
    descriptions: tuple[str, ...] = ()
    body: str | None = None


def features(units: Units, told: Told) -> tuple[tuple[str, ...], NDArray[np.float32]]:
    """(names of the columns, array of float32 of shape (units, columns)). Time is linear in units and frames."""
    table = _Table(units)
    table.text()
    anchor = table.headline(told)
    table.metadata(told)
    table.boxes()
    table.container(anchor)
    table.neighbours()
    table.runs()
    return table.finish()


class _Table:
    def __init__(self, units: Units) -> None:
        self.units = units
        self.count = len(units.texts)
        self.columns: dict[str, Floats] = {}
        self.place = np.arange(self.count)
        self.good = units.good
        self.goods = _running(units.good)
        self.sizes = _running(units.size)
        self.linked = _running(units.linked)
        self.all_good = max(1.0, float(self.goods[-1]))
        self.word_count = np.fromiter(map(len, units.words), dtype=np.float64, count=self.count) + 0.5 * units.counts[:, WIDE]

    def add(self, name: str, values: Floats | NDArray[np.bool_] | Ints) -> None:
        self.columns[name] = np.asarray(values, dtype=np.float64)

    def text(self) -> None:
        units, add = self.units, self.add
        counts, size = units.counts, np.maximum(1.0, units.size)
        words = np.maximum(1.0, self.word_count)
        add("size", np.log1p(units.size))
        add("words", np.log1p(self.word_count))
        add("linked", units.linked / size)
        add("unlinked", np.log1p(np.maximum(0.0, units.size - units.linked)))
        add("bold", units.bold / size)
        add("commas", counts[:, COMMA])
        add("stops", counts[:, STOP])
        add("digits", counts[:, DIGIT] / size)
        add("letters", (counts[:, LETTER] + counts[:, WIDE]) / size)
        add("capitals", counts[:, UPPER] / words)
        add("odd", (counts[:, DOTS] + counts[:, OTHER] + counts[:, DASH]) / size)
        last = units.last
        add("ends_stop", last == STOP)
        add("ends_letter", (last == LETTER) | (last == UPPER) | (last == WIDE))
        add("tag", np.array([_TAGS.get(tag, 0) for tag in units.tags]))
        add("heading", self.is_heading)
        self.common()
        seen: Counter[str] = Counter(units.texts)
        add("repeated", np.array([min(9, seen[text]) for text in units.texts]))

    @property
    def is_heading(self) -> NDArray[np.bool_]:
        return np.array([len(tag) == 2 and tag[0] == "h" and tag[1] in "123456" for tag in self.units.tags])

    def common(self) -> None:
        """The share of each unit's words that the page's prose uses most."""
        words = self.units.words
        prose = np.flatnonzero(self.good >= 60)
        frequent: Counter[str] = Counter()
        for at in prose[:400].tolist():
            frequent.update(words[at])
        common = {word for word, times in frequent.most_common(COMMON_WORDS) if times > 1}
        share = [sum(map(common.__contains__, row)) / len(row) if row else 0.0 for row in words]
        self.add("common", np.array(share))

    def headline(self, told: Told) -> int:
        """The unit that says what the page's titles say; an h1 before others. -1 where there is none."""
        units = self.units
        titles = [set(key(title).split()) for title in told.titles if title]
        titles = [title for title in titles if title]
        best, anchor = 0.0, -1
        overlap = np.zeros(self.count)
        if titles:
            everything = set().union(*titles)
            for at, tag in enumerate(units.tags):
                if units.size[at] > 400 and tag not in ("h1", "h2"):
                    continue
                row = set(units.words[at]) if units.size[at] > 400 else set(key(units.texts[at]).split())
                if not row or (row.isdisjoint(everything) and tag != "h1"):
                    continue
                alike = max(len(row & title) / (len(row) + min(len(title) - len(row & title), len(row))) for title in titles)
                overlap[at] = alike
                score = (
                    alike
                    + (0.35 if tag == "h1" else 0.15 if tag in ("h2", "h3") else 0.0)
                    - 0.3 * (units.linked[at] > 0.8 * units.size[at])
                )
                score -= 0.3 * (len(row) < 3)
                if score > best + 1e-9:
                    best, anchor = score, at
        if best < 0.6:
            anchor = next((at for at, tag in enumerate(units.tags) if tag == "h1" and units.size[at] >= 15), anchor if best >= 0.5 else -1)
        after = self.place - anchor if anchor >= 0 else np.full(self.count, -1)
        self.anchor = anchor
        self.add("like_title", overlap)
        self.add("from_title", np.clip(after, -_FAR, _FAR))
        self.add("text_from_title", np.log1p(np.maximum(0.0, self.sizes[:-1] - self.sizes[max(anchor, 0)])) * np.sign(after))
        self.add("good_from_title", np.log1p(np.maximum(0.0, self.goods[:-1] - self.goods[max(anchor, 0)])) * np.sign(after))
        between = np.zeros(self.count)  # frames that part a unit from the headline
        if anchor >= 0:
            frame = self.units.frame.copy()
            for step in range(12):
                apart = (self.units.begins[frame] > anchor) | (self.units.ends[frame] <= anchor)
                if not apart.any():
                    break
                between[apart] = step + 1
                frame = np.where(apart, self.units.over[frame], frame)
        self.add("apart_from_title", between)
        return anchor

    def metadata(self, told: Told) -> None:
        units = self.units
        body = key(told.body) if told.body and len(told.body) > 120 else ""
        descriptions = [key(text) for text in told.descriptions if len(text) >= 25]
        quoted, described = np.zeros(self.count), np.zeros(self.count)
        if body or descriptions:
            for at in np.flatnonzero((units.size >= 12) & (units.linked < 0.9 * units.size)).tolist():
                mine = key(units.texts[at][:160])[:80]
                if len(mine) < 8:
                    continue
                if body and mine in body:
                    quoted[at] = 1.0 if len(mine) >= 25 else 0.5
                if len(mine) >= 25:
                    described[at] = max((float(mine[:40] in text or text[:60] in mine) for text in descriptions), default=0.0)
        known = float(bool(body) and float((quoted * units.size).sum()) > 200)
        self.add("quoted", quoted if known else np.zeros(self.count))
        self.add("body_told", np.full(self.count, known))
        self.add("described", described)

    def boxes(self) -> None:
        units, add = self.units, self.add
        for flag in _SHOWN:
            add(f"in_{(flag.name or '').lower()}", (units.seen & int(flag)) != 0)
        own = units.frame
        single = (units.ends - units.begins)[own] <= 1
        self.holder = np.where(single, units.over[own], own)
        """The innermost frame with more than this unit: the same for ``p`` and for text between ``br``."""
        add("depth", units.depth[self.holder])
        frames = [self.holder]
        for _ in range(3):
            frames.append(units.over[frames[-1]])
        for level, frame in enumerate(frames):
            begin, end = units.begins[frame], units.ends[frame]
            size = self.sizes[end] - self.sizes[begin]
            add(f"good_{level}", (self.goods[end] - self.goods[begin]) / self.all_good)
            add(f"text_{level}", np.log1p(size))
            add(f"linked_{level}", (self.linked[end] - self.linked[begin]) / np.maximum(1.0, size))
            if level < 3:
                add(f"units_{level}", np.log1p(end - begin))
                add(f"prose_{level}", (self.goods[end] - self.goods[begin]) / np.maximum(1.0, size))
                if level == 0:
                    add("place_0", (self.place - begin) / np.maximum(1, end - begin))
        self.recurrence(frames)

    def recurrence(self, frames: list[Ints]) -> None:
        """How often the path of tags recurs, and what stands at its other places."""
        units, add = self.units, self.add
        _, rows = np.unique(units.path, return_inverse=True)
        times = np.bincount(rows)
        good = np.bincount(rows, weights=self.good)
        size = np.bincount(rows, weights=units.size)
        add("path_times", np.log1p(times[rows]))
        add("path_good", good[rows] / self.all_good)
        add("path_prose", good[rows] / np.maximum(1.0, size[rows]))
        add("path_best", good[rows] / max(1.0, float(good.max())))
        for level in (0, 1):
            frame = frames[level]
            path = units.frame_path[frame]
            named, index = np.unique(units.frame_path, return_inverse=True)
            number = np.bincount(index)
            total = np.bincount(index, weights=self.goods[units.ends] - self.goods[units.begins])
            where = np.searchsorted(named, path)
            add(f"alike_{level}", np.log1p(number[where]))
            add(f"alike_good_{level}", total[where] / self.all_good)
            inside = self.goods[units.ends[frame]] - self.goods[units.begins[frame]]
            add(f"alike_share_{level}", inside / np.maximum(1.0, total[where]))

    def container(self, anchor: int) -> None:
        """The frame whose units score best together, and how each unit lies to it."""
        units, add = self.units, self.add
        good = self.good * np.where((units.seen & int(Seen.HIDDEN)) != 0, 0.3, 1.0)
        if anchor >= 0:
            good = good * np.where(self.place < anchor, 0.5, 1.0)
        score = np.zeros(len(units.over))
        frame = self.holder
        for decay in _DECAYS:
            score += decay * np.bincount(frame, weights=good, minlength=len(score))
            frame = np.where(frame == units.over[frame], 0, units.over[frame])
        score[0] *= 0.7
        best = int(score.argmax())
        most = max(1.0, float(score[best]))
        begin, end = int(units.begins[best]), int(units.ends[best])
        self.best = best
        within = (self.place >= begin) & (self.place < end)
        add("score_0", score[self.holder] / most)
        add("score_1", score[units.over[self.holder]] / most)
        add("score_2", score[units.over[units.over[self.holder]]] / most)
        add("in_best", within)
        add("best_share", np.full(self.count, (self.goods[end] - self.goods[begin]) / self.all_good))
        add("best_size", np.full(self.count, np.log1p(self.sizes[end] - self.sizes[begin])))
        add("best_linked", np.full(self.count, (self.linked[end] - self.linked[begin]) / max(1.0, self.sizes[end] - self.sizes[begin])))
        add("place_in_best", (self.place - begin) / max(1, end - begin))
        add("left_in_best", np.clip(end - self.place, -_FAR, _FAR))
        add("after_best", np.clip(self.place - end, -_FAR, _FAR))
        add("before_best", np.clip(begin - self.place, -_FAR, _FAR))
        add("under_best", units.depth[self.holder] - units.depth[best])
        outer, steps = best, np.full(self.count, 6.0)
        for step in range(6):
            inside = (self.place >= units.begins[outer]) & (self.place < units.ends[outer]) & (steps == 6.0)
            steps[inside] = step
            outer = int(units.over[outer])
        add("steps_from_best", steps)
        others = np.where(np.arange(len(score)) == best, 0.0, score)
        chain = best
        while chain:
            others[chain] = 0.0
            chain = int(units.over[chain])
        others[0] = 0.0
        inside_best = (units.begins >= begin) & (units.ends <= end)
        others[inside_best] = 0.0
        add("rival", np.full(self.count, float(others.max()) / most))
        prose = np.flatnonzero(within & (good >= 60))
        first, last = (int(prose[0]), int(prose[-1])) if len(prose) else (begin, end - 1)
        add("from_first_prose", np.clip(self.place - first, -_FAR, _FAR))
        add("to_last_prose", np.clip(last - self.place, -_FAR, _FAR))
        paths = units.path[prose]
        usual = int(np.bincount(paths, weights=good[prose]).argmax()) if len(prose) else -1
        add("usual_path", units.path == usual)
        add("usual_holder", self.holder == (int(np.bincount(self.holder[prose], weights=good[prose]).argmax()) if len(prose) else -1))
        middle = float(np.median(units.size[prose])) if len(prose) else 0.0
        add("size_to_usual", np.log1p(units.size) - np.log1p(middle))
        add("page_good", np.full(self.count, np.log1p(self.all_good)))
        add("page_units", np.full(self.count, np.log1p(self.count)))
        add("page_linked", np.full(self.count, self.linked[-1] / max(1.0, self.sizes[-1])))
        add("place", self.place / max(1, self.count))
        add("good_before", self.goods[:-1] / self.all_good)

    def neighbours(self) -> None:
        units, add = self.units, self.add
        size = np.log1p(units.size)
        share = units.linked / np.maximum(1.0, units.size)
        heading = self.is_heading
        for step in (-1, 1):
            name = f"{'before' if step < 0 else 'after'}_1"
            add(f"linked_{name}", _shifted(share, step))
            add(f"same_path_{name}", _shifted(units.path.astype(np.float64), step, -1.0) == units.path)
        add("size_before_1", _shifted(size, -1))
        for width in (3, 8):
            low, high = np.maximum(0, self.place - width), np.minimum(self.count, self.place + width + 1)
            text = np.maximum(1.0, self.sizes[high] - self.sizes[low])
            add(f"good_within_{width}", np.log1p(self.goods[high] - self.goods[low]))
            add(f"linked_within_{width}", (self.linked[high] - self.linked[low]) / text)
        low, high = np.maximum(0, self.place - 10), np.minimum(self.count, self.place + 11)
        add("good_above", np.log1p(self.goods[:-1] - self.goods[low]))
        add("good_below", np.log1p(self.goods[high] - self.goods[1:]))
        add("from_heading", np.minimum(60, self.place - _latest(heading, self.place)))
        last_heading = np.maximum(0, _latest(heading, self.place))
        add("text_under_heading", np.log1p(self.sizes[:-1] - self.sizes[last_heading]))
        add("heading_level", np.array([_TAGS.get(units.tags[at], 0) for at in last_heading.tolist()]))

    def runs(self) -> None:
        """Prose that runs on: stretches of units with no more than :data:`LONGEST_GAP` others between; and stretches of one tag path."""
        units, add = self.units, self.add
        prose = np.flatnonzero(self.good >= 60)
        behind = np.zeros(self.count)
        if len(prose):
            run = np.concatenate(([0], np.cumsum(np.diff(prose) > LONGEST_GAP + 1)))
            best = int(np.bincount(run, weights=self.good[prose]).argmax())
            begin, end = int(prose[run == best][0]), int(prose[run == best][-1])
            behind = np.where(self.place > end, self.place - end, np.where(self.place < begin, self.place - begin, 0)).astype(np.float64)
        add("from_largest_run", np.clip(behind, -_FAR, _FAR))
        starts = np.flatnonzero(np.concatenate(([True], units.path[1:] != units.path[:-1])))
        lengths = np.diff(np.append(starts, self.count))
        row = np.repeat(np.arange(len(starts)), lengths)
        add("same_path_run", np.log1p(lengths[row]))
        add("same_path_words", np.log1p(np.add.reduceat(self.word_count, starts)[row] / lengths[row]))
        digits = units.counts[:, DIGIT] / np.maximum(1.0, units.size)
        times = self.columns["path_times"]
        add("digits_before_1", _shifted(digits, -1))
        add("path_times_before_1", _shifted(times, -1))
        add("path_times_after_1", _shifted(times, 1))

    def finish(self) -> tuple[tuple[str, ...], NDArray[np.float32]]:
        return tuple(self.columns), np.column_stack(list(self.columns.values())).astype(np.float32)


def _running(values: Floats) -> Floats:
    return np.concatenate(([0.0], np.cumsum(values)))


def _shifted(values: Floats, step: int, fill: float = 0.0) -> Floats:
    """``values[i + step]`` at ``i``."""
    result = np.full_like(values, fill)
    if abs(step) < len(values):
        if step > 0:
            result[:-step] = values[step:]
        else:
            result[-step:] = values[:step]
    return result


def _latest(flags: NDArray[np.bool_], place: Ints) -> Ints:
    """The last index up to each place where the flag is set; -60 before the first."""
    found: Ints = np.maximum.accumulate(np.where(flags, place, -60))
    return found
