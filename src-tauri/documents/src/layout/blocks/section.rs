//! A section: its heading, its blocks, and who completed it.

use forms::form::Author;
use forms::outline::{Block, Completion, OutlineSection, TextStyle};
use texts::swedish;

use crate::display::{Ink, Role};
use crate::layout::builder::{Builder, Cell, Keep, plain, rule};
use crate::layout::civil::swedish_date;
use crate::layout::clean::paragraphs;
use crate::layout::flow::{LEFT, RIGHT, WIDTH};
use crate::layout::look;

/// What the blocks of a section need to know of it.
#[derive(Clone, Copy)]
pub struct Context {
    /// Whether nobody has completed it yet, so that a pen may.
    pub open: bool,
    /// The level of headings inside it.
    pub level: u8,
}

impl Builder {
    /// A section from its heading to the line that says who completed it.
    pub fn section(&mut self, section: &OutlineSection) {
        self.within(Role::Sect, |builder| {
            builder.gap = 20.0;
            builder.section_heading(section);
            let level = if section.heading.is_some() { 3 } else { 2 };
            let context = Context {
                open: section.completed.is_none(),
                level,
            };
            let mut above = None;
            for block in &section.blocks {
                builder.block(block, above, context);
                above = Some(block);
            }
            if let Some(completion) = &section.completed {
                builder.completion(completion);
            }
        });
    }

    /// The heading to the left and, while the section is open, who fills it in to the right.
    fn section_heading(&mut self, section: &OutlineSection) {
        let open = section.author.filter(|_| section.completed.is_none());
        let filled_by = open.map_or_else(String::new, |author| {
            let role = swedish().say(role_key(author), &[]);
            swedish()
                .say("document-filled-by", &[("role", role.into())])
                .into_owned()
        });
        self.hairline(Ink::Hairline);
        self.gap = 6.0;
        let mut cells = Vec::new();
        if let Some(heading) = &section.heading {
            self.setter.place.clone_from(heading);
            let owner = self.element(Role::Heading(2));
            let taken = match filled_by.as_str() {
                "" => 0.0,
                words => self.setter.line(words, look::SMALL).width + 18.0,
            };
            let room = WIDTH - taken;
            let lines = self.setter.lines(&plain(heading, look::SECTION), room, room);
            cells.push(Cell::new(owner, LEFT, lines));
        }
        if !filled_by.is_empty() {
            let owner = self.element(Role::P);
            let line = self.setter.line(&filled_by, look::SMALL);
            cells.push(Cell::new(owner, RIGHT - line.width, vec![line]));
        }
        if cells.is_empty() {
            return;
        }
        let from = self.row(&cells, Keep::Whole);
        self.glue_last();
        if let (Some(strip), Some(heading)) = (self.column.strips.get_mut(from), &section.heading) {
            strip.bookmark = Some((heading.clone(), 2));
        }
        self.gap = 4.0;
    }

    fn block(&mut self, block: &Block, above: Option<&Block>, context: Context) {
        match block {
            Block::Heading { text } => self.subheading(text, context.level),
            Block::Text { style, text } => self.words(*style, text),
            Block::Question(question) => self.question(question, context),
            Block::Line { questions } => self.line_of_questions(questions, context),
            Block::Grid(grid) => match above {
                Some(Block::Heading { text }) => self.grid(grid, Some(text)),
                _ => self.grid(grid, None),
            },
            Block::Table(table) => self.table(table, context),
            Block::Signature(row) => self.signature(row),
        }
    }

    fn subheading(&mut self, text: &str, level: u8) {
        self.setter.place = text.to_owned();
        self.gap += 12.0;
        let from = self.column.strips.len();
        self.paragraph(Role::Heading(level), &plain(text, look::SUBHEADING), Keep::Whole);
        self.glue_last();
        if let Some(strip) = self.column.strips.get_mut(from) {
            strip.bookmark = Some((text.to_owned(), level));
        }
        // A heading stands nearer to what it heads.
        self.gap = -4.0;
    }

    fn words(&mut self, style: TextStyle, text: &str) {
        self.setter.place = text.to_owned();
        let (type_style, gap) = match style {
            TextStyle::Body => (look::BODY, 9.0),
            TextStyle::Clause => (look::CLAUSE, 14.0),
            TextStyle::Notice => (look::NOTICE, 14.0),
        };
        self.gap += gap;
        for paragraph in paragraphs(text) {
            let from = self.column.strips.len();
            if style == TextStyle::Notice {
                self.notice(&paragraph);
            } else {
                self.paragraph(Role::P, &plain(&paragraph, type_style), Keep::Paragraph);
            }
            // What a signature means is never parted from the signature.
            if style == TextStyle::Clause {
                self.glue(from, true);
            }
            self.gap = look::PARAGRAPH_GAP;
        }
        self.gap = 0.0;
    }

    /// What must not be missed: a green bar beside it, so that the words keep their own form.
    fn notice(&mut self, text: &str) {
        let owner = self.element(Role::P);
        let lines = self
            .setter
            .lines(&plain(text, look::NOTICE), WIDTH - 12.0, WIDTH - 12.0);
        let from = self.row(&[Cell::new(owner, LEFT + 12.0, lines)], Keep::Whole);
        for strip in self.column.strips.iter_mut().skip(from) {
            strip.marks.push(rule(
                (LEFT + 1.0, 0.0),
                (LEFT + 1.0, strip.height),
                2.0,
                Ink::Accent,
            ));
        }
    }

    /// ”Ifylld av …, mentor, 2026-11-21”.
    fn completion(&mut self, completion: &Completion) {
        self.setter.place.clone_from(&completion.name);
        let role = swedish().say(role_key(completion.role), &[]);
        let mut arguments = vec![
            ("name", completion.name.as_str().into()),
            ("role", role.into()),
            ("date", swedish_date(completion.at).into()),
        ];
        let mut key = "document-completed";
        if completion.name.is_empty() {
            key = "document-completed-role";
        }
        if let Some(typist) = &completion.typed_by {
            arguments.push(("typist", typist.as_str().into()));
            key = "document-completed-typed";
        }
        let text = swedish().say(key, &arguments).into_owned();
        self.glue_last();
        self.gap = 12.0;
        self.paragraph(Role::P, &plain(&text, look::SMALL), Keep::Whole);
    }
}

/// The key of the words for a role.
pub fn role_key(author: Author) -> &'static str {
    match author {
        Author::Mentor => "document-role-mentor",
        Author::Kurator => "document-role-kurator",
        Author::Eht => "document-role-eht",
        Author::Rektor => "document-role-rektor",
        Author::Coordinator => "document-role-coordinator",
        Author::Pupil => "document-role-pupil",
        Author::Guardian => "document-role-guardian",
    }
}
