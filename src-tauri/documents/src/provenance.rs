//! What a document says of where it comes from; all of it comes from outside.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// School, registry and time of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Provenance {
    /// The document's id. Without one it follows from the content, so that the same content has the same id.
    #[serde(default)]
    pub document: Option<Uuid>,
    /// The school, as it is printed in the head; may be empty.
    #[serde(default)]
    pub school: String,
    /// The number under which the document is registered.
    #[serde(default)]
    pub diarienummer: Option<String>,
    /// The secrecy marking, already worded (such as ”Sekretess enligt 23 kap. 2 § OSL”).
    #[serde(default)]
    pub secrecy: Option<String>,
    /// When the document is made; printed nowhere, written into the file's metadata.
    pub made_at: DateTime<Utc>,
}
