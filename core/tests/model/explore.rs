//! The search: by breadth, every move of the alphabet from every state, every law at every step and state.

use std::collections::{BTreeMap, HashMap, VecDeque};

use crate::key::Key;
use crate::laws::{Check, LAWS, Verdict};
use crate::moves::{Group, Move};
use crate::ways;
use crate::world::{Step, World};

/// A model: its alphabet, and how far it is searched.
pub struct Model {
    pub name: &'static str,
    /// What is in it, in words.
    pub says: &'static str,
    pub alphabet: &'static [Group],
    /// No state farther away than this; without a bound it is searched until nothing new comes.
    pub depth: u32,
}

/// Where a state came from, and what holds in it for the laws of what can be reached.
pub struct Node {
    parent: Option<(usize, u32)>,
    depth: u32,
    pub marks: u32,
    /// Which move led where; a refused one leads nowhere.
    pub edges: Vec<(u32, u32)>,
}

/// How a law fared.
#[derive(Clone, Default, Debug)]
pub struct Fate {
    /// How often it was at stake and held.
    pub held: u64,
    /// The shortest way to where it broke.
    pub broken: Option<Vec<String>>,
}

/// All that was seen.
#[derive(Default)]
pub struct Found {
    pub nodes: Vec<Node>,
    pub names: Vec<String>,
    pub fates: BTreeMap<&'static str, Fate>,
    /// Moves that led to a state, and moves that were refused.
    pub taken: u64,
    pub refused: u64,
    /// Whether nothing new was left to see.
    pub closed: bool,
    /// How many cases that came to a known state were let go on, to see that the key forgets nothing that matters.
    pub compared: u64,
    by_name: HashMap<String, u32>,
    known: HashMap<Key, usize>,
    again: Vec<(usize, World)>,
}

/// Of how many arrivals at a known state one is let go on.
const SAMPLED: u64 = 23;

impl Model {
    fn moves(&self, world: &World) -> Vec<Move> {
        let mut moves = Vec::new();
        self.alphabet.iter().for_each(|group| group(world, &mut moves));
        moves
    }

    /// Searches all there is to see; or as far as a law about steps or states is broken, to the end of that distance.
    pub fn explore_until(&self, law: Option<&str>) -> Found {
        let mut found = Found { closed: true, ..Found::default() };
        let mut waiting = VecDeque::new();
        let begin = World::begin();
        found.arrive(&begin, None);
        waiting.push_back((0, begin));
        while let Some((index, world)) = waiting.pop_front() {
            let depth = found.nodes[index].depth;
            if depth == self.depth || law.is_some_and(|law| found.is_broken_before(law, depth)) {
                found.closed = false;
                continue;
            }
            self.expand(&mut found, index, &world, &mut waiting);
        }
        if law.is_none() {
            found.compare(self);
        }
        if found.closed {
            ways::judge(&mut found);
        }
        found
    }

    fn expand(&self, found: &mut Found, index: usize, world: &World, waiting: &mut VecDeque<(usize, World)>) {
        for tried in self.moves(world) {
            let (after, refusal) = world.take(&tried.act);
            let name = found.name(&tried.name);
            let step = Step { before: world, command: tried.command(), after: &after, refusal: refusal.as_ref() };
            found.judge_step(&step, index, name);
            if refusal.is_some() {
                found.refused += 1;
                continue;
            }
            found.taken += 1;
            let (target, new) = found.arrive(&after, Some((index, name)));
            found.nodes[index].edges.push((name, u32::try_from(target).unwrap()));
            if new {
                waiting.push_back((target, after));
            } else if found.taken % SAMPLED == 0 {
                found.again.push((target, after));
            }
        }
    }
}

impl Found {
    /// Whether a law was broken by a way no longer than that.
    fn is_broken_before(&self, law: &str, depth: u32) -> bool {
        let broken = self.fates.get(law).and_then(|it| it.broken.as_ref());
        broken.is_some_and(|way| way.len() <= depth as usize)
    }

