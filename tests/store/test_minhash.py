"""Signatures are those the ledger has held since its first version, bit for bit."""

from __future__ import annotations

import zlib

import numpy as np
import pytest
from datasketch import MinHash

from rasid.store.minhash import PERMUTATIONS, SEED, signature, similarities


def reference(shingles: set[bytes]) -> np.ndarray:
    made = MinHash(num_perm=PERMUTATIONS, seed=SEED, scheme="affine32", gpu_mode="disable", hashfunc=zlib.crc32)
    made.update_batch(shingles)
    return made.hashvalues


@pytest.mark.parametrize("count", [0, 1, 2, 500, 4_096, 4_097, 10_000])
def test_a_signature_equals_the_stored_scheme(count: int) -> None:
    shingles = {f"ثلاث كلمات متتالية {number}".encode() for number in range(count)}
    assert signature(shingles).dtype == np.uint32
    assert np.array_equal(signature(shingles), reference(shingles))


def test_similarity_is_the_share_of_equal_values() -> None:
    one = signature({b"a", b"b"})
    other = one.copy()
    other[:32] += 1
    assert similarities(one, np.array([one, other])).tolist() == [1.0, 0.75]
