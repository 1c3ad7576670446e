//! The bundled corpus: every article's true date, as it is and with every
//! date taken out of metadata and years out of the heads.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use dateline::load::{Corpus, Options, load_all};
use dateline::store::Snapshot;
use dateline::timex::Day;

struct Truth {
    day: Day,
    stated: String,
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn truth() -> HashMap<String, Truth> {
    let table =
        std::fs::read_to_string(root().join("tests/corpus/truth.tsv")).expect("it is kept here");
    let rows = table.lines().skip(1).map(|line| {
        let fields: Vec<&str> = line.split('\t').collect();
        let day = fields[1].parse().expect("a day");
        (
            fields[0].to_owned(),
            Truth {
                day,
                stated: fields[2].to_owned(),
            },
        )
    });
    rows.collect()
}

fn load(path: &Path) -> Arc<Snapshot> {
    load_all(Corpus::Paths(vec![path.to_owned()]), Options::default())
}

#[test]
fn no_article_has_a_wrong_date_and_few_have_none() {
    let snapshot = load(&root().join("corpus"));
    let truth = truth();
    let (mut wrong, mut silent) = (Vec::new(), 0);
    for (_, analysis) in snapshot.analyses() {
        let id = &analysis.article.id;
        let Some(truth) = truth.get(id) else {
            wrong.push(format!("{id}: not in the table"));
            continue;
        };
        if analysis.dating.published.is_none() {
            silent += 1;
        } else if analysis.dating.published != Some(truth.day) {
            wrong.push(format!(
                "{id} ({}): {} but {:?}",
                truth.stated, truth.day, analysis.dating
            ));
        }
    }
    assert_eq!(snapshot.articles.len(), truth.len());
    // A floor: those that say only a weekday are not all sure yet.
    assert!(silent <= 4, "{silent} have none");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The text without the year of its own date in its head.
fn without_year(text: &str, year: i32) -> String {
    let mut head = text.len().min(400);
    while !text.is_char_boundary(head) {
        head -= 1;
    }
    let (head, rest) = text.split_at(head);
    let mut head = head.replace(&format!("{year}-"), "");
    for form in [format!(", {year}"), format!(" {year}")] {
        head = head.replace(&form, "");
    }
    head + rest
}

#[test]
fn most_come_back_without_any_stated_date() {
    let snapshot = load(&root().join("corpus"));
    let truth = truth();
    let folder = tempfile::tempdir().expect("a folder");
    let lines: Vec<String> = snapshot.analyses()
        .map(|(_, analysis)| {
            let article = &analysis.article;
            let day = truth[&article.id].day;
            let text = without_year(&article.text, day.year());
            let record = serde_json::json!({"id": article.id, "title": article.title, "source": article.source, "text": text});
            record.to_string()
        })
        .collect();
    let path = folder.path().join("stripped.jsonl");
    std::fs::write(&path, lines.join("\n")).expect("written");
    let snapshot = load(&path);
    let (mut close, mut sure_and_wrong, mut told) = (0, Vec::new(), Vec::new());
    for (_, analysis) in snapshot.analyses() {
        let (id, dating) = (&analysis.article.id, &analysis.dating);
        let day = truth[id].day;
        let best = dating
            .published
            .or(dating.alternatives.first().map(|c| c.day));
        let off = best.map(|b| (b.0 - day.0).abs());
        if off.is_some_and(|o| o <= 1) {
            close += 1;
        } else {
            told.push(format!(
                "{id}: {day} but {best:?} at {:.2}",
                dating.confidence
            ));
        }
        if dating.published.is_some_and(|p| p != day) && dating.confidence > 0.9 {
            sure_and_wrong.push(format!(
                "{id}: {day} but {best:?} at {:.2}",
                dating.confidence
            ));
        }
    }
    eprintln!(
        "{close} of {} within a day\n{}",
        truth.len(),
        told.join("\n")
    );
    assert!(sure_and_wrong.is_empty(), "{}", sure_and_wrong.join("\n"));
    assert!(
        close * 10 >= truth.len() * 8,
        "{close} of {}:\n{}",
        truth.len(),
        told.join("\n")
    );
}
