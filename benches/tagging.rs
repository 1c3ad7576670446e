//! Speed of tagging and resolving, on made-up news text and on texts that
//! are nothing but expressions.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use dateline::article::sentences;
use dateline::timex::{Day, Reference, Tagger};

/// About as many expressions for its length as agency copy has.
const NEWS: &str = "The foreign minister said on Tuesday that talks with the delegation had not broken down and would \
go on next week in the capital. Officials who took part described the meeting as frank, and a spokesman for the other \
side said that nothing had been agreed on prisoners, on the crossings or on the money. The two governments have not \
met at this level since 2012, when an earlier round ended without a text.\n\nResidents of the northern districts spent \
the night in cellars after shells hit a market and a school, doctors said. At least nine people were wounded. The army \
blamed the rebels, and the rebels blamed the army. Monitors reached the place on 14 October and counted eleven craters, \
their report says. Bread and water will be brought in by road as soon as the drivers are promised safe passage, the aid \
agency announced in a statement.\n\n";

fn read(tagger: &Tagger, text: &str) -> usize {
    let sentences = sentences(text);
    let mentions = tagger.tag(text, &sentences);
    let reference = Reference {
        published: Day::from_ymd(2015, 10, 15),
    };
    tagger
        .resolve(text, &sentences, &mentions, &reference)
        .len()
}

fn tagging(c: &mut Criterion) {
    let tagger = Tagger::english();
    let mut group = c.benchmark_group("tagging");
    for (name, piece) in [
        ("news", NEWS),
        ("dates", "On 4 May 1998 he left, on the 5th he came back. "),
        ("the", "the "),
        ("digits", "1"),
    ] {
        let text = piece.repeat(1_000_000 / piece.len());
        group.throughput(Throughput::Bytes(text.len() as u64));
        let sentences = sentences(&text);
        group.bench_function(format!("{name}/tag"), |b| {
            b.iter(|| tagger.tag(black_box(&text), &sentences).len())
        });
        group.bench_function(format!("{name}/sentences, tag, resolve"), |b| {
            b.iter(|| read(tagger, black_box(&text)))
        });
    }
    group.finish();
}

criterion_group!(benches, tagging);
criterion_main!(benches);
