//! What stands half typed in the window's forms: which form it is, and what it is about.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A form of the window in which what is half typed is kept. None of them asks for a passphrase, a PIN, recovery words or
/// a share of a key: what is typed of those is kept nowhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum UnfinishedForm {
    /// A pupil's particulars; of a new pupil about nobody.
    Pupil,
    /// A new case of a pupil.
    NewCase,
    /// Who asks for a pupil's papers.
    Release,
    /// What of a pupil's papers is given out, and why.
    ReleaseDecision,
    /// Something that is told in a case.
    Disclose,
    /// What was told in a case and is wrong.
    CorrectDisclosure,
    /// Something of a case for a colleague.
    SendCase,
    /// A document for a colleague.
    SendDocument,
    /// Figures of absence for colleagues.
    SendFigures,
    /// A document as a secure message.
    Message,
    /// A document's answers in an e-service.
    EService,
    /// A document's number in another system.
    Register,
    /// Which signatures on a paper a person has seen.
    ConfirmRows,
    /// Why a document is made void.
    CancelDocument,
    /// Who answered, and how a document will be signed.
    Finish,
    /// Who is to sign a document in the e-signing service.
    PrepareSigning,
    /// The name of who draws on a document.
    Draw,
    /// Something that happens to a consent.
    ConsentStep,
    /// That a package's task is done.
    TaskDone,
    /// Why a package is sent back.
    SendBack,
    /// Which documents are disposed of, and why.
    Dispose,
    /// Which emptied cases and pupils are removed.
    RemoveEmptied,
    /// The service that time-stamps.
    Clock,
}

/// One form, by what it is about.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct UnfinishedPlace {
    /// The form.
    pub form: UnfinishedForm,
    /// The id of the pupil, case, document or package that it is about; nothing where it is about none of them.
    pub about: String,
    /// Which one of several about the same; nothing where there is but one.
    pub part: String,
}
