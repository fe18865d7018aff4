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

            /// The role that a word of another language loses to: where "of" is a filler of the framework's own language, it separates
            /// nothing because another language has it for "or".
            pub fn rival(self) -> Option<Self> {
                match self {
                    Self::OwnerSeparator => Some(Self::OwnerFiller),
                    Self::OwnerFiller => Some(Self::OwnerSeparator),
                    _ => None,
                }
            }

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
    /// A word beside an owner that says nothing about who it is: `de`, `van`, `gemeente`.
    OwnerFiller "owner_filler",
    /// A word or phrase between owners: `en`, `of`, `dan wel`.
    OwnerSeparator "owner_separator",
    /// A separator that makes one list of names: `en`.
    Joiner "joiner",
    /// What announces who leads: `trekker`, `onder regie van`.
    OwnerLead "owner_lead",
    /// What announces who merely takes part: `i.s.m.`, `betrokken`, `met`.
    OwnerPartner "owner_partner",
    /// A word that may begin a phrase about taking part: `met`, `onder`, `in`.
    HelpOpener "help_opener",
    /// How somebody takes part, in such a phrase: `ondersteuning`, `overleg`.
    HelpMatter "help_matter",
    /// A word that ends such a phrase: `van`, `door`.
    HelpCloser "help_closer",
    /// Everybody, so nobody: `iedereen`, `alle partners`.
    Collective "collective",
    /// A word beside these that does not make them anybody in particular: `deelnemende`, `vijf`.
    CollectiveBeside "collective_beside",
    /// A word that makes a unit within an organisation of a name: `team`, `afdeling`.
    Team "team_words",
    /// A word in a list of municipalities that names none: `voor`, `alleen`.
    PlaceBeside "place_beside",
    /// A word after which municipalities are left out: `behalve`.
    PlaceExcept "place_except",
    /// A word in the name of a sheet that does not say whose it is: `acties`, `kopie`.
    SheetWord "sheet_word",
    /// What stands where an action is still to get its number: `nieuw`.
    NewNumber "new_number",
    /// A word beside the number of another action: `na`, `zie`, `actie`.
    ReferenceBeside "reference_beside",
    /// What a theme or sub-theme is labelled with, before its number: `thema`.
    TopicLabel "topic_label",
    /// What numbers the parts of something: `fase`, `stap`.
    PartLabel "part_label",
    /// What a footnote begins with: `bron:`, `let op`.
    FootnoteStart "footnote_start",
    /// What a legend begins with: `legenda`.
    LegendStart "legend_start",
    /// What the lines around a table begin with: `opgesteld door`.
    ColophonStart "colophon_start",
    /// What a row of totals begins with: `totaal`.
    TotalStart "total_start",
    /// A word that no sentence ends with: `en`, `van`.
    Unfinished "unfinished",

    // Persons and privacy.
    /// A word that makes a function of a name: `adviseur`, `…coördinator`.
    Function "function_words",
    /// A word that makes an organisation or a unit of a name: `stichting`, `dienst`.
    Organisation "organisation_words",

    // Statuses, reasons and evidence.

    // Tables, texts and everything else.
}
