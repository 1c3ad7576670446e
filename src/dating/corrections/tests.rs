use super::*;

fn correction(article: &str, day: &str) -> Correction {
    Correction::new(Word::Date {
        article: article.to_owned(),
        day: day.parse().unwrap(),
    })
}

#[test]
fn keeps_comments_and_what_it_does_not_know() {
    let text = "# mine\n\ndate\ta b.txt\t2015-10-13\tseen on paper\nlater\tPutin\tV. Putin\n";
    let mut corrections = Corrections::parse(text).unwrap();
    assert_eq!(corrections.print(), text);
    assert_eq!(corrections.all().next().unwrap().remark, "seen on paper");
    corrections
        .set(correction("a b.txt", "2015-10-14"))
        .unwrap();
    corrections.set(correction("c", "2001-02-03")).unwrap();
    assert_eq!(corrections.all().count(), 2);
    let again = Corrections::parse(&corrections.print()).unwrap();
    assert_eq!(again, corrections);
    let c = correction("c", "2001-02-03").word;
    assert!(corrections.remove(&c) && !corrections.remove(&c));
}

#[test]
fn faults_name_their_line() {
    let fault = |text| Corrections::parse(text).unwrap_err();
    assert_eq!(fault("# x\ndate\ta\t2015-02-30").0, 2);
    assert!(fault("date\ta\t2015-02-30").1.contains("2015-02-30"));
    assert_eq!(fault("garbage").0, 1);
    assert_eq!(fault("date\t\t2015-01-01").0, 1);
    assert!(
        fault("date\ta\t2015-01-01\ndate\ta\t2015-01-02")
            .1
            .contains("twice")
    );
}

#[test]
fn sound_lines_apply_beside_faulty_ones() {
    let text = "bogus line\ndate\ta\t2015-01-01\ndate\ta\t2015-01-02\ndate\tb\tsoon\n";
    let (sound, faults) = Corrections::parse_sound(text);
    assert_eq!(sound.all().count(), 1);
    let lines: Vec<usize> = faults.iter().map(|(line, _)| *line).collect();
    assert_eq!(lines, [1, 3, 4]);
    assert!(faults[0].1.contains("expected a kind"), "{faults:?}");
    assert!(faults[1].1.contains("line 2 counts"), "{faults:?}");
}

#[test]
fn is_written_whole_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sub").join(FILE);
    let give = || Corrections::change(&path, |all| all.set(correction("a", "2015-10-13")));
    assert_eq!(give().unwrap().all().count(), 1);
    assert_eq!(Corrections::read(&path).unwrap().all().count(), 1);
    assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
    fs::write(&path, "broken").unwrap();
    let refused = give().unwrap_err().to_string();
    assert!(refused.contains(":1: "), "{refused}");
    assert_eq!(fs::read_to_string(&path).unwrap(), "broken");
}

#[test]
fn what_two_programs_give_is_kept_of_both() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(FILE);
    fs::write(&path, "date\tx\t2001-01-01\ndate\ty\t2001-01-01\n").unwrap();
    let start = Corrections::read(&path).unwrap();
    let (mut one, mut two) = (start.clone(), start.clone());
    one.set(correction("a", "2015-10-13")).unwrap();
    one.remove(&correction("x", "2001-01-01").word);
    one.write_since(&start, &path).unwrap();
    two.set(correction("b", "2015-10-14")).unwrap();
    two.set(correction("y", "2002-02-02")).unwrap();
    two.write_since(&start, &path).unwrap();
    let all = Corrections::read(&path).unwrap();
    let told: Vec<String> = all.all().map(Correction::print).collect();
    assert_eq!(
        told,
        [
            "date\ty\t2002-02-02",
            "date\ta\t2015-10-13",
            "date\tb\t2015-10-14"
        ]
    );
}

#[test]
fn many_at_once_lose_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(FILE);
    std::thread::scope(|scope| {
        for n in 0..20 {
            let path = &path;
            scope.spawn(move || {
                let word = correction(&n.to_string(), "2015-10-13");
                Corrections::change(path, |all| all.set(word)).unwrap();
            });
        }
    });
    assert_eq!(Corrections::read(&path).unwrap().all().count(), 20);
}

#[test]
fn refuses_what_would_break_a_line() {
    let mut corrections = Corrections::default();
    assert!(corrections.set(correction("a\tb", "2015-10-13")).is_err());
    assert!(corrections.set(correction("", "2015-10-13")).is_err());
}
