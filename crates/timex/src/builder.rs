//! Patterns to an automaton.

use std::collections::{BTreeMap, HashMap};

use crate::{
    automaton::{Automaton, Edge, Node},
    classes::Class,
    pattern::{self, Item},
    terminals::{Terminal, Terminals},
};

/// By class, the phrases that stand for a word of it, with their value.
pub(crate) type Phrases = HashMap<Class, Vec<(Vec<String>, i64)>>;

/// Adds patterns, and makes the automaton of them.
pub(crate) struct Builder<'a> {
    /// What each pattern became; the first node is where all begin.
    nodes: Vec<Node>,
    terminals: &'a mut Terminals,
    /// Words of a class that are several words.
    phrases: &'a Phrases,
    elides: bool,
}

/// Where the next edge may start: a node, and the brackets that stand before it.
#[derive(Clone, Copy, PartialEq)]
struct Front {
    node: u32,
    opens: bool,
    closes: bool,
}

impl<'a> Builder<'a> {
    pub(crate) fn new(terminals: &'a mut Terminals, phrases: &'a Phrases, elides: bool) -> Builder<'a> {
        Builder { nodes: vec![Node::default()], terminals, phrases, elides }
    }

    pub(crate) fn add(&mut self, rule: u16, items: &[Item]) {
        let start = vec![Front { node: 0, opens: false, closes: false }];
        for front in self.sequence(start, items, false).into_iter().filter(|front| front.node > 0) {
            let ends = &mut self.nodes[front.node as usize].ends;
            if !ends.contains(&rule) {
                ends.push(rule);
            }
        }
    }

    /// Patterns that begin alike share their beginning: each set of nodes that one row of labels leads to
    /// becomes one node.
    pub(crate) fn finish(self) -> Automaton {
        let mut numbers = HashMap::from([(vec![0_u32], 0_u32)]);
        let mut sets = vec![vec![0_u32]];
        let mut out = Vec::new();
        while let Some(set) = sets.get(out.len()).cloned() {
            let mut ends: Vec<u16> =
                set.iter().flat_map(|node| &self.nodes[*node as usize].ends).copied().collect();
            ends.sort_unstable();
            ends.dedup();
            let mut by_label: BTreeMap<Edge, Vec<u32>> = BTreeMap::new();
            for edge in set.iter().flat_map(|node| &self.nodes[*node as usize].edges) {
                by_label.entry(Edge { to: 0, ..*edge }).or_default().push(edge.to);
            }
            let mut edges = Vec::with_capacity(by_label.len());
            for (label, mut nodes) in by_label {
                nodes.sort_unstable();
                nodes.dedup();
                let next = u32::try_from(sets.len()).unwrap_or(u32::MAX);
                let to = *numbers.entry(nodes.clone()).or_insert(next);
                if to == next {
                    sets.push(nodes);
                }
                edges.push(Edge { to, ..label });
            }
            out.push(Node { edges, ends });
        }
        let first = out.first().map_or(&[][..], |node: &Node| &node.edges);
        let terminals = first.last().map_or(0, |edge| edge.terminal + 1);
        let place = |terminal: u16| first.partition_point(|edge| edge.terminal < terminal) as u32;
        let starts = (0..terminals).map(|terminal| (place(terminal), place(terminal + 1))).collect();
        Automaton { nodes: out, starts }
    }

    fn sequence(&mut self, mut fronts: Vec<Front>, items: &[Item], mut glued: bool) -> Vec<Front> {
        for item in items {
            fronts = self.item(&fronts, item, glued);
            glued = false;
        }
        fronts
    }

    fn item(&mut self, fronts: &[Front], item: &Item, glued: bool) -> Vec<Front> {
        match item {
            Item::Open => fronts.iter().map(|front| Front { opens: true, ..*front }).collect(),
            Item::Close => fronts.iter().map(|front| Front { closes: true, ..*front }).collect(),
            Item::Unfilled(inner) => {
                let from = self.nodes.len();
                let fronts = self.item(fronts, inner, glued);
                // The edges to the nodes that were just made.
                let edges = self.nodes.iter_mut().flat_map(|node| &mut node.edges);
                edges.filter(|edge| edge.to as usize >= from).for_each(|edge| edge.slot = None);
                fronts
            }
            Item::Glued(inner) => self.item(fronts, inner, true),
            Item::Optional(inner) => {
                let mut out = fronts.to_vec();
                out.extend(self.item(fronts, inner, glued));
                out
            }
            Item::OneOf(branches) => {
                branches.iter().flat_map(|branch| self.sequence(fronts.to_vec(), branch, glued)).collect()
            }
            Item::Word(words) => {
                self.words(fronts, &pattern::pieces_or_mark(words, self.elides), glued, None)
            }
            Item::Class(class, value) => {
                let terminal = match value {
                    Some(value) => Terminal::Valued(*class, *value),
                    None => Terminal::Class(*class),
                };
                let mut out = self.edges(fronts, terminal, glued, Some((*class, None)));
                let all = self.phrases.get(class).into_iter().flatten();
                let phrases: Vec<_> =
                    all.filter(|phrase| value.is_none_or(|value| phrase.1 == value)).cloned().collect();
                for (words, value) in phrases {
                    out.extend(self.words(fronts, &words, glued, Some((*class, Some(value)))));
                }
                out
            }
        }
    }

    /// A chain of words; the last of them fills the slot.
    fn words(
        &mut self,
        fronts: &[Front],
        words: &[String],
        glued: bool,
        slot: Option<(Class, Option<i64>)>,
    ) -> Vec<Front> {
        let mut fronts = fronts.to_vec();
        for (number, word) in words.iter().enumerate() {
            let slot = slot.filter(|_| number + 1 == words.len());
            fronts = self.edges(&fronts, Terminal::Word(word.clone()), glued && number == 0, slot);
        }
        fronts
    }

    /// One new node, and an edge to it from each front.
    fn edges(
        &mut self,
        fronts: &[Front],
        terminal: Terminal,
        glued: bool,
        slot: Option<(Class, Option<i64>)>,
    ) -> Vec<Front> {
        let to = u32::try_from(self.nodes.len()).unwrap_or(u32::MAX);
        self.nodes.push(Node::default());
        let terminal = self.terminals.number(terminal);
        for front in fronts {
            let edge = Edge { terminal, glued, opens: front.opens, closes: front.closes, slot, to };
            let edges = &mut self.nodes[front.node as usize].edges;
            if !edges.contains(&edge) {
                edges.push(edge);
            }
        }
        vec![Front { node: to, opens: false, closes: false }]
    }
}
