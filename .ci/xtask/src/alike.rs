//! The order of the functions in a wasm: what is alike stands near each other.
//!
//! gzip looks 32,768 bytes back, brotli somewhat farther, and our functions are ten times as many bytes. They come from
//! wasm-bindgen in the order of their length, which says little of what stands in them.

#![expect(clippy::indexing_slicing, reason = "what stands in brackets is the number of a function that was read")]

use anyhow::{Context, Result};
use std::collections::{HashMap, HashSet, VecDeque};
use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{CodeSection, FunctionSection, Module};
use wasmparser::{CodeSectionReader, FunctionSectionReader, Parser, Payload, TypeRef};

/// How many bytes in a row two functions must share to be alike there.
const RUN: usize = 6;

/// How far back a function looks for its like, in bytes: farther, and a file that is like everything draws nothing near.
const REACH: usize = 8_000;

/// The same module with its functions in that order.
pub fn together(wasm: &[u8]) -> Result<Vec<u8>> {
    let Functions { imported, bodies } = Functions::of(wasm)?;
    let order = order(&bodies);
    let mut places = vec![0; order.len()];
    order.iter().zip(0..).for_each(|(function, place)| places[*function] = place);
    let mut module = Module::new();
    let moved = Moved { imported, order, places }.parse_core_module(&mut module, Parser::new(0), wasm);
    moved.context("cannot write the wasm in another order")?;
    Ok(module.finish())
}

struct Functions<'w> {
    imported: u32,
    bodies: Vec<&'w [u8]>,
}

impl<'w> Functions<'w> {
    fn of(wasm: &'w [u8]) -> Result<Self> {
        let mut found = Self { imported: 0, bodies: Vec::new() };
        for payload in Parser::new(0).parse_all(wasm) {
            match payload? {
                Payload::ImportSection(section) => {
                    for import in section.into_imports() {
                        found.imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                    }
                }
                Payload::CodeSectionEntry(body) => found.bodies.push(body.as_bytes()),
                _ => {}
            }
        }
        Ok(found)
    }
}

/// The numbers of the functions, each after what it is most like.
fn order(bodies: &[&[u8]]) -> Vec<usize> {
    let mut line = Line::of(bodies);
    while let Some(next) = line.nearest() {
        line.put(next);
    }
    line.order
}

/// Functions in a line that grows at its end.
struct Line<'w> {
    bodies: &'w [&'w [u8]],
    /// The runs of each function, and the functions of each run.
    runs: Vec<HashSet<&'w [u8]>>,
    holders: HashMap<&'w [u8], Vec<usize>>,
    order: Vec<usize>,
    left: Vec<bool>,
    /// What is within reach of the end, and how many bytes it has.
    within: VecDeque<usize>,
    bytes: usize,
    /// How often each run lies within reach.
    near: HashMap<&'w [u8], usize>,
    /// How many runs of each function do.
    shared: Vec<usize>,
}

impl<'w> Line<'w> {
    fn of(bodies: &'w [&'w [u8]]) -> Self {
        let runs: Vec<HashSet<_>> = bodies.iter().map(|body| body.windows(RUN).collect()).collect();
        let mut holders: HashMap<_, Vec<_>> = HashMap::new();
        for (function, runs) in runs.iter().enumerate() {
            runs.iter().for_each(|run| holders.entry(*run).or_default().push(function));
        }
        let (left, shared) = (vec![true; bodies.len()], vec![0; bodies.len()]);
        let (order, within, near) = Default::default();
        Self { bodies, runs, holders, order, left, within, bytes: 0, near, shared }
    }

    /// Which of those that are left is most like what is within reach; of several the first.
    fn nearest(&self) -> Option<usize> {
        let left = (0..self.bodies.len()).filter(|function| self.left[*function]);
        left.rev().max_by_key(|function| self.likeness(*function))
    }

    /// The shared runs by the root of the length, squared: by the whole length the shortest would always come first, and by none
    /// the longest. Of what shares nothing the shortest comes first.
    fn likeness(&self, function: usize) -> usize {
        (1_000 * self.shared[function] + 10).pow(2) / self.bodies[function].len()
    }

    fn put(&mut self, function: usize) {
        self.left[function] = false;
        self.order.push(function);
        self.within.push_back(function);
        self.bytes += self.bodies[function].len();
        for run in &self.runs[function] {
            let near = self.near.entry(*run).or_default();
            *near += 1;
            if *near == 1 {
                self.holders[run].iter().for_each(|holder| self.shared[*holder] += 1);
            }
        }
        while self.bytes > REACH && self.within.len() > 1 {
            self.leave_behind();
        }
    }

    fn leave_behind(&mut self) {
        let Some(function) = self.within.pop_front() else { return };
        self.bytes -= self.bodies[function].len();
        for run in &self.runs[function] {
            let near = self.near.entry(*run).or_default();
            *near -= 1;
            if *near == 0 {
                self.holders[run].iter().for_each(|holder| self.shared[*holder] -= 1);
            }
        }
    }
}

