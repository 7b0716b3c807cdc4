//! The command that made a report, as its readers can repeat it.

use std::env;

/// What this program was started as, with its arguments, but for options that name a place to read from or
/// to write to.
#[must_use]
pub fn command(start: &str, places: &[&str]) -> String {
    repeatable(start, places, env::args().skip(1))
}

fn repeatable(start: &str, places: &[&str], mut arguments: impl Iterator<Item = String>) -> String {
    let mut words = vec![start.to_owned()];
    while let Some(argument) = arguments.next() {
        let (name, value) = match argument.split_once('=') {
            Some((name, value)) => (name, Some(value)),
            None => (argument.as_str(), None),
        };
        if !places.contains(&name) {
            if words.len() == 1 {
                words.push("--".to_owned());
            }
            words.push(argument);
        } else if value.is_none() {
            arguments.next();
        }
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_left_out() {
        let of = |arguments: &[&str]| {
            let arguments = arguments.iter().map(|argument| (*argument).to_owned());
            repeatable("cargo run", &["--json"], arguments)
        };
        assert_eq!(of(&["--json", "a"]), "cargo run");
        assert_eq!(of(&["--json=a", "--rows", "5"]), "cargo run -- --rows 5");
    }
}
