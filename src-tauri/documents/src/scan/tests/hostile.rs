//! Files that are broken, or made to hurt.
