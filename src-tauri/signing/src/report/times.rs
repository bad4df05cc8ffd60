//! Which time stamp proves a time.

use chrono::{DateTime, Utc};

use super::facts::Facts;
use super::objects;
use crate::verify::Signature;

/// The time stamps over the document that are trusted: their place among the signatures, time and id.
pub struct Known(Vec<(usize, DateTime<Utc>, String)>);

impl Known {
    pub fn of(all: &[(&Signature, Facts)]) -> Self {
        let trusted = all
            .iter()
            .filter(|(one, _)| one.is_time_stamp && one.proven.is_some());
        let stamps = trusted.filter_map(|(one, facts)| {
            let token = facts.tokens().next()?;
            Some((one.covers, token.at, objects::id("T", &token.der)))
        });
        Self(stamps.collect())
    }

    /// The id of the time stamp from which a signature's proven time comes.
    pub fn proof_of(&self, one: &Signature, facts: &Facts) -> Option<String> {
        let proven = one.proven?;
        let own = facts
            .tokens()
            .find(|token| token.at == proven && !one.time_unknown);
        if let Some(token) = own {
            return Some(objects::id("T", &token.der));
        }
        let later = self
            .0
            .iter()
            .find(|(covers, at, _)| *covers > one.covers && *at == proven);
        later.map(|(_, _, id)| id.clone())
    }
}
