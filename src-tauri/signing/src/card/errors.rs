//! What a module says, in words that help.

use cryptoki::error::{Error, RvError};

use crate::error::TokenError;

pub fn plain(error: &Error) -> TokenError {
    let Error::Pkcs11(said, _) = error else {
        return match error {
            Error::LibraryLoading(_) | Error::MissingSymbol(_) => TokenError::NoModule,
            _ => TokenError::Failed,
        };
    };
    match said {
        RvError::PinIncorrect => TokenError::WrongPin,
        RvError::PinInvalid | RvError::PinLenRange => TokenError::PinForm,
        RvError::PinLocked => TokenError::Locked,
        RvError::TokenNotPresent | RvError::TokenNotRecognized => TokenError::NoCard,
        RvError::DeviceRemoved | RvError::SessionHandleInvalid | RvError::SessionClosed => {
            TokenError::Removed
        }
        _ => TokenError::Failed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cryptoki::context::Function;

    #[test]
    fn check() {
        let cases = [
            (RvError::PinIncorrect, TokenError::WrongPin),
            (RvError::PinLenRange, TokenError::PinForm),
            (RvError::PinLocked, TokenError::Locked),
            (RvError::TokenNotPresent, TokenError::NoCard),
            (RvError::DeviceRemoved, TokenError::Removed),
            (RvError::FunctionFailed, TokenError::Failed),
        ];
        for (said, expected) in cases {
            assert_eq!(plain(&Error::Pkcs11(said, Function::Login)), expected);
        }
        assert_eq!(plain(&Error::NullFunctionPointer), TokenError::Failed);
    }
}
