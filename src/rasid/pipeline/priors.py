"""How often sound articles anywhere fail a test: what stands in for a source's past before it has one.

Measured in November 2026 with this rasid. Fields: 122 articles of about 85 publishers in 30 countries (the golden pages of flairNLP/fundus, MIT).
Prose: 680 written articles of Al Mayadeen of 2023–24 as rows (headline, text, dates). A test that is not named here was failed by none of them,
or has no measurement; a test of structure is then given nothing, any other the floor of the template test. Those that stand here with nothing were
failed by none, and no writer's habit fails them, only a template. What the reader itself misses on
those pages (a body it does not find) is its fault and no property of articles: it is left out.
"""

from __future__ import annotations

from collections.abc import Mapping

PRIORS: Mapping[str, float] = {
    "published_at": 0.033,
    "author": 0.025,
    "image": 0.008,
    "standfirst": 0.377,
    "body_words_run_together": 0.313,
    "body_unbalanced_quotes": 0.106,
    "text_zero_width": 0.018,
    "body_repeats_paragraph": 0.015,
    "text_tatweel_runs": 0.006,
    "published_at_months_disagree": 0.006,
    "text_persian_letters": 0.004,
    "text_bidi_controls": 0.004,
    "body_has_boilerplate": 0.003,
    "body_weekday_disagrees": 0.001,
    "body_same_as_another": 0.0,
    "canonical_elsewhere": 0.0,
    "canonical_missing": 0.0,
    "doubted": 0.0075,
    "headline_differs_from_metadata": 0.0,
    "page_date": 0.0,
    "published_at_origins_disagree": 0.0,
    "site_name": 0.0,
    "structured_data_date_invalid": 0.0,
    "structured_data_incomplete": 0.0,
    "structured_data_missing": 0.0,
    "text_reversed": 0.0,
    "text_doubled_diacritics": 0.001,
}
"""Test → share of articles, 0–1."""
