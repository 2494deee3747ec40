//! The engine under both machines, the case and the loan. It knows no mortgage words.
//!
//! A *move* changes the stage and is typed per stage. A *stay* changes only what every stage knows, so it is
//! written once over the file `F`. A step is two short impls side by side: *decide* (file and stage, context →
//! event, or reasons to say no) and *apply* (event → what is next; it cannot fail).
//!
//! There is no other door: the fields of [`In`] are the crate's own, stages and events cannot be built
//! elsewhere, and `Effect` and `Change`, which apply events, cannot be named outside.

use crate::case::{Context, Reason, Refusal, Stamp};
use crate::product::NewsKind;

/// Something known to be in stage `S`, with the file `F` that every stage knows.
///
/// You meet it as [`CaseIn`](crate::case::CaseIn) and [`LoanIn`](crate::loan::LoanIn).
// In the order of its fields, so that the file lies at one place in every stage: else each look into it asks the stage first.
#[repr(C)]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct In<F, S> {
    /// Apart, for a case is handed on from step to step, and a file is over a thousand bytes.
    pub(crate) file: Box<F>,
    pub(crate) stage: S,
}

/// Keeps callers from listing commands of their own.
pub trait Sealed {}

/// The flow table lists `Self` in stage `S`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a step out of stage `{S}`",
    label = "the flow table does not list this command for this stage",
    note = "`FLOW` lists every step; `allowed()` on a case tells those of its stage"
)]
pub trait Listed<S>: Sealed {
    /// The command's stable name.
    const COMMAND: &'static str;
    /// The stage's stable name.
    const STAGE: &'static str;
}

/// A command that leads to another stage.
pub trait Move<F, S>: Listed<S> {
    /// What happens when it is granted.
    type Event: Effect<F, S>;

    /// Decides without changing anything.
    ///
    /// # Errors
    /// Every reason to say no, at once.
    fn decide(&self, at: &In<F, S>, context: &Context<'_>) -> Result<Self::Event, Vec<Reason>>;
}

/// An event goes by a stable name. Callers cannot name this trait.
pub trait Named {
    /// The stable name, as on the wire.
    const NAME: &'static str;
    /// As what somebody may have to hear of it.
    const NEWS: Option<NewsKind> = NewsKind::of_event(Self::NAME);
}

/// What a move's event does; it cannot fail. Callers cannot name this trait, so cannot call it.
pub trait Effect<F, S>: Named {
    /// The stage it leads to.
    type To;

    /// Applies the event.
    fn apply(&self, from: In<F, S>, stamp: &Stamp) -> In<F, Self::To>;

    /// Whether a recorded event fits what it meets; a replay asks before it applies.
    fn fits(&self, _from: &In<F, S>) -> Result<(), String> {
        Ok(())
    }
}

/// A command that leaves the stage as it is.
pub trait Stay<F>: Sealed {
    /// What happens when it is granted.
    type Event: Change<F>;

    /// Decides without changing anything.
    ///
    /// # Errors
    /// Every reason to say no, at once.
    fn decide(&self, file: &F, context: &Context<'_>) -> Result<Self::Event, Vec<Reason>>;
}

/// What a stay's event does; it cannot fail. Callers cannot name this trait, so cannot call it.
pub trait Change<F>: Named {
    /// Applies the event.
    fn apply(&self, file: &mut F, stamp: &Stamp);

