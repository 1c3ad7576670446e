//! Rules that begin alike share their first steps.

use rustc_hash::FxHashMap;

use super::{Graph, Node, Target};

/// How many first steps rules share.
const SHARED_STEPS: usize = 3;

impl Graph {
    /// Makes rules that begin alike share their first steps, so that a token
    /// is looked at once and not once for each rule.
    pub(super) fn share(&mut self) {
        let mut known = FxHashMap::default();
        let root = self.joined(vec![0], SHARED_STEPS, &mut known);
        self.nodes.swap(0, root as usize);
    }

    /// A node with the edges of all `nodes`, those with the same label joined
    /// for `depth` further steps.
    fn joined(
        &mut self,
        nodes: Vec<u32>,
        depth: usize,
        known: &mut FxHashMap<(Vec<u32>, usize), u32>,
    ) -> u32 {
        if let ([single], 0) = (nodes.as_slice(), depth) {
            return *single;
        }
        if let Some(&node) = known.get(&(nodes.clone(), depth)) {
            return node;
        }
        let mut joined = Node::default();
        let (mut words, mut marks, mut dashes) = (Vec::new(), Vec::new(), Vec::new());
        let (mut figures, mut capitals) = (Vec::new(), Vec::new());
        let (mut classes, mut builtins) = (Vec::new(), Vec::new());
        for &node in &nodes {
            let node = &self.nodes[node as usize];
            words.extend(
                node.words
                    .iter()
                    .map(|&(word, capital, to)| ((word, capital), to)),
            );
            marks.extend(node.marks.iter().map(|&(mark, to)| (mark, to)));
            dashes.extend(node.dashes.iter().map(|&to| ((), to)));
            figures.extend(node.figures.iter().map(|&(figure, to)| (figure, to)));
            capitals.extend(node.capitals.iter().map(|&to| ((), to)));
            classes.extend(
                node.classes
                    .iter()
                    .map(|&(class, slot, to)| ((class, slot), to)),
            );
            builtins.extend(
                node.builtins
                    .iter()
                    .map(|&(builtin, slot, to)| ((builtin, slot), to)),
            );
            joined.accepts.extend_from_slice(&node.accepts);
        }
        let words = self.group(words, depth, known);
        joined.words = words.into_iter().map(|((w, c), to)| (w, c, to)).collect();
        joined.marks = self.group(marks, depth, known);
        joined.dashes = self
            .group(dashes, depth, known)
            .into_iter()
            .map(|d| d.1)
            .collect();
        joined.figures = self.group(figures, depth, known);
        joined.capitals = self
            .group(capitals, depth, known)
            .into_iter()
            .map(|d| d.1)
            .collect();
        let classes = self.group(classes, depth, known);
        joined.classes = classes.into_iter().map(|((c, s), to)| (c, s, to)).collect();
        let builtins = self.group(builtins, depth, known);
        joined.builtins = builtins
            .into_iter()
            .map(|((b, s), to)| (b, s, to))
            .collect();
        joined.accepts.sort_unstable();
        joined.accepts.dedup();
        self.nodes.push(joined);
        let node = (self.nodes.len() - 1) as u32;
        known.insert((nodes, depth), node);
        node
    }

    /// Edges of one kind, those with the same label and brackets joined.
    fn group<K: Ord + Copy>(
        &mut self,
        mut edges: Vec<(K, Target)>,
        depth: usize,
        known: &mut FxHashMap<(Vec<u32>, usize), u32>,
    ) -> Vec<(K, Target)> {
        edges.sort_unstable_by_key(|e| (e.0, e.1.brackets, e.1.node));
        edges.dedup();
        if depth == 0 {
            return edges;
        }
        let groups = edges.chunk_by(|a, b| a.0 == b.0 && a.1.brackets == b.1.brackets);
        groups
            .map(|group| {
                let (label, Target { brackets, .. }) = group[0];
                let nodes = group.iter().map(|e| e.1.node).collect();
                let node = self.joined(nodes, depth - 1, known);
                (label, Target { node, brackets })
            })
            .collect()
    }
}