/// Writes a module with its functions in another order.
struct Moved {
    imported: u32,
    order: Vec<usize>,
    /// The new place of each.
    places: Vec<u32>,
}

impl Reencode for Moved {
    type Error = std::convert::Infallible;

    fn function_index(&mut self, function: u32) -> Result<u32, Error> {
        let own = function.checked_sub(self.imported);
        Ok(own.map_or(function, |own| self.imported + self.places[own as usize]))
    }

    fn parse_function_section(
        &mut self,
        types: &mut FunctionSection,
        section: FunctionSectionReader<'_>,
    ) -> Result<(), Error> {
        let read = section.into_iter().collect::<Result<Vec<_>, _>>()?;
        for function in self.order.clone() {
            types.function(self.type_index(read[function])?);
        }
        Ok(())
    }

    fn parse_code_section(&mut self, code: &mut CodeSection, section: CodeSectionReader<'_>) -> Result<(), Error> {
        let read = section.into_iter().collect::<Result<Vec<_>, _>>()?;
        self.order
            .clone()
            .into_iter()
            .try_for_each(|function| utils::parse_function_body(self, code, read[function].clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{ExportKind, ExportSection, Function, Instruction, TypeSection};

    const LOW: [i32; 3] = [1_000_001, 1_000_002, 1_000_003];
    const HIGH: [i32; 3] = [2_000_001, 2_000_002, 2_000_003];

    /// Functions that are exported as `f0`, `f1` and so on, each with its numbers; each but the first calls the one before it.
    fn module(functions: &[[i32; 3]]) -> Vec<u8> {
        let (mut types, mut kinds, mut exports, mut code) =
            (TypeSection::new(), FunctionSection::new(), ExportSection::new(), CodeSection::new());
        types.ty().function([], []);
        for (place, numbers) in (0u32..).zip(functions) {
            kinds.function(0);
            exports.export(&format!("f{place}"), ExportKind::Func, place);
            let mut body = Function::new([]);
            for number in numbers {
                body.instruction(&Instruction::I32Const(*number)).instruction(&Instruction::Drop);
            }
            if let Some(before) = place.checked_sub(1) {
                body.instruction(&Instruction::Call(before));
            }
            code.function(body.instruction(&Instruction::End));
        }
        let mut module = Module::new();
        module.section(&types).section(&kinds).section(&exports).section(&code);
        module.finish()
    }

    /// Of each export in the order of the names: where its function stands, its numbers, and where that one stands which it calls.
    fn read(wasm: &[u8]) -> Vec<(u32, Vec<i32>, Option<u32>)> {
        let bodies = Functions::of(wasm).unwrap().bodies;
        let exports = Parser::new(0).parse_all(wasm).find_map(|payload| match payload.unwrap() {
            Payload::ExportSection(section) => {
                Some(section.into_iter().map(|it| it.unwrap().index).collect::<Vec<_>>())
            }
            _ => None,
        });
        let told = |place: u32| {
            let reader = wasmparser::BinaryReader::new(bodies[place as usize], 0);
            let (mut numbers, mut called) = (Vec::new(), None);
            for operator in wasmparser::FunctionBody::new(reader).get_operators_reader().unwrap() {
                match operator.unwrap() {
                    wasmparser::Operator::I32Const { value } => numbers.push(value),
                    wasmparser::Operator::Call { function_index } => called = Some(function_index),
                    _ => {}
                }
            }
            (place, numbers, called)
        };
        exports.unwrap().into_iter().map(told).collect()
    }

    #[test]
    fn what_is_alike_stands_together_and_is_called_as_before() {
        let functions = [LOW, HIGH, LOW, HIGH, LOW];
        let found = read(&together(&module(&functions)).unwrap());
        let mut places: Vec<_> = found.iter().map(|(place, ..)| *place).collect();
        let low = [places[0], places[2], places[4]];
        assert!(low.iter().max().unwrap() - low.iter().min().unwrap() == 2, "{places:?}");
        for (at, (_, numbers, called)) in found.iter().enumerate() {
            assert_eq!(numbers, &functions[at]);
            assert_eq!(*called, at.checked_sub(1).map(|before| places[before]));
        }
        places.sort_unstable();
        assert_eq!(places, [0, 1, 2, 3, 4]);
    }

    #[test]
    fn the_order_is_the_same_each_time() {
        let wasm = module(&[LOW, HIGH, LOW, HIGH]);
        assert_eq!(together(&wasm).unwrap(), together(&wasm).unwrap());
    }

    #[test]
    fn what_is_no_wasm_is_an_error() {
        assert!(together(b"no wasm").is_err());
    }
}
