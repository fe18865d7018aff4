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

    // Tables, texts and everything else.
    /// Somebody agrees that a thing stays as it is: `akkoord`.
    Agreed "agreed",
    /// What stands before the last day of an agreement: `tot en met`.
    UpTo "up_to",
    /// What stands before the reason of an agreement: `omdat`.
    ReasonFollows "reason_follows",
    /// Articles, prepositions and other little words, which say nothing by themselves: `de`, `voor`, `wordt`.
    Small "small",
    /// Words that make another action of the same text, beside numbers and months: `niet`, `fase`, `voorjaar`.
    TellsApart "tells_apart",
    /// Words that decide what has to be done, by duty, exclusion or extent: `verplicht`, `zonder`, `alle`.
    Deciding "deciding",
    /// How a text begins that says that it is as another: `idem`, `zie`.
    Referring "referring",
}
