//! What can go wrong for a user: a closed set of codes with typed arguments. The words, what happened and
//! what to do, stand in `texts/sv/errors.ftl` as `error-<code>` with the attributes `what` and `do`.

use std::collections::BTreeMap;

use serde::Serialize;
use ts_rs::TS;

/// An error as it reaches the window and the command line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS, thiserror::Error)]
#[error("{code}")]
pub struct CommandError {
    /// The stable code, in kebab case.
    pub code: String,
    /// Names and numbers for the words.
    pub args: BTreeMap<String, String>,
    /// The field it concerns, where it concerns one.
    pub field: Option<String>,
    /// Further problems of the same attempt, each with its own field.
    pub problems: Vec<FieldProblem>,
}

/// Something wrong in one field of what was typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct FieldProblem {
    /// The field's id.
    pub field: String,
    /// The stable code; its words are `problem-<code>`.
    pub code: String,
    /// Names and numbers for the words.
    pub args: BTreeMap<String, String>,
}

impl CommandError {
    /// An error with this code.
    pub fn new(code: Code) -> Self {
        Self::named(code.as_str())
    }

    /// An error whose code comes from a crate below, which keeps a closed set of its own.
    pub fn named(code: &str) -> Self {
        Self {
            code: code.to_owned(),
            args: BTreeMap::new(),
            field: None,
            problems: Vec::new(),
        }
    }

    /// Adds an argument for the words.
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.args.insert(name.to_owned(), value.to_string());
        self
    }

    /// Names the field it concerns.
    pub fn at(mut self, field: &str) -> Self {
        self.field = Some(field.to_owned());
        self
    }

    /// The same error, said of another field where it is said of `from`: one form uses what another reads.
    pub fn moved(mut self, from: &str, to: &str) -> Self {
        let own = self.field.iter_mut();
        let fields = own.chain(self.problems.iter_mut().map(|problem| &mut problem.field));
        for field in fields.filter(|field| *field == from) {
            to.clone_into(field);
        }
        self
    }

    /// ”Something is wrong in the fields”, with every problem.
    pub fn fields(problems: Vec<FieldProblem>) -> Self {
        Self {
            problems,
            ..Self::new(Code::Fields)
        }
    }
}

impl From<Vec<forms::Problem>> for CommandError {
    fn from(problems: Vec<forms::Problem>) -> Self {
        Self::fields(problems.into_iter().map(FieldProblem::from).collect())
    }
}

impl From<forms::Problem> for FieldProblem {
    fn from(problem: forms::Problem) -> Self {
        let args = problem
            .args
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value))
            .collect();
        Self {
            field: problem.field,
            code: problem.code.as_str().to_owned(),
            args,
        }
    }
}

impl From<Vec<cases::Problem>> for CommandError {
    fn from(problems: Vec<cases::Problem>) -> Self {
        Self::fields(problems.into_iter().map(FieldProblem::from).collect())
    }
}

impl From<cases::Problem> for FieldProblem {
    fn from(problem: cases::Problem) -> Self {
        let args = problem
            .args
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value))
            .collect();
        Self {
            field: problem.field,
            code: problem.code.as_str().to_owned(),
            args,
        }
    }
}

impl From<vault::Error> for CommandError {
    fn from(error: vault::Error) -> Self {
        let args = error.args().into_iter();
        args.fold(Self::named(error.code()), |named, (name, value)| {
            named.with(name, value)
        })
    }
}

impl From<signing::Error> for CommandError {
    fn from(error: signing::Error) -> Self {
        Self::named(error.code())
    }
}

impl From<exchange::handover::CardError> for CommandError {
    fn from(error: exchange::handover::CardError) -> Self {
        Self::named(error.code())
    }
}

impl From<exchange::table::TooLarge> for CommandError {
    fn from(_: exchange::table::TooLarge) -> Self {
        Self::new(Code::TableTooLarge)
    }
}

impl From<exchange::handover::SealError> for CommandError {
    fn from(error: exchange::handover::SealError) -> Self {
        Self::named(error.code())
    }
}

impl From<documents::InspectError> for CommandError {
    fn from(error: documents::InspectError) -> Self {
        Self::named(error.code())
    }
}

impl From<documents::PrintError> for CommandError {
    fn from(error: documents::PrintError) -> Self {
        let documents::PrintError::MissingGlyphs(missing) = &error else {
            return Self::named(error.code());
        };
        let problem = |missing: &documents::MissingGlyph| FieldProblem {
            field: missing.place.clone(),
            code: forms::ProblemCode::Unprintable.as_str().to_owned(),
            args: [("character".to_owned(), missing.glyph.clone())].into(),
        };
        Self::fields(missing.iter().map(problem).collect())
    }
}

