//! What stands where: pages of marks, and the structure they belong to.
//!
//! This is the seam between layout and writing. It knows nothing of forms and nothing of PDF, so that the
//! writer can be exchanged. All measures are points; y grows downward from the top of the page.

/// The side of a box to tick.
pub const BOX: f32 = 9.8;

/// A4, in points.
pub const PAGE: (f32, f32) = (595.28, 841.89);

/// A whole document, set.
#[derive(Debug, Default)]
pub struct Sheets {
    pub pages: Vec<Sheet>,
    pub tree: Tree,
    pub bookmarks: Vec<Bookmark>,
    pub signatures: Vec<SignaturePlace>,
}

/// One page.
#[derive(Debug, Default)]
pub struct Sheet {
    pub marks: Vec<Mark>,
}

/// Something drawn, and what it is part of.
#[derive(Debug, Clone)]
pub struct Mark {
    pub owner: Owner,
    pub shape: Shape,
}

/// What a mark is part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// An element of the structure; only elements without children own marks.
    Element(ElementId),
    /// What a reader who listens need not hear.
    Artifact(Artifact),
}

/// Why a mark is not content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Artifact {
    Header,
    Footer,
    Layout,
}

#[derive(Debug, Clone)]
pub enum Shape {
    /// Text with its baseline beginning at (x, y).
    Text { x: f32, y: f32, run: Run },
    /// A straight line.
    Rule {
        from: (f32, f32),
        to: (f32, f32),
        width: f32,
        ink: Ink,
    },
    /// A box to tick, its lower left corner on the baseline at (x, y); crossed where it is ticked.
    Tick { x: f32, y: f32, on: bool },
    /// Filled rectangles: x, y of the upper left corner, width, height.
    Fill { boxes: Vec<[f32; 4]>, ink: Ink },
    /// What a pen drew, each stroke from touch to lift; a stroke of one point is a dot.
    Strokes {
        strokes: Vec<Vec<(f32, f32)>>,
        width: f32,
        ink: Ink,
    },
}

impl Shape {
    /// The same shape further down.
    pub fn lowered(mut self, by: f32) -> Self {
        match &mut self {
            Self::Text { y, .. } | Self::Tick { y, .. } => *y += by,
            Self::Rule { from, to, .. } => {
                from.1 += by;
                to.1 += by;
            }
            Self::Fill { boxes, .. } => boxes.iter_mut().for_each(|area| area[1] += by),
            Self::Strokes { strokes, .. } => strokes.iter_mut().flatten().for_each(|point| point.1 += by),
        }
        self
    }
}

/// Glyphs of one style with the text they stand for.
#[derive(Debug, Clone)]
pub struct Run {
    pub style: Style,
    pub text: String,
    pub glyphs: Vec<Glyph>,
}

impl Run {
    pub fn width(&self) -> f32 {
        self.glyphs.iter().map(|glyph| glyph.advance).sum()
    }
}

/// One glyph. Neighbours with the same `start` make up one cluster: together they show the text from
/// `start` to the next cluster's.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Glyph {
    pub id: u16,
    pub start: usize,
    /// Points to the next glyph's origin.
    pub advance: f32,
    /// Points by which the glyph is moved from its origin, y upward.
    pub offset: (f32, f32),
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Style {
    pub face: Face,
    pub size: f32,
    pub ink: Ink,
}

/// The faces of the one family.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Face {
    Regular,
    Italic,
    Semibold,
}

impl Face {
    pub const ALL: [Self; 3] = [Self::Regular, Self::Italic, Self::Semibold];
}

/// The few inks there are. Ja and Nej are never told apart by ink.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    /// Black: a printer in black and white would draw anything lighter as dots, and no scanner reads a page code of
    /// dots.
    Text,
    /// Grey, dark enough for small print (7:1 on white).
    Muted,
    /// Deep pine green.
    Accent,
    /// Lines that part.
    Hairline,
    /// Lines to write on.
    Pen,
    /// Not seen, only read: the character for a box that is drawn.
    Unseen,
}

impl Ink {
    /// sRGB, 0 to 1.
    pub fn rgb(self) -> [f32; 3] {
        match self {
            Self::Text | Self::Unseen => [0.0; 3],
            Self::Muted => [0.322, 0.345, 0.333],
            Self::Accent => [0.071, 0.302, 0.239],
            Self::Hairline => [0.765, 0.784, 0.769],
            Self::Pen => [0.541, 0.569, 0.553],
        }
    }
}

/// An element's place in the [`Tree`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ElementId(pub usize);

/// The logical structure; the first element is the root.
#[derive(Debug, Default)]
pub struct Tree(Vec<Element>);

/// One element of the structure.
#[derive(Debug)]
pub struct Element {
    pub role: Role,
    pub parent: Option<ElementId>,
    pub children: Vec<ElementId>,
    /// What is said in the place of what is drawn.
    pub alt: Option<String>,
}

impl Tree {
    /// Adds an element as the last child of `parent`, or as the root.
    pub fn add(&mut self, parent: Option<ElementId>, role: Role) -> ElementId {
        let id = ElementId(self.0.len());
        self.0.push(Element {
            role,
            parent,
            children: Vec::new(),
            alt: None,
        });
        if let Some(parent) = parent.and_then(|parent| self.0.get_mut(parent.0)) {
            parent.children.push(id);
        }
        id
    }

    /// Gives an element words that are said in the place of what is drawn.
    pub fn set_alt(&mut self, id: ElementId, alt: String) {
        if let Some(element) = self.0.get_mut(id.0) {
            element.alt = Some(alt);
        }
    }

    /// Moves a picture's area down, once its place on the page is known.
    pub fn lower(&mut self, id: ElementId, by: f32) {
        if let Some(Element {
            role: Role::Figure(area),
            ..
        }) = self.0.get_mut(id.0)
        {
            area[1] += by;
        }
    }

    pub fn iter(&self) -> impl Iterator<Item = (ElementId, &Element)> {
        self.0
            .iter()
            .enumerate()
            .map(|(index, element)| (ElementId(index), element))
    }

    pub fn get(&self, id: ElementId) -> Option<&Element> {
        self.0.get(id.0)
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }
}

/// What an element is; the standard structure types of PDF 1.7, as far as we need them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Role {
    Document,
    Sect,
    Div,
    /// A heading of level 1 to 3.
    Heading(u8),
    P,
    Caption,
    Table,
    Row,
    ColumnHeader,
    RowHeader,
    Cell,
    /// A box that is ticked or not, as a form field that is not filled in on screen.
    Tick {
        on: bool,
        /// Whether ticking one excludes the others.
        exclusive: bool,
    },
    /// A picture within [x, y, width, height] of its page.
    Figure([f32; 4]),
    /// A signature field; it owns no marks, the field itself is its content.
    Signature,
}

/// A line in the reader's table of contents.
#[derive(Debug)]
pub struct Bookmark {
    pub title: String,
    pub level: u8,
    pub page: usize,
    pub y: f32,
}

/// Room for an electronic or drawn signature.
#[derive(Debug, Clone)]
pub struct SignaturePlace {
    /// The field's name, unique in the document.
    pub name: String,
    /// What the field is for, in words.
    pub label: String,
    pub page: usize,
    /// x, y of the upper left corner, width, height.
    pub area: [f32; 4],
    pub element: ElementId,
}
