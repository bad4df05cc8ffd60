//! Photographs the gallery of building blocks, and judges it: each theme, the whole page.