macro_rules! codes {
    ($($(#[$doc:meta])* $code:ident = $text:literal,)*) => {
        /// What can go wrong in the commands themselves.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Code {
            $($(#[$doc])* $code,)*
        }

        impl Code {
            /// Every code.
            pub const ALL: &[Self] = &[$(Self::$code),*];

            /// The stable code, in kebab case.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$code => $text,)*
                }
            }
        }
    };
}

codes! {
    /// Something is wrong in one or several fields.
    Fields = "fields",
    /// The vault is locked.
    Locked = "locked",
    /// There is a vault already.
    VaultExists = "vault-exists",
    /// The two passphrases differ.
    PassphrasesDiffer = "passphrases-differ",
    /// No recovery words are waiting to be confirmed.
    NothingToConfirm = "nothing-to-confirm",
    /// A vault is open, and what was asked for is done beside a locked one.
    VaultIsOpen = "vault-is-open",
    /// The vault that is to be made of a backup is here already, and can be opened.
    VaultToBeOpened = "vault-to-be-opened",
    /// No key of the municipality is being made, and no vault opened by it.
    NothingBegun = "nothing-begun",
    /// The vault has a new owner, and could not be opened for them.
    GivenOverNotOpened = "given-over-not-opened",
    /// There is no such pupil, case or document.
    NotFound = "not-found",
    /// There is no such form (`form`).
    NoSuchForm = "no-such-form",
    /// A definition that comes with the application cannot be read (`place`).
    BrokenDefinition = "broken-definition",
    /// The municipality's own settings cannot be read (`line`).
    BrokenMunicipality = "broken-municipality",
    /// The section is completed and cannot be changed.
    SectionCompleted = "section-completed",
    /// An earlier section must be completed first (`section`).
    SectionTooEarly = "section-too-early",
    /// Nothing in the document is filled in.
    NothingFilledIn = "nothing-filled-in",
    /// The document was made void.
    DocumentVoid = "document-void",
    /// The document is not completed yet.
    NotCompleted = "not-completed",
    /// A pupil with protected identity: print only.
    ProtectedPrintOnly = "protected-print-only",
    /// The name of the person who answered is missing (`section`).
    AuthorMissing = "author-missing",
    /// The file could not be written.
    CannotWrite = "cannot-write",
    /// The disk on which the file was to be saved is full.
    DiskFull = "disk-full",
    /// A file could not be written, and one beside it (`file`) that was could not be taken away again.
    LeftBeside = "left-beside",
    /// Something lies already where a file or a folder was to be made.
    NameTaken = "name-taken",
    /// A table does not fit into a workbook.
    TableTooLarge = "table-too-large",
    /// The file could not be read (`file`).
    CannotRead = "cannot-read",
    /// A folder, or all that is looked for in it, could not be read (`folder`).
    FolderUnreadable = "folder-unreadable",
    /// The file is not the JSON that was expected (`file`, `line`).
    NotJson = "not-json",
    /// The print service does not answer.
    NoPrinting = "no-printing",
    /// The printer refused the document.
    PrintFailed = "print-failed",
    /// The printer took the first `sent` of `count` documents and refused the next.
    PrintStopped = "print-stopped",
    /// A row waits for the user's signature (`row`), and what comes after would name the paper without it.
    SignatureWaits = "signature-waits",
    /// What was told is corrected already.
    CorrectedAlready = "corrected-already",
    /// A row waits for somebody to draw in it (`row`), which is not possible after the user's signature.
    DrawingWaits = "drawing-waits",
    /// The document is signed or continued, and nothing can be drawn on it any more.
    DrawingTooLate = "drawing-too-late",
    /// No consent covers what is to be told (`why`).
    DisclosureNotCovered = "disclosure-not-covered",
    /// A signature was made and does not hold; nothing was kept.
    SignatureNotHeld = "signature-not-held",
    /// The key is at hand already.
    KeyKnown = "key-known",
    /// The key signs now, so that it cannot be erased.
    KeyInUse = "key-in-use",
    /// The key that was to sign was revoked.
    KeyRevoked = "key-revoked",
    /// No key file has been chosen.
    NoKeyFile = "no-key-file",
    /// The certificate does not say that it issues others.
    NotAnAuthority = "not-an-authority",
    /// A list of revoked certificates comes from nobody who is trusted.
    ListOfStranger = "list-of-stranger",
    /// The address of a time-stamp service is none.
    NotAnAddress = "not-an-address",
    /// The certificate of a time-stamp service is missing.
    ClockUnknown = "clock-unknown",
    /// The user does not issue certificates, by role or by the municipality's settings.
    MayNotIssue = "may-not-issue",
    /// The module for cards was neither offered nor chosen.
    NoCardModule = "no-card-module",
    /// No time-stamp service is set.
    NoClock = "no-clock",
    /// The time stamp came from another service than the one that is trusted.
    ClockNotTrusted = "clock-not-trusted",
    /// The case has been offered to a colleague (`name`), who has not answered.
    CaseOffered = "case-offered",
    /// A case that a colleague is to be offered when the folder can be reached.
    CaseOfferWaits = "case-offer-waits",
    /// A colleague (`name`) answers for the case.
    CaseElsewhere = "case-elsewhere",
    /// What a colleague (`name`) lent until a day (`until`) is only read.
    CaseLent = "case-lent",
    /// More packages wait than are held at once.
    PostFull = "post-full",
    /// What is answered was asked by somebody else than it would be sent to.
    AskedByOther = "asked-by-other",
    /// The paper of a document (`title`) does not say what it answers, so that nobody else can file it.
    WithoutRecord = "without-record",
    /// A case with drafts (`count`) is not handed over.
    CaseHasDrafts = "case-has-drafts",
    /// A case with what a list told of it is not handed over.
    CaseHasListNote = "case-has-list-note",
    /// No row of a list was chosen.
    NoRowsChosen = "no-rows-chosen",
    /// The pupils or cases were changed since the rows of a list were shown.
    ListChanged = "list-changed",
    /// What was brought in from a list has been touched since it was shown what would go.
    ImportChanged = "import-changed",
    /// The offer of a case has been answered, or taken back already.
    NotToBeTakenBack = "not-to-be-taken-back",
    /// The document got another paper while something was waited for.
    PaperChanged = "paper-changed",
    /// Something that takes its time goes on already.
    ErrandGoesOn = "errand-goes-on",
    /// A backup, a restoring or a drill goes on already, and another waits until it has ended.
    BackupGoesOn = "backup-goes-on",
    /// A backup that the locking of the vault has ended still lets go of it.
    BackupEnds = "backup-ends",
    /// A place for backups inside the vault's own folder, which would be lost with it.
    BackupPlaceInVault = "backup-place-in-vault",
    /// A backup could not be written to the other place (`place`).
    BackupNotWritten = "backup-not-written",
    /// The disk with the other place (`place`) is full.
    BackupPlaceFull = "backup-place-full",
    /// The disk has no room for a restoring or a drill, and nothing was changed.
    RestoreNoRoom = "restore-no-room",
    /// More bytes than are read at once.
    IntakeFull = "intake-full",
    /// A file that is signed electronically and is no document of ours.
    NoneOfOurs = "none-of-ours",
    /// The document has no such page, or there is no such document.
    NoSuchPage = "no-such-page",
    /// The other guardian's paper of the same consent was made beside this one.
    OtherPaperBeside = "other-paper-beside",
    /// The paper is not, or no longer, one that can be filed.
    NotToBeFiled = "not-to-be-filed",
    /// A document that may not be disposed of, or not yet.
    NotDue = "not-due",
    /// A document goes only together with those that continue it (`title`).
    GoesTogether = "goes-together",
    /// Something was changed since the list was made that a release is decided on.
    ReleaseChanged = "release-changed",
    /// A hand-over package among papers that were to be filed.
    PackageAmongPapers = "package-among-papers",
    /// A picture in which no code can be read.
    NoCode = "no-code",
    /// The name and the school are too long for a code.
    CardTooLong = "card-too-long",
    /// The name card is the user's own.
    OwnCard = "own-card",
    /// The words that were heard are not the card's.
    WordsDiffer = "words-differ",
    /// The words of the contact's card were never compared.
    ContactUnverified = "contact-unverified",
    /// Nothing goes to the contact any more.
    ContactEnded = "contact-ended",
    /// A package that waited could not leave before its last day.
    PackageOutOfTime = "package-out-of-time",
    /// The package cannot be taken in, or not sent back.
    NotToBeTaken = "not-to-be-taken",
    /// An archive package could not be put together; nothing was saved.
    PackageFailed = "package-failed",
    /// The passphrase is to be given once more, because it was last given a while ago.
    PassphraseAgain = "passphrase-again",
    /// The municipality requires that it can open the vault, and it cannot.
    MunicipalityKeyMissing = "municipality-key-missing",
    /// The municipality is to be able to open what is sent, and the vault has not taken its key.
    PackageNeedsMunicipality = "package-needs-municipality",
    /// The words that were typed are not those of the municipality's new key.
    KeyWordsDiffer = "key-words-differ",
    /// Somebody who has given a share gives another: two persons are needed.
    SameHolder = "same-holder",
    /// The municipality has no key that a copy of the audit trail could be sealed to.
    TrailNoKey = "trail-no-key",
    /// The window asked for something that does not exist; a defect of ours (`name`).
    UnknownCommand = "unknown-command",
}
