//! What client and server had of the processors, as the operating system accounts for it.

use std::{
    fs,
    ops::{Add, Sub},
    path::Path,
    time::Duration,
};

/// What processes had of the processors until now.
#[derive(Clone, Copy, Debug, Default)]
pub struct Spent {
    pub time: Duration,
    /// How often they were given one: after they had waited for something, or had to let another go first.
    pub turns: u64,
}

impl Add for Spent {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            time: self.time + other.time,
            turns: self.turns + other.turns,
        }
    }
}

impl Sub for Spent {
    type Output = Self;

    fn sub(self, earlier: Self) -> Self {
        Self {
            time: self.time.saturating_sub(earlier.time),
            turns: self.turns.saturating_sub(earlier.turns),
        }
    }
}

impl Spent {
    /// What this process had; nothing where the system does not tell.
    #[must_use]
    pub fn here() -> Option<Self> {
        let mut sum = Self::default();
        for thread in fs::read_dir("/proc/self/task").ok()?.flatten() {
            sum = sum + Self::of(&thread.path())?;
        }
        Some(sum)
    }

    /// Of a process or a thread.
    fn of(process: &Path) -> Option<Self> {
        let text = fs::read_to_string(process.join("schedstat")).ok()?;
        let mut fields = text.split_ascii_whitespace();
        Some(Self {
            time: Duration::from_nanos(fields.next()?.parse().ok()?),
            turns: fields.nth(1)?.parse().ok()?,
        })
    }
}

/// How long a tick of `/proc/…/stat` is; 100 a second on every Linux of today.
const TICK: Duration = Duration::from_millis(10);

/// Where the times of children that ended are, among the fields behind the name (`proc(5)`).
const CHILDREN_USER: usize = 13;
const CHILDREN_SYSTEM: usize = 14;

/// The server's processes, by their parent.
#[derive(Clone, Copy, Debug)]
pub struct Postmaster(u32);

impl Postmaster {
    /// Of a server whose files are in a directory.
    #[must_use]
    pub fn of(directory: &Path) -> Option<Self> {
        let text = fs::read_to_string(directory.join("data/postmaster.pid")).ok()?;
        text.lines().next()?.trim().parse().ok().map(Self)
    }

    /// Its number; what it is pinned to, its backends are.
    #[must_use]
    pub fn process(self) -> u32 {
        self.0
    }

    /// What the whole server had, with all that it does beside its backends; of those that have ended, their time
    /// to two ticks, and no turns. A difference of two is thus of use where none ended in between. Nothing where the
    /// system does not tell.
    #[must_use]
    pub fn spent(self) -> Option<Spent> {
        let own = format!("/proc/{}", self.0);
        let mut sum = Spent::of(Path::new(&own))?;
        let fields = stat(Path::new(&own))?;
        let ticks = |index: usize| fields.get(index)?.parse::<u32>().ok();
        sum.time += TICK * (ticks(CHILDREN_USER)? + ticks(CHILDREN_SYSTEM)?);
        let children = fs::read_to_string(format!("{own}/task/{}/children", self.0)).ok()?;
        for child in children.split_ascii_whitespace() {
            // One that ends just now counts with those that have ended, the next time.
            sum = sum + Spent::of(&Path::new("/proc").join(child)).unwrap_or_default();
        }
        Some(sum)
    }
}

/// The fields behind the name of the program, which may contain anything.
fn stat(process: &Path) -> Option<Vec<String>> {
    let text = fs::read_to_string(process.join("stat")).ok()?;
    let (_, fields) = text.rsplit_once(") ")?;
    Some(fields.split(' ').map(str::to_owned).collect())
}
