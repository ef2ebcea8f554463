//! The patterns of a language, compiled: nodes, and edges that a token may take.
//!
//! Patterns have no repetition, so a walk ends after as many tokens as the longest pattern has; and a walk
//! takes at most [`STEPS`] edges, whatever the text. `builder.rs` makes it.

use crate::{
    classes::Class,
    language::Language,
    terminals::Sense,
    tokens::{Kind, Token},
};

/// Edges tried from one token on. Far more than any sentence needs.
const STEPS: u32 = 1000;
/// Ways to read what begins at one token.
const READINGS: usize = 24;

#[derive(Debug, Default)]
pub(crate) struct Automaton {
    /// The first node is the beginning.
    pub nodes: Vec<Node>,
    /// For each terminal, where its edges are among those of the first node: it has hundreds.
    pub starts: Vec<(u32, u32)>,
}

#[derive(Debug, Default)]
pub(crate) struct Node {
    /// By terminal, so that those of a terminal stand together.
    pub edges: Vec<Edge>,
    /// The rules whose pattern ends here.
    pub ends: Vec<u16>,
}

/// The label of an edge, and where it leads. No two edges of a node have the same label.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Edge {
    pub terminal: u16,
    /// Nothing stands between this token and the one before.
    pub glued: bool,
    /// The expression begins with this token; it ended before this token.
    pub opens: bool,
    pub closes: bool,
    /// The slot that the token fills, and with what, if not with the token's own value.
    pub slot: Option<(Class, Option<i64>)>,
    pub to: u32,
}

/// A pattern that matched.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Found {
    pub rule: u16,
    /// Tokens of the expression.
    pub start: usize,
    pub end: usize,
    /// Tokens of the whole match, with what must stand before and behind the expression.
    pub match_len: usize,
    pub slots: Slots,
}

/// What filled the slots, in order.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Slots {
    filled: [Option<(Class, i64)>; 12],
    count: usize,
}

impl Slots {
    pub(crate) fn get(&self, class: Class) -> Option<i64> {
        self.all(class).next()
    }

    pub(crate) fn all(&self, class: Class) -> impl Iterator<Item = i64> {
        self.filled[..self.count].iter().flatten().filter(move |slot| slot.0 == class).map(|slot| slot.1)
    }

    pub(crate) fn push(&mut self, class: Class, value: i64) {
        if let Some(place) = self.filled.get_mut(self.count) {
            *place = Some((class, value));
            self.count += 1;
        }
    }
}

impl Automaton {
    /// Everything that a pattern finds from this token on. Returns how many edges were tried.
    pub(crate) fn walk(
        &self,
        tokens: &[Token],
        at: usize,
        language: &Language,
        found: &mut Vec<Found>,
    ) -> u32 {
        let Some(start) = self.nodes.first() else { return 0 };
        let mut walk =
            Walk { automaton: self, tokens, language, found, slots: Slots::default(), begin: at, steps: 0 };
        tokens[at].senses(language, &mut |sense: Sense| {
            if let Some((from, to)) = self.starts.get(usize::from(sense.terminal)) {
                walk.over(&start.edges[*from as usize..*to as usize], sense, at, at, None);
            }
        });
        walk.steps
    }
}

struct Walk<'a> {
    automaton: &'a Automaton,
    tokens: &'a [Token],
    language: &'a Language,
    found: &'a mut Vec<Found>,
    /// Filled on the way to where the walk is.
    slots: Slots,
    begin: usize,
    steps: u32,
}

impl<'a> Walk<'a> {
    /// Goes on from a node, over the token `at`. The expression began at `start` and, if known, ended before
    /// `end`.
    fn from(&mut self, node: &'a Node, at: usize, start: usize, end: Option<usize>) {
        let (tokens, language) = (self.tokens, self.language);
        tokens[at].senses(language, &mut |sense: Sense| {
            let first = node.edges.partition_point(|edge| edge.terminal < sense.terminal);
            let same = node.edges[first..].iter().take_while(|edge| edge.terminal == sense.terminal).count();
            self.over(&node.edges[first..first + same], sense, at, start, end);
        });
    }

    /// Takes those of the edges, all of the sense's terminal, that the token fits.
    fn over(&mut self, edges: &[Edge], sense: Sense, at: usize, start: usize, end: Option<usize>) {
        let token = &self.tokens[at];
        if edges.is_empty() || lacks_capital(token, sense.class, self.language) {
            return;
        }
        for edge in edges {
            self.steps += 1;
            if (token.glued || !edge.glued) && self.steps < STEPS {
                self.take(edge, at, sense.value, start, end);
            }
        }
    }

    fn take(&mut self, edge: &Edge, at: usize, value: i64, start: usize, end: Option<usize>) {
        let start = if edge.opens { at } else { start };
        let end = if edge.closes { Some(at) } else { end };
        let filled = self.slots.count;
        if let Some((class, fixed)) = edge.slot {
            self.slots.push(class, fixed.unwrap_or(value));
        }
        let automaton = self.automaton;
        let node = &automaton.nodes[edge.to as usize];
        let next = at + 1;
        for rule in &node.ends {
            if self.found.len() < READINGS {
                let end = end.unwrap_or(next);
                self.found.push(Found {
                    rule: *rule,
                    start,
                    end,
                    match_len: next - self.begin,
                    slots: self.slots,
                });
            }
        }
        let goes_on = |token: &Token| !token.new_paragraph && token.has_senses();
        if !node.edges.is_empty() && self.tokens.get(next).is_some_and(goes_on) {
            self.from(node, next, start, end);
        }
        self.slots.count = filled;
    }
}

fn lacks_capital(token: &Token, class: Option<Class>, language: &Language) -> bool {
    !token.capital && token.kind == Kind::Word && class.is_some_and(|class| language.needs_capital(class))
}
