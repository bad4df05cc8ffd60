//! Everything that can go wrong here: a small enum for each matter, under one type with stable codes.
//!
//! The words for the user live in the application's text files under these codes. No error holds personal
//! data, a path or a key.

/// What went wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Reading a PDF.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// Signing one.
    #[error(transparent)]
    Sign(#[from] SignError),
    /// Keys and certificates.
    #[error(transparent)]
    Identity(#[from] IdentityError),
    /// Time stamps.
    #[error(transparent)]
    TimeStamp(#[from] TimeStampError),
    /// Cards and tokens.
    #[error(transparent)]
    Token(#[from] TokenError),
    /// Verification reports.
    #[error(transparent)]
    Report(#[from] ReportError),
}

impl Error {
    /// The stable code that names the message.
    pub fn code(self) -> &'static str {
        match self {
            Self::Read(error) => error.code(),
            Self::Sign(error) => error.code(),
            Self::Identity(error) => error.code(),
            Self::TimeStamp(error) => error.code(),
            Self::Token(error) => error.code(),
            Self::Report(error) => error.code(),
        }
    }

    /// Every code there is, for the test that each has its words.
    pub fn codes() -> impl Iterator<Item = &'static str> {
        let all = [
            ReadError::CODES,
            SignError::CODES,
            IdentityError::CODES,
            TimeStampError::CODES,
            TokenError::CODES,
            ReportError::CODES,
        ];
        all.into_iter().flatten().copied()
    }
}

/// Gives an enum the stable codes that name its messages.
macro_rules! codes {
    ($(#[$doc:meta])* $name:ident {
        $($(#[$variant_doc:meta])* $variant:ident = $code:literal,)+
    }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$variant_doc])* $variant,)+ }

        impl $name {
            /// Every code there is, for the test that each has its words.
            pub const CODES: &[&str] = &[$($code),+];

            /// The stable code that names the message.
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.code())
            }
        }
    };
}
pub(crate) use codes;

codes! {
    /// Why a PDF cannot be read. What would have to be guessed at is not read: two readers may guess differently.
    ReadError {
        /// It does not begin as a PDF.
        NotAPdf = "pdf-not-pdf",
        /// It is larger than any document that is judged here.
        TooLarge = "pdf-too-large",
        /// It is encrypted.
        Encrypted = "pdf-encrypted",
        /// Its table of contents (cross-reference) does not fit what is there, or an object is malformed.
        Damaged = "pdf-damaged",
    }
}

codes! {
    /// Why a document cannot be signed.
    SignError {
        /// There is no signature field with this name.
        NoField = "sign-no-field",
        /// The field is signed already.
        AlreadySigned = "sign-already-signed",
        /// An earlier signature locked the document.
        Locked = "sign-locked",
        /// The certificate has expired.
        Expired = "sign-expired",
        /// The certificate does not hold yet: the clock is wrong, or it was made to begin later.
        NotYetValid = "sign-not-yet-valid",
        /// The signer gave no certificate, or one that cannot be read.
        NoCertificate = "sign-no-certificate",
        /// The appearance names a part or an object that does not exist.
        Appearance = "sign-appearance",
        /// The signature is longer than the room kept for it.
        TooLong = "sign-too-long",
    }
}

codes! {
    /// What can be wrong with a key, a certificate, or a file that holds them.
    IdentityError {
        /// The passphrase does not open it.
        WrongPassphrase = "identity-wrong-passphrase",
        /// It is no key of a kind that is used here (P-256, P-384, RSA from 2048 bits).
        UnknownKey = "identity-unknown-key",
        /// The bytes are no certificate, request or key file.
        Malformed = "identity-malformed",
        /// The file holds no private key with its certificate.
        Empty = "identity-empty",
        /// The certificate belongs to another key.
        OtherKey = "identity-other-key",
        /// The request's own signature does not hold: it was changed on the way.
        RequestForged = "identity-request-forged",
        /// The period ends before it begins.
        Period = "identity-period",
        /// A name holds nothing, or more than a certificate can.
        Name = "identity-name",
        /// The signing itself failed.
        Signing = "identity-signing",
    }
}

codes! {
    /// What can go wrong with a time stamp.
    TimeStampError {
        /// The service could not be reached.
        Unreachable = "timestamp-unreachable",
        /// The service refused.
        Refused = "timestamp-refused",
        /// The answer is none, or belongs to another question.
        WrongAnswer = "timestamp-wrong-answer",
    }
}

codes! {
    /// What can go wrong with a card or token.
    TokenError {
        /// The module cannot be loaded.
        NoModule = "token-no-module",
        /// There is no card in any reader.
        NoCard = "token-no-card",
        /// The card holds no certificate with its key for signing.
        NoIdentity = "token-no-identity",
        /// The PIN is wrong.
        WrongPin = "token-wrong-pin",
        /// The PIN has the wrong length or characters.
        PinForm = "token-pin-form",
        /// The card is locked after too many wrong PINs.
        Locked = "token-locked",
        /// The card was taken out.
        Removed = "token-removed",
        /// The card's key is of a kind that is not used here.
        UnknownKey = "token-unknown-key",
        /// Any other failure of the card.
        Failed = "token-failed",
    }
}

codes! {
    /// Why there is no verification report.
    ReportError {
        /// Nobody has signed the document.
        NoSignature = "report-no-signature",
        /// What was found belongs to another document.
        OtherDocument = "report-other-document",
    }
}

impl std::error::Error for ReportError {}
impl std::error::Error for ReadError {}
impl std::error::Error for SignError {}
impl std::error::Error for IdentityError {}
impl std::error::Error for TimeStampError {}
impl std::error::Error for TokenError {}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn check() {
        let codes: Vec<_> = Error::codes().collect();
        assert_eq!(
            codes.len(),
            codes.iter().collect::<BTreeSet<_>>().len(),
            "a code has a name of its own"
        );
        assert_eq!(Error::from(TokenError::Locked).to_string(), "token-locked");
    }
}
