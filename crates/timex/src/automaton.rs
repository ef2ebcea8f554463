//! The patterns of a language, compiled: nodes, and edges that a token may take.
//!
//! Patterns have no repetition, so a walk ends after as many tokens as the longest pattern has; and a walk
//! takes at most [`STEPS`] edges, whatever the text.

use std::collections::HashMap;

use crate::{
    classes::Class,
    language::Language,
    pattern::{self, Item},
    terminals::{Terminal, Terminals},
    tokens::{Kind, Token},
};

/// Edges tried from one token on. Far more than any sentence needs.
const STEPS: u32 = 4000;
/// Ways to read what begins at one token.
const READINGS: usize = 24;

#[derive(Debug, Default)]
pub(crate) struct Automaton {
    /// Edges out of the beginning, by terminal.
    starts: Vec<Vec<Edge>>,
    nodes: Vec<Node>,
}

#[derive(Debug, Default)]
struct Node {
    edges: Vec<Edge>,
    /// The rules whose pattern ends here.
    ends: Vec<u16>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Edge {
    terminal: u16,
    glued: bool,
    /// The expression begins with this token; it ended before this token.
    opens: bool,
    closes: bool,
    slot: Option<(Class, Option<i64>)>,
    to: u32,
}

/// A pattern that matched.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Found {
    pub rule: u16,
    /// Tokens of the expression.
    pub start: usize,
    pub end: usize,
    /// The end of the whole match, with what must stand behind the expression.
    pub match_end: usize,
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
    /// Everything that a pattern finds from this token on.
    pub(crate) fn walk(&self, tokens: &[Token], at: usize, language: &Language, found: &mut Vec<Found>) {
        let mut walk = Walk { automaton: self, tokens, language, found, steps: 0 };
        let token = &tokens[at];
        token.senses(language, &mut |sense| {
            let allowed = !needs_capital(token, sense.class, language);
            for edge in self.starts.get(usize::from(sense.terminal)).into_iter().flatten().filter(|_| allowed) {
                let path = Path { start: at, end: None, slots: Slots::default() };
                walk.take(edge, at, sense.value, path);
            }
        });
    }

    pub(crate) fn size(&self) -> usize {
        self.nodes.len()
    }
}

#[derive(Clone, Copy)]
struct Path {
    start: usize,
    end: Option<usize>,
    slots: Slots,
}

struct Walk<'a> {
    automaton: &'a Automaton,
    tokens: &'a [Token],
    language: &'a Language,
    found: &'a mut Vec<Found>,
    steps: u32,
}

impl Walk<'_> {
    /// Takes an edge over the token `at`, and goes on from where it leads.
    fn take(&mut self, edge: &Edge, at: usize, value: i64, mut path: Path) {
        if edge.opens {
            path.start = at;
        }
        if edge.closes {
            path.end = Some(at);
        }
        if let Some((class, fixed)) = edge.slot {
            path.slots.push(class, fixed.unwrap_or(value));
        }
        let node = &self.automaton.nodes[edge.to as usize];
        let next = at + 1;
        for rule in &node.ends {
            if self.found.len() < READINGS {
                let end = path.end.unwrap_or(next);
                self.found.push(Found { rule: *rule, start: path.start, end, match_end: next, slots: path.slots });
            }
        }
        let Some(token) = self.tokens.get(next).copied() else { return };
        if node.edges.is_empty() || token.new_paragraph {
            return;
        }
        token.senses(self.language, &mut |sense| {
            if needs_capital(&token, sense.class, self.language) {
                return;
            }
            for edge in node.edges.iter().filter(|edge| edge.terminal == sense.terminal) {
                self.steps += 1;
                if self.steps < STEPS && (token.glued || !edge.glued) {
                    self.take(edge, next, sense.value, path);
                }
            }
        });
    }
}

fn needs_capital(token: &Token, class: Option<Class>, language: &Language) -> bool {
    !token.capital && token.kind == Kind::Word && class.is_some_and(|class| language.needs_capital(class))
}

/// Adds patterns to an automaton.
pub(crate) struct Builder<'a> {
    pub automaton: Automaton,
    pub terminals: &'a mut Terminals,
    /// Words of a class that are several words.
    pub phrases: &'a HashMap<Class, Vec<(Vec<String>, i64)>>,
    pub elides: bool,
}

/// Where the next edge may start: a node (none is the beginning), and the brackets that stand before it.
#[derive(Clone, Copy, PartialEq)]
struct Front {
    node: Option<u32>,
    opens: bool,
    closes: bool,
}

impl Builder<'_> {
    pub(crate) fn add(&mut self, rule: u16, items: &[Item]) {
        let start = vec![Front { node: None, opens: false, closes: false }];
        for front in self.sequence(start, items, false) {
            if let Some(node) = front.node {
                let ends = &mut self.automaton.nodes[node as usize].ends;
                if !ends.contains(&rule) {
                    ends.push(rule);
                }
            }
        }
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
                let from = self.automaton.nodes.len();
                let fronts = self.item(fronts, inner, glued);
                // The edges to the nodes that were just made.
                let starts = self.automaton.starts.iter_mut().flatten();
                let others = self.automaton.nodes.iter_mut().flat_map(|node| &mut node.edges);
                starts.chain(others).filter(|edge| edge.to as usize >= from).for_each(|edge| edge.slot = None);
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
            Item::Word(words) => self.words(fronts, &pattern::pieces_or_mark(words, self.elides), glued, None),
            Item::Class(class, value) => {
                let terminal = match value {
                    Some(value) => Terminal::Valued(*class, *value),
                    None => Terminal::Class(*class),
                };
                let mut out = self.edges(fronts, terminal, glued, Some((*class, None)));
                let all = self.phrases.get(class).into_iter().flatten();
                let phrases: Vec<_> = all.filter(|phrase| value.is_none_or(|value| phrase.1 == value)).cloned().collect();
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
        let to = u32::try_from(self.automaton.nodes.len()).unwrap_or(u32::MAX);
        self.automaton.nodes.push(Node::default());
        let terminal = self.terminals.number(terminal);
        for front in fronts {
            let edge = Edge { terminal, glued, opens: front.opens, closes: front.closes, slot, to };
            let edges = match front.node {
                Some(node) => &mut self.automaton.nodes[node as usize].edges,
                None => {
                    let at = usize::from(terminal);
                    if self.automaton.starts.len() <= at {
                        self.automaton.starts.resize_with(at + 1, Vec::new);
                    }
                    &mut self.automaton.starts[at]
                }
            };
            if !edges.contains(&edge) {
                edges.push(edge);
            }
        }
        vec![Front { node: Some(to), opens: false, closes: false }]
    }
}