    /// How much was seen.
    pub fn told(&self) -> String {
        let (states, depth) = (self.nodes.len(), self.depth());
        let Self { taken, refused, compared, .. } = self;
        let end = if self.closed { "nothing new left" } else { "there is more" };
        format!(
            "{states} states, {taken} moves taken, {refused} refused, {depth} deep, {end}, {compared} arrivals compared"
        )
    }

    fn name(&mut self, name: &str) -> u32 {
        if let Some(number) = self.by_name.get(name) {
            return *number;
        }
        let number = u32::try_from(self.names.len()).unwrap();
        self.names.push(name.to_owned());
        self.by_name.insert(name.to_owned(), number);
        number
    }

    /// The state of a world, and whether it is new.
    fn arrive(&mut self, world: &World, parent: Option<(usize, u32)>) -> (usize, bool) {
        let next = self.nodes.len();
        let index = *self.known.entry(Key::of(world)).or_insert(next);
        if index < next {
            return (index, false);
        }
        let depth = parent.map_or(0, |(from, _)| self.nodes[from].depth + 1);
        self.nodes.push(Node { parent, depth, marks: ways::marks(world), edges: Vec::new() });
        self.judge_state(world, index);
        (index, true)
    }

    fn judge_step(&mut self, step: &Step<'_>, from: usize, name: u32) {
        for law in LAWS {
            if let Check::Step(holds) = law.check {
                self.note(law.name, holds(step), |found| {
                    let mut way = found.way(from);
                    way.push(found.names[name as usize].clone());
                    way
                });
            }
        }
    }

    fn judge_state(&mut self, world: &World, index: usize) {
        for law in LAWS {
            if let Check::State(holds) = law.check {
                self.note(law.name, holds(world), |found| found.way(index));
            }
        }
    }

    pub fn note(&mut self, law: &'static str, verdict: Verdict, way: impl Fn(&Self) -> Vec<String>) {
        match verdict {
            Verdict::NotAtStake => {}
            Verdict::Holds => self.fates.entry(law).or_default().held += 1,
            Verdict::Broken if self.fates.get(law).is_some_and(|it| it.broken.is_some()) => {}
            Verdict::Broken => {
                let way = way(self);
                self.fates.entry(law).or_default().broken = Some(way);
            }
        }
    }

    /// The moves from the beginning to a state.
    pub fn way(&self, to: usize) -> Vec<String> {
        let mut way = Vec::new();
        let mut at = to;
        while let Some((from, name)) = self.nodes[at].parent {
            way.push(self.names[name as usize].clone());
            at = from;
        }
        way.reverse();
        way
    }

    /// How far the farthest state is away.
    pub fn depth(&self) -> u32 {
        self.nodes.iter().map(|node| node.depth).max().unwrap_or(0)
    }

    /// Lets those that came to a known state go on by every move: each must lead where it led the first that came.
    fn compare(&mut self, model: &Model) {
        for (index, world) in std::mem::take(&mut self.again) {
            if self.nodes[index].depth == model.depth {
                continue;
            }
            let mut edges = Vec::new();
            for tried in model.moves(&world) {
                let (after, refusal) = world.take(&tried.act);
                if refusal.is_none() {
                    let target = self.known.get(&Key::of(&after)).map_or(u32::MAX, |it| u32::try_from(*it).unwrap());
                    edges.push((self.name(&tried.name), target));
                }
            }
            let told = |edges: &[(u32, u32)]| -> Vec<String> {
                edges.iter().map(|(name, to)| format!("{} -> {to}", self.names[*name as usize])).collect()
            };
            let (first, second) = (told(&self.nodes[index].edges), told(&edges));
            assert_eq!(
                first,
                second,
                "the key forgets what matters in {:?} after {:?}",
                Key::of(&world),
                self.way(index)
            );
            self.compared += 1;
        }
    }
}
