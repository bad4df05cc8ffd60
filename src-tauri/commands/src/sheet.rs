//! Papers of our own making that are no forms: the recovery words, reports, lists for the family. They are set and
//! printed as the forms are.

use forms::FormRef;
use forms::hash::Hash;
use forms::outline::{Answer, Block, Outline, OutlineSection, Question, Table, TableColumn, TextStyle};
use texts::swedish;

/// A text without arguments.
pub(crate) fn say(key: &str) -> String {
    swedish().say(key, &[]).into_owned()
}

/// A paper in the making.
pub(crate) struct Sheet {
    outline: Outline,
}

impl Sheet {
    /// An empty paper; `id` is its name in ASCII, `source` says in a sentence whose it is.
    pub fn new(id: &str, title: &str, source: &str) -> Self {
        Self {
            outline: Outline {
                form: FormRef {
                    pack: "narvarolots".into(),
                    id: id.into(),
                    version: 1,
                },
                hash: Hash::of(b""),
                number: None,
                title: title.into(),
                source: source.into(),
                one_page: false,
                header: Vec::new(),
                sections: Vec::new(),
            },
        }
    }

    /// A part under a heading of its own, or the first one without.
    pub fn part(mut self, heading: Option<&str>) -> Self {
        self.outline.sections.push(OutlineSection {
            id: format!("part-{}", self.outline.sections.len() + 1),
            heading: heading.map(str::to_owned),
            author: None,
            blocks: Vec::new(),
            completed: None,
        });
        self
    }

    /// Running text; paragraphs are parted by a line feed.
    pub fn text(self, text: &str) -> Self {
        self.block(Block::Text {
            style: TextStyle::Body,
            text: text.into(),
        })
    }

    /// What must not be missed.
    pub fn notice(self, text: &str) -> Self {
        self.block(Block::Text {
            style: TextStyle::Notice,
            text: text.into(),
        })
    }

    /// A fact with its name.
    pub fn fact(self, label: &str, text: &str) -> Self {
        let field = format!("fact-{}", self.count());
        self.block(Block::Question(Question {
            field,
            label: label.into(),
            label_after: false,
            hint: None,
            answer: Answer::Short {
                text: Some(text.into()),
            },
        }))
    }

    /// A fact in running text; paragraphs are parted by a line feed.
    pub fn answer(self, label: &str, text: &str) -> Self {
        let paragraphs = text
            .lines()
            .map(str::to_owned)
            .filter(|line| !line.trim().is_empty());
        self.long(label, paragraphs.collect(), 0)
    }

    /// A line to fill in by hand.
    pub fn line(self, label: &str) -> Self {
        self.lines(label, 1)
    }

    /// Several lines to fill in by hand.
    pub fn lines(self, label: &str, count: u8) -> Self {
        self.long(label, Vec::new(), count)
    }

    fn long(self, label: &str, paragraphs: Vec<String>, lines: u8) -> Self {
        let field = format!("fact-{}", self.count());
        self.block(Block::Question(Question {
            field,
            label: label.into(),
            label_after: false,
            hint: None,
            answer: Answer::Long { paragraphs, lines },
        }))
    }

    /// A table; each column with its heading and its share of the width.
    pub fn table(self, label: &str, columns: &[(&str, u8)], rows: Vec<Vec<String>>) -> Self {
        let column = |&(label, weight): &(&str, u8)| TableColumn {
            label: label.into(),
            weight,
        };
        let field = format!("table-{}", self.count());
        self.block(Block::Table(Table {
            field,
            label: label.into(),
            hint: None,
            columns: columns.iter().map(column).collect(),
            rows,
        }))
    }

    /// What is printed.
    pub fn outline(self) -> Outline {
        self.outline
    }

    fn count(&self) -> usize {
        self.outline.sections.iter().map(|part| part.blocks.len()).sum()
    }

    fn block(mut self, block: Block) -> Self {
        if self.outline.sections.is_empty() {
            self = self.part(None);
        }
        if let Some(part) = self.outline.sections.last_mut() {
            part.blocks.push(block);
        }
        self
    }
}
