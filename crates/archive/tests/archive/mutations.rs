//! A thousand archives that were changed at random: each is refused whole or comes in whole.

use afterglow_archive::{bring_in, unpack};
use afterglow_store::{Imported, Records};

use crate::{Home, Parts, kept, packed};

#[tokio::test]
async fn nothing_comes_in_by_halves() {
    let kept = kept().await;
    let good = packed(&kept);
    let parts = Parts::of(&good);
    let home = Home::new();
    let store = home.open().await;
    let mut random = fastrand::Rng::with_seed(7);
    let (mut refused, mut taken) = (0, 0);
    for round in 0..1000 {
        // Every second time the rows themselves, in an archive that says that they are right.
        let is_sealed = round % 2 == 1;
        let bytes = if is_sealed {
            let mut parts = parts.clone();
            let name = ["facts.jsonl", "answers.jsonl", "case.json"][random.usize(0..3)];
            let text = parts.bytes_of(name).to_vec();
            parts.set(name, mutated(text, &mut random));
            parts.sealed().bytes()
        } else {
            mutated(good.clone(), &mut random)
        };
        match unpack(&bytes) {
            Err(problems) => {
                assert!(!problems.is_empty());
                refused += 1;
            }
            Ok(unpacked) => {
                // What no digest covers, such as the times in the list of entries, changes nothing that is kept.
                assert!(is_sealed || unpacked.kept == kept, "round {round}");
                let person = unpacked.kept.person.id;
                assert_eq!(bring_in(&store, unpacked.kept.clone()).await, Ok(Imported::New), "round {round}");
                assert_eq!(store.kept(person).await.unwrap(), unpacked.kept, "round {round}");
                store.erase(person).await.unwrap();
                taken += 1;
            }
        }
    }
    assert!(store.persons().await.unwrap().is_empty());
    // Either way often enough to mean something.
    assert!(refused > 500 && taken > 50, "{refused} refused, {taken} taken");
    store.close().await.unwrap();
}

fn mutated(mut bytes: Vec<u8>, random: &mut fastrand::Rng) -> Vec<u8> {
    for _ in 0..random.usize(1..3) {
        let at = random.usize(0..bytes.len().max(1));
        let upto = bytes.len().min(at + random.usize(1..40));
        match random.u8(0..7) {
            0 => bytes[at] ^= 1 << random.u8(0..8),
            1 => bytes[at] = random.u8(..),
            2 => bytes.truncate(at.max(1)),
            3 => drop(bytes.drain(at..upto)),
            4 => bytes.insert(at, random.u8(..)),
            5 => {
                let some = bytes[at..upto].to_vec();
                let to = random.usize(0..bytes.len());
                bytes.splice(to..to, some);
            }
            _ => bytes[at..upto].fill(b'0'),
        }
        if bytes.is_empty() {
            break;
        }
    }
    bytes
}
