//! The roles that words play.

use serde::{Deserialize, Serialize};

/// Makes the roles out of one list.
macro_rules! roles {
    ($($(#[$doc:meta])+ $role:ident $name:literal,)*) => {
        /// A role that words play, whatever the language.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Role {
            $($(#[$doc])+ #[serde(rename = $name)] $role,)*
        }

        impl Role {
            /// Every role.
            pub const ALL: &[Self] = &[$(Self::$role,)*];

            /// As files write it.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$role => $name,)*
                }
            }
        }
    };
}

roles! {
    /// Nothing is filled in yet, or it does not apply: `n.t.b.`, `volgt`, `vacature`.
    NothingYet "nothing_yet",
    /// A word that makes a text one about what is still to come: `nog`, `nader`, `wordt`.
    OpenMarker "open_marker",
    /// What is still to come, in such a text: `ingevuld`, `bepalen`, `bekend`.
    OpenMatter "open_matter",
    /// A word that may stand beside these and says nothing more: `te`, `in`, `er`.
    OpenBeside "open_beside",

    // Deadlines.

    // Owners and places.

    // Persons and privacy.

    // Statuses, reasons and evidence.
    /// A word that says that something is not so: `niet`, `geen`.
    Negation "negation",
    /// That something is not so yet: `nog niet`.
    NotYet "not_yet",
    /// That it still is so: `nog`, `nog steeds`.
    Still "still",
    /// Not all of it: `deels`, `bijna`, `voor de helft`.
    Partly "partly",
    /// All of it, which says something only where it is denied: `helemaal`, `volledig`.
    Fully "fully",
    /// Not long ago: `net`, `onlangs`.
    JustNow "just_now",
    /// What is to come: `morgen`, `moet`, `gaat`.
    Ahead "ahead",
    /// That something is being done: `wordt`.
    Becoming "becoming",
    /// Who has begun: `gestart`, `opgepakt`.
    Begun "begun",
    /// To begin: `starten`, `begint`.
    Begin "begin",
    /// To come to the end: `afronden`.
    Finish "finish",
    /// Carried out, which may be denied of what nobody began with: `uitgevoerd`.
    CarriedOut "carried_out",
    /// Done, of what can be so on a day to come as well: `klaar`.
    Ready "ready",
    /// A word that may stand beside a state and changes nothing: `de actie is`, `momenteel`.
    StateBeside "state_beside",
    /// What goes against what was said before: `maar`.
    But "but",
    /// What parts a number from that of all: `3 van de 5`.
    OutOf "out_of",
    /// A percent sign in letters: `procent`.
    PercentWord "percent_word",
    /// What may stand between a state and a date: `op`, `sinds`.
    BeforeDate "before_date",
    /// What the reason of a state begins with: `door`, `i.v.m.`.
    BeforeReason "before_reason",
    /// What the matter begins with that somebody works on: `met`, `aan`.
    BeforeMatter "before_matter",
    /// The header of a column that holds a reason, whatever stands in it.
    ReasonHeader "reason_header",
    /// The header of a column that holds evidence, whatever stands in it.
    EvidenceHeader "evidence_header",
    /// What came about, and so is evidence: `vastgesteld`, `verslag`.
    Evidence "evidence",
    /// The word before that by which it did not come about: `niet`, `wordt`.
    NotCome "not_come",
    /// What tells a date in running text from a number: `eind`, `kwartaal`, `week`.
    BeforeYear "before_year",
    /// A quarter of a year in letters, which is a date by itself: `kwartaal`.
    QuarterWord "quarter_word",
    /// Words of agreement with a finding: `akkoord`.
    Agreement "agreement",
    /// What a last day begins with: `tot`, `t/m`.
    AgreedUntil "agreed_until",
    /// What an agreement gives its reason by: `want`.
    AgreedBecause "agreed_because",
    /// What stands for a colour in a sheet of the framework that nobody assessed: `niet beoordeeld`.
    NotAssessed "not_assessed",
    /// A word beside the name of a municipality in the header of a sheet of the framework: `kleur`.
    AssessmentBeside "assessment_beside",

    // Tables, texts and everything else.
}