    /// Whether a recorded event fits what it meets; a replay asks before it applies.
    fn fits(&self, _file: &F) -> Result<(), String> {
        Ok(())
    }
}

/// What holds for every step of a file, whatever the command.
pub trait Ledger {
    /// Reasons to refuse any step now, or any but some; `moves` tells whether the step changes the stage.
    fn forbids(&self, command: &str, moves: bool, context: &Context<'_>) -> Vec<Reason>;
    /// The stamp of the next step.
    fn stamp(&self, context: &Context<'_>) -> Stamp;
    /// Notes that a step was taken; called for every applied event, with its name and as what somebody may hear of it.
    fn advance(&mut self, event: &'static str, news: Option<NewsKind>, moves: bool, stamp: &Stamp);
}

/// A granted step: what is there after it, and the event to keep.
#[must_use = "keep the event, or the step is lost"]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Moved<C, E> {
    /// What is there after the step.
    pub case: C,
    /// The event to append to the log.
    pub event: E,
    /// Its number, days and author.
    pub stamp: Stamp,
}

/// A refused step: the reasons, and the case back unchanged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turned<C> {
    /// Why.
    pub refusal: Refusal,
    /// The case, untouched.
    pub case: C,
}

/// Where a granted move leads.
pub type After<F, S, C> = In<F, <<C as Move<F, S>>::Event as Effect<F, S>>::To>;

/// The event of a granted move.
pub type EventOf<F, S, C> = <C as Move<F, S>>::Event;

/// What a move gives: the next stage and its event, or the case back with the reasons.
pub type Taken<F, S, C> = Result<Moved<After<F, S, C>, EventOf<F, S, C>>, Turned<In<F, S>>>;

/// What a stay gives: the same stage and its event, or the case back with the reasons.
pub type Noted<F, S, C> = Result<Moved<In<F, S>, <C as Stay<F>>::Event>, Turned<In<F, S>>>;

impl<F: Ledger, S> In<F, S> {
    /// Takes a move that the flow lists for this stage.
    ///
    /// # Errors
    /// [`Turned`]: every reason at once, and the case as it was.
    pub fn take<C: Move<F, S>>(self, command: C, context: &Context<'_>) -> Taken<F, S, C> {
        match judged(self.file.forbids(C::COMMAND, true, context), command.decide(&self, context)) {
            Ok(event) => Ok(self.moved(event, context)),
            Err(reasons) => Err(self.turned::<C>(reasons)),
        }
    }

    /// Does something that leaves the stage as it is.
    ///
    /// # Errors
    /// [`Turned`]: every reason at once, and the case as it was.
    pub fn note<C: Stay<F> + Listed<S>>(self, command: C, context: &Context<'_>) -> Noted<F, S, C> {
        match judged(self.file.forbids(C::COMMAND, false, context), command.decide(&self.file, context)) {
            Ok(event) => Ok(self.noted(event, context)),
            Err(reasons) => Err(self.turned::<C>(reasons)),
        }
    }

    fn moved<E: Effect<F, S>>(self, event: E, context: &Context<'_>) -> Moved<In<F, E::To>, E> {
        let stamp = self.file.stamp(context);
        let mut case = event.apply(self, &stamp);
        case.file.advance(E::NAME, E::NEWS, true, &stamp);
        Moved { case, event, stamp }
    }

    fn noted<E: Change<F>>(mut self, event: E, context: &Context<'_>) -> Moved<Self, E> {
        let stamp = self.file.stamp(context);
        event.apply(&mut self.file, &stamp);
        self.file.advance(E::NAME, E::NEWS, false, &stamp);
        Moved { case: self, event, stamp }
    }

    fn turned<C: Listed<S>>(self, reasons: Vec<Reason>) -> Turned<Self> {
        Turned { refusal: Refusal::new(C::COMMAND, C::STAGE, reasons), case: self }
    }
}

impl<F, S> In<F, S> {
    pub(crate) fn new(file: F, stage: S) -> Self {
        Self { file: Box::new(file), stage }
    }

    /// What is known in every stage.
    pub fn file(&self) -> &F {
        &self.file
    }

    /// What is known in this stage.
    pub fn stage(&self) -> &S {
        &self.stage
    }

