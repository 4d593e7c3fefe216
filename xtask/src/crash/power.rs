//! What of the writes that were never flushed is on the disk when the power comes back.

use fastrand::Rng;

/// A disk writes this much at once or not at all.
const SECTOR: usize = 512;

/// A write that was not flushed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Write {
    place: usize,
    bytes: Vec<u8>,
}

/// How a cache can die.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Death {
    /// With all that it held.
    Whole,
    /// In the order of the writes, in the middle of one of them.
    Torn,
    /// Having written, in whatever order, about half of the sectors.
    Reordered,
}

/// How many sectors reached the disk, and how many did not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Fate {
    pub(super) reached: usize,
    pub(super) lost: usize,
}

/// The writes in the log of the disk. A last one that is not whole was never made.
pub(super) fn read(log: &[u8]) -> Vec<Write> {
    let mut writes = Vec::new();
    let mut rest = log;
    while let Some((head, tail)) = rest.split_at_checked(16) {
        let number = |at: usize| {
            let bytes = head.get(at..at + 8).and_then(|bytes| bytes.try_into().ok());
            bytes.and_then(|bytes| usize::try_from(u64::from_le_bytes(bytes)).ok())
        };
        let (Some(place), Some(length)) = (number(0), number(8)) else { break };
        let Some((bytes, tail)) = tail.split_at_checked(length) else { break };
        writes.push(Write { place, bytes: bytes.to_vec() });
        rest = tail;
    }
    writes
}

/// Lets some of the sectors reach the disk.
pub(super) fn cut(disk: &mut [u8], writes: &[Write], death: Death, rng: &mut Rng) -> Fate {
    let sectors = || {
        writes.iter().flat_map(|write| {
            let pieces = write.bytes.chunks(SECTOR).enumerate();
            pieces.map(move |(number, piece)| (write.place + number * SECTOR, piece))
        })
    };
    let all = sectors().count();
    let first = rng.usize(0..=all);
    let mut fate = Fate::default();
    for (number, (place, piece)) in sectors().enumerate() {
        let reaches = match death {
            Death::Whole => false,
            Death::Torn => number < first,
            Death::Reordered => rng.bool(),
        };
        match disk.get_mut(place..place + piece.len()) {
            Some(there) if reaches => {
                there.copy_from_slice(piece);
                fate.reached += 1;
            }
            _ => fate.lost += 1,
        }
    }
    fate
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(place: usize, byte: u8, sectors: usize) -> Write {
        Write { place, bytes: vec![byte; sectors * SECTOR] }
    }

    fn log(writes: &[Write]) -> Vec<u8> {
        let bytes = writes.iter().map(|it| {
            let head = [it.place, it.bytes.len()].map(|number| (number as u64).to_le_bytes());
            [head.concat(), it.bytes.clone()].concat()
        });
        bytes.collect::<Vec<_>>().concat()
    }

    #[test]
    fn whole_writes_are_read_and_a_broken_one_is_not() {
        let writes = [write(0, 1, 2), write(4096, 2, 1)];
        let bytes = log(&writes);
        assert_eq!(read(&bytes), writes);
        for length in 0..16 + SECTOR {
            assert_eq!(read(&bytes[..bytes.len() - 1 - length]), writes[..1]);
        }
        assert_eq!(read(&[]), []);
    }

    #[test]
    fn a_cache_dies_in_three_ways() {
        let writes = [write(0, 1, 8), write(SECTOR * 4, 2, 8)];
        let mut rng = Rng::with_seed(7);
        let mut after = |death| {
            let mut disk = vec![0; SECTOR * 16];
            let fate = cut(&mut disk, &writes, death, &mut rng);
            assert_eq!(fate.reached + fate.lost, 16);
            (disk, fate)
        };
        assert_eq!(after(Death::Whole), (vec![0; SECTOR * 16], Fate { reached: 0, lost: 16 }));
        let (disk, fate) = after(Death::Torn);
        assert!((1..16).contains(&fate.reached), "{fate:?}");
        assert!(disk[..fate.reached.min(4) * SECTOR].iter().all(|byte| *byte == 1));
        let (disk, fate) = after(Death::Reordered);
        assert!((1..16).contains(&fate.reached), "{fate:?}");
        assert!(disk.chunks(SECTOR).all(|sector| sector.iter().all(|byte| *byte == sector[0])));
    }
}
