//! What may name a quantity, and what is counted.

use super::words::Words;

impl Words {
    /// Whether the words before a figure can name a quantity: they are no adverb, no clause and not only a place.
    #[must_use]
    pub fn is_quantity(&self, name: &str) -> bool {
        let starts = self.no_start.iter().any(|word| name.starts_with(word.as_str()));
        let tells = self.no_attribute.iter().any(|word| name.contains(word.as_str()));
        // A quotation that begins there and does not end.
        let breaks_off = name.rfind('“') > name.rfind('”');
        let is_clause = name.chars().nth(LONG).is_some()
            && self.clause.iter().any(|word| name.contains(word.as_str()));
        let is_stay = name
            .strip_prefix('在')
            .is_none_or(|rest| rest.starts_with(|char| self.staying.binary_search(&char).is_ok()));
        let is_noun = !name.ends_with(['等', '里', '±']) && !self.idle.iter().any(|it| it == name);
        is_noun && is_stay && !is_clause && !starts && !tells && !breaks_off && !self.is_place(name)
    }

    /// Whether a text is the name of a place or a body, and of nothing that these have.
    #[must_use]
    pub fn is_place(&self, name: &str) -> bool {
        let known = self.place.first_in(name);
        let is_known = known.is_some_and(|(at, place)| at == 0 && place.len() == name.len());
        is_known || name.ends_with(BODY_ENDS) && self.body_in(name).is_some()
    }

    /// Whether the words before a stretch of time say that something lasts so long.
    #[must_use]
    pub fn is_lasting(&self, name: &str) -> bool {
        self.lasting.iter().any(|word| name.contains(word.as_str()))
    }

    /// What is counted, up to the verb of which it is the subject: 影片报名.
    #[must_use]
    pub fn without_verb<'t>(&self, counted: &'t str) -> &'t str {
        let verbs = self.noun_verb.iter().filter_map(|word| counted.find(word.as_str()));
        verbs.min().map_or(counted, |at| &counted[..at])
    }
}

/// A name with more characters than this is long.
const LONG: usize = 12;

/// What names of places and companies end with.
const BODY_ENDS: [char; 9] = ['省', '市', '县', '区', '州', '镇', '院', '司', '团'];