    /// The same file in another stage; only an effect calls it.
    pub(crate) fn into_stage<T>(self, stage: T) -> In<F, T> {
        In { file: self.file, stage }
    }
}

/// Joins what forbids any step with what forbids this one, so that one refusal tells everything.
pub(crate) fn judged<E>(mut general: Vec<Reason>, own: Result<E, Vec<Reason>>) -> Result<E, Vec<Reason>> {
    match own {
        Ok(event) if general.is_empty() => Ok(event),
        Ok(_) => Err(general),
        Err(reasons) => {
            general.extend(reasons);
            Err(general)
        }
    }
}

/// Makes the dynamic side of a machine from its table: the names, the two enums, and the two matches.
///
/// Each row carries the doc line, the Rust name, the stable name and the Chinese name of what it makes.
macro_rules! flow {
    (
        machine $Machine:ident, $Stage:ident, $stage_mod:ident, $File:ident;
        opens { $($(#[$om:meta])* $oe:ident $oename:literal,)? }
        stages { $($(#[doc = $sm:literal])* $stage:ident $sname:literal $szh:literal,)+ }
        moves { $($(#[doc = $mm:literal])* $mc:ident $mname:literal $mzh:literal / $me:ident $mename:literal: $($mf:ident)|+ => $mt:ident,)* }
        stays { $($(#[doc = $km:literal])* $kc:ident $kname:literal $kzh:literal / $ke:ident $kename:literal: $($kf:ident)|+,)* }
    ) => {
        /// Where it is.
        ///
        /// Closed on purpose: a store that meets a stage it does not know must fail, not skip it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $Stage { $($(#[doc = $sm])* $stage),+ }

        impl $Stage {
            /// Every stage, in the order of the process.
            pub const ALL: &'static [Self] = &[$(Self::$stage),+];
            /// Stable name, as on the wire.
            pub const fn name(self) -> &'static str { match self { $(Self::$stage => $sname),+ } }
            /// The name in the trade.
            pub const fn zh(self) -> &'static str { match self { $(Self::$stage => $szh),+ } }
            /// What it means, in English.
            pub const fn about(self) -> &'static str { match self { $(Self::$stage => concat!($($sm),*).trim_ascii()),+ } }
            /// Whether nothing leads out of it.
            pub fn is_end(self) -> bool { !FLOW.iter().any(|line| line.from == self && line.to != self) }
        }

        impl std::fmt::Display for $Stage {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(self.name()) }
        }

        /// Which command, without its data.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum CommandKind { $($(#[doc = $mm])* $mc,)* $($(#[doc = $km])* $kc,)* }

        // A stage is a bit in `stays_in`.
        const _: () = assert!($Stage::ALL.len() <= u32::BITS as usize, "more stages than bits");

        impl CommandKind {
            /// Every command, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$mc,)* $(Self::$kc,)*];
            /// The command of this name, if there is one.
            #[inline(never)]
            pub fn named(name: &str) -> Option<Self> { Self::ALL.iter().copied().find(|kind| kind.name() == name) }
            /// The command that gives the event of this name, if there is one.
            pub fn that_gives(event: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|kind| kind.event_name() == event)
            }
            /// Stable name, as on the wire.
            pub const fn name(self) -> &'static str { match self { $(Self::$mc => $mname,)* $(Self::$kc => $kname,)* } }
            /// The name in the trade.
            pub const fn zh(self) -> &'static str { match self { $(Self::$mc => $mzh,)* $(Self::$kc => $kzh,)* } }
            /// What it is for, in English.
            pub const fn about(self) -> &'static str {
                match self { $(Self::$mc => concat!($($mm),*).trim_ascii(),)* $(Self::$kc => concat!($($km),*).trim_ascii(),)* }
            }
            /// The stable name of the event it gives.
            pub const fn event_name(self) -> &'static str { match self { $(Self::$mc => $mename,)* $(Self::$kc => $kename,)* } }
            /// Whether it leads to another stage.
            pub const fn is_move(self) -> bool { match self { $(Self::$mc => true,)* $(Self::$kc => false,)* } }
            /// Whether the flow lists it in this stage as what leaves the stage as it is.
            const fn stays_in(self, stage: $Stage) -> bool {
                let stages: u32 = match self { $(Self::$mc => 0,)* $(Self::$kc => $(1 << $Stage::$kf as u32)|+,)* };
                stages >> stage as u32 & 1 == 1
            }
        }

        impl std::fmt::Display for CommandKind {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(self.name()) }
        }

        /// What someone asks for.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum Command { $($(#[doc = $mm])* $mc($mc),)* $($(#[doc = $km])* $kc($kc),)* }

        impl Command {
            /// Its kind.
            pub const fn kind(&self) -> CommandKind {
                match self { $(Self::$mc(_) => CommandKind::$mc,)* $(Self::$kc(_) => CommandKind::$kc,)* }
            }

            /// Decides a stay; `None` for a move.
            fn stay(&self, file: &$File, context: &Context<'_>) -> Option<Result<Event, Vec<Reason>>> {
                Some(match self {
                    $(Self::$kc(it) => it.decide(file, context).map(Event::from),)*
                    $(Self::$mc(_) => return None,)*
                })
            }
        }

        /// What happened. Made by a decision, or read from a log that is then checked.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum Event {
            $($(#[$om])* $oe($oe),)?
            $($(#[doc = $mm])* $me($me),)*
            $($(#[doc = $km])* $ke($ke),)*
        }

        impl Event {
            /// Stable name, as on the wire.
            pub const fn name(&self) -> &'static str {
                match self { $(Self::$oe(_) => $oename,)? $(Self::$me(_) => $mename,)* $(Self::$ke(_) => $kename,)* }
            }
            /// Whether it changed the stage.
            pub const fn is_move(&self) -> bool {
                match self { $(Self::$oe(_) => { let _ = $oename; true })? $(Self::$me(_) => true,)* $(Self::$ke(_) => false,)* }
            }
            /// As what somebody may have to hear of it.
            const fn news(&self) -> Option<$crate::product::NewsKind> {
                match self { $(Self::$oe(_) => None,)? $(Self::$me(_) => $me::NEWS,)* $(Self::$ke(_) => $ke::NEWS,)* }
            }
            /// The command that gives it; none gives an opening.
            const fn kind(&self) -> Option<CommandKind> {
                Some(match self {
                    $(Self::$oe(_) => return None,)?
                    $(Self::$me(_) => CommandKind::$mc,)*
                    $(Self::$ke(_) => CommandKind::$kc,)*
                })
            }
            /// Whether that of a stay fits the file; `None` for that of a move.
            fn suits(&self, file: &$File) -> Option<Result<(), String>> {
                match self { $(Self::$ke(it) => Some(it.fits(file)),)* _ => None }
            }
            /// Applies that of a stay; that of a move changes nothing here.
            fn change(&self, file: &mut $File, stamp: &Stamp) {
                match self { $(Self::$ke(it) => it.apply(file, stamp),)* _ => {} }
            }
        }

        /// In whatever stage it is: what is stored, sent and bound.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum $Machine { $($(#[doc = $sm])* $stage(In<$File, $stage_mod::$stage>)),+ }

        $(impl From<In<$File, $stage_mod::$stage>> for $Machine {
            fn from(it: In<$File, $stage_mod::$stage>) -> Self { Self::$stage(it) }
        }
        impl TryFrom<$Machine> for In<$File, $stage_mod::$stage> {
            /// It is elsewhere: given back as it was.
            type Error = $Machine;
            fn try_from(it: $Machine) -> Result<Self, $Machine> { match it { $Machine::$stage(it) => Ok(it), it => Err(it) } }
        })+

        $(impl Sealed for $mc {}
          impl Named for $me { const NAME: &'static str = $mename; }
          impl From<$mc> for Command { fn from(it: $mc) -> Self { Self::$mc(it) } }
          impl From<$me> for Event { fn from(it: $me) -> Self { Self::$me(it) } }
          $(impl Listed<$stage_mod::$mf> for $mc {
              const COMMAND: &'static str = $mname;
              const STAGE: &'static str = $Stage::$mf.name();
          })+)*
        $(impl Sealed for $kc {}
          impl Named for $ke { const NAME: &'static str = $kename; }
          impl From<$kc> for Command { fn from(it: $kc) -> Self { Self::$kc(it) } }
          impl From<$ke> for Event { fn from(it: $ke) -> Self { Self::$ke(it) } }
          $(impl Listed<$stage_mod::$kf> for $kc {
              const COMMAND: &'static str = $kname;
              const STAGE: &'static str = $Stage::$kf.name();
          })+)*

        /// One line of the flow: in this stage, this command leads there.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub struct Line {
            /// Where it is.
            pub from: $Stage,
            /// What is asked.
            pub command: CommandKind,
            /// Where that leads; the same stage for a stay.
            pub to: $Stage,
        }

        /// Every line of the flow.
        pub const FLOW: &[Line] = &[
            $($(Line { from: $Stage::$mf, command: CommandKind::$mc, to: $Stage::$mt },)+)*
            $($(Line { from: $Stage::$kf, command: CommandKind::$kc, to: $Stage::$kf },)+)*
        ];

        impl $Machine {
            /// Where it is.
            pub const fn stage(&self) -> $Stage { match self { $(Self::$stage(_) => $Stage::$stage),+ } }

            /// What is known in every stage.
            pub const fn file(&self) -> &$File { match self { $(Self::$stage(it) => &it.file),+ } }

            pub(crate) fn file_mut(&mut self) -> &mut $File { match self { $(Self::$stage(it) => &mut it.file),+ } }

            /// The commands that the flow lists here, whether or not one would be granted now.
            pub fn allowed(&self) -> impl Iterator<Item = CommandKind> + use<> {
                let stage = self.stage();
                FLOW.iter().filter(move |line| line.from == stage).map(|line| line.command)
            }

            /// Decides a command without changing anything: would it pass, and if not, why not.
            ///
            /// # Errors
            /// [`Refusal`]: every reason at once.
            pub fn decide(&self, command: &Command, context: &Context<'_>) -> Result<Event, Refusal> {
                let kind = command.kind();
                let general = self.file().forbids(kind.name(), kind.is_move(), context);
                let not_here = || Err(vec![Reason::not_here(kind.name(), self.stage().name())]);
                // The command first, then the stage: over both at once the compiler compares every arm with every other.
                let own = match command {
                    $(Command::$mc(it) => match self {
                        $(Self::$mf(case) => it.decide(case, context).map(Event::from),)+
                        _ => not_here(),
                    },)*
                    stay if kind.stays_in(self.stage()) => stay.stay(self.file(), context).unwrap_or_else(not_here),
                    _ => not_here(),
                };
                judged(general, own).map_err(|reasons| Refusal::new(kind.name(), self.stage().name(), reasons))
            }

            /// Whether an event of this machine's own log has its place here.
            pub(crate) fn fits(&self, event: &Event) -> Result<(), String> {
                let not_here = || Err(format!("`{}` does not happen in stage `{}`", event.name(), self.stage().name()));
                match event {
                    $(Event::$me(it) => match self {
                        $(Self::$mf(case) => it.fits(case),)+
                        _ => not_here(),
                    },)*
                    stay if stay.kind().is_some_and(|kind| kind.stays_in(self.stage())) => {
                        stay.suits(self.file()).unwrap_or_else(not_here)
                    }
                    _ => not_here(),
                }
            }

            /// Applies an event that was decided here or checked by a replay.
            ///
            /// A stay is applied wherever it is: the case as of an earlier day may be in an earlier stage.
            pub(crate) fn apply(self, event: &Event, stamp: &Stamp) -> Result<Self, Self> {
                let mut next = self.applied(event, stamp)?;
                next.file_mut().advance(event.name(), event.news(), event.is_move(), stamp);
                Ok(next)
            }

            fn applied(mut self, event: &Event, stamp: &Stamp) -> Result<Self, Self> {
                match event {
                    $(Event::$me(it) => match self {
                        $(Self::$mf(case) => Ok(it.apply(case, stamp).into()),)+
                        case => Err(case),
                    },)*
                    $(Event::$oe(_) => Err(self),)?
                    stay => {
                        stay.change(self.file_mut(), stamp);
                        Ok(self)
                    }
                }
            }

            /// Decides and applies.
            ///
            /// # Errors
            /// [`Turned`]: every reason at once, and the case as it was.
            pub fn step(self, command: &Command, context: &Context<'_>) -> Result<Moved<Self, Event>, Turned<Self>> {
                match self.decide(command, context) {
                    Ok(event) => self.granted(event, command.kind(), context),
                    Err(refusal) => Err(Turned { refusal, case: self }),
                }
            }

            fn granted(self, event: Event, kind: CommandKind, context: &Context<'_>) -> Result<Moved<Self, Event>, Turned<Self>> {
                let stamp = self.file().stamp(context);
                match self.apply(&event, &stamp) {
                    Ok(case) => Ok(Moved { case, event, stamp }),
                    // OK because an event just decided in this stage has its place in it; the exhaustive test holds this.
                    Err(case) => {
                        let reason = Reason::not_here(kind.name(), case.stage().name());
                        Err(Turned { refusal: Refusal::new(kind.name(), case.stage().name(), vec![reason]), case })
                    }
                }
            }
        }
    };
}
pub(crate) use flow;
