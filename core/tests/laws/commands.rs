//! Whatever commands come, in whatever order: a refusal leaves the case as it was, and the log replays to the case.

use std::sync::LazyLock;

use anjieflow::case::{Actor, Case, CaseId, Command, Context, Salt};
use anjieflow::date::Date;
use anjieflow::interchange::plain;
use anjieflow::interchange::{entry_line, read_command, read_log, write_command, write_log};
use anjieflow::log::Log;
use anjieflow::worklist;

/// A command that the stories give, a line each.
static GIVEN: LazyLock<Vec<Command>> = LazyLock::new(|| {
    let lines = include_str!("../data/corpus/commands.jsonl").lines();
    lines.map(|line| read_command(&plain::parse(line).unwrap()).unwrap()).collect()
});

/// Each line is a step: days later, then the number of a command of the stories or a command as JSON. `3 17` or
/// `0 {"command": …}`. A line that is none is passed over.
pub fn holds(data: &[u8]) {
    let mut walk = Walk::new();
    for line in super::text(data).lines().take(200) {
        if let Some((later, command)) = step(line) {
            walk.take(later, &command);
        }
    }
    walk.ends();
}

fn step(line: &str) -> Option<(u8, Command)> {
    let (later, command) = line.split_once(' ')?;
    let given = command.parse::<usize>().ok().map(|number| GIVEN[number % GIVEN.len()].clone());
    let command = given.or_else(|| read_command(&plain::parse(command).ok()?).ok())?;
    Some((later.parse().ok()?, command))
}

struct Walk {
    today: Date,
    case: Case,
    log: Log,
}

impl Walk {
    fn new() -> Self {
        let today = Date::constant(2026, 3, 2);
        let opened = Case::open(CaseId::new("C-1").unwrap(), &context(today)).unwrap();
        let (case, entry) = opened.into_parts();
        Self { today, case, log: Log::start(entry).unwrap() }
    }

    fn take(&mut self, later: u8, command: &Command) {
        self.today = self.today.add_days(later.into()).unwrap_or(Date::MAX);
        let context = context(self.today);
        assert_eq!(read_command(&write_command(command)).as_ref(), Ok(command));
        let decided = self.case.decide(command, &context);
        match self.case.clone().step(command, &context) {
            Ok(moved) => {
                assert_eq!(decided.as_ref(), Ok(&moved.event));
                assert!(self.case.allowed().any(|kind| kind == command.kind()));
                let (case, entry) = moved.into_parts();
                assert!(entry_line(&entry).len() < anjieflow::limits::LINE_BYTES);
                self.log.append(entry).unwrap();
                self.case = case;
            }
            Err(turned) => {
                assert_eq!(turned.case, self.case);
                assert!(!turned.refusal.reasons.is_empty());
                assert_eq!(decided, Err(turned.refusal));
            }
        }
    }

    fn ends(self) {
        assert_eq!(read_log(&write_log(&self.log)).as_ref(), Ok(&self.log));
        assert_eq!(self.log.replay().as_ref(), Ok(&self.case));
        let context = context(self.today);
        let _ = (plain::view(&self.case), worklist::tasks(&self.case, &context));
        let _ = plain::is_complete(&self.case, &context);
    }
}

fn context(today: Date) -> Context<'static> {
    Context::new(today, Actor::new("walker").unwrap()).salted(Salt::new([9; 16]))
}
