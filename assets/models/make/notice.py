#!/usr/bin/env python3
"""Writes ../actors.NOTICE: what the name model was trained on, text by text.

  notice.py FOLDER     FOLDER: the training texts, as for examples/train_actors.rs
"""
import glob
import json
import sys

HEAD = """The name model (actors.bin) is derived from the texts below and is licensed, apart from the
program's code, under the Creative Commons Attribution-ShareAlike 4.0 International licence
(https://creativecommons.org/licenses/by-sa/4.0/legalcode). Changed: names were turned into byte
ranges, texts into counts and weights.

Trained in part on WikiGold (D. Balasuriya, N. Ringland, J. Nothman, T. Murphy, J. R. Curran, 2009;
J. Nothman et al. 2013), CC BY 4.0, text from the English Wikipedia and its contributors.

Trained in part on the GUM corpus (A. Zeldes and annotators, Georgetown University,
gucorpling.org/gum), annotations CC BY 4.0; texts: Wikinews contributors, CC BY 2.5; Wikipedia and
Wikivoyage contributors, CC BY-SA 3.0; articles of PLOS ONE, MDPI, the Linguistic Society of America and
DH2017, CC BY 4.0, and of IOP Conference Series, CC BY 3.0, by their authors; court hearings as listed,
CC BY 4.0; American Government 2e, OpenStax, Rice University, CC BY 4.0; UN General Debate Corpus, CC0;
US federal works; NZ Hansard.

Trained in part on Universal NER (English EWT; S. Mayhew et al. 2024), CC BY-SA 4.0, over UD
English-EWT (N. Silveira et al. 2014), CC BY-SA 4.0.

Word clusters (clusters.bin): made from GloVe 6B vectors (J. Pennington, R. Socher, C. D. Manning 2014),
Public Domain Dedication and License 1.0. The gazetteer's own sources stand in ../gazetteer/.

The texts (Universal NER and WikiGold: as above; the others one by one):
"""


def main():
    folder = sys.argv[1]
    out = [HEAD]
    for path in sorted(glob.glob(f"{folder}/*.jsonl") + glob.glob(f"{folder}/share-alike/*.jsonl")):
        for line in open(path, encoding="utf-8"):
            r = json.loads(line)
            if "title" in r:
                out.append(f"- {r['title']}. {r['by']}. {r['licence']}. {r['url']}\n")
    with open(__file__.rsplit("/", 2)[0] + "/actors.NOTICE", "w", encoding="utf-8") as f:
        f.write("".join(out))


main()
