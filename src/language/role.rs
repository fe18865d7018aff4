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
    /// A word, or the ending of one, that makes a role of a name: `adviseur`, `…manager`, `Officer`.
    Function "function_words",
    /// A word, or the ending of one, that makes an organisation, a department or a unit of a name: `team`, `…dienst`, `Ministry`.
    Organisation "organisation_words",
    /// What plans are about, or an ending of such words: `veiligheid`, `…beleid`, `Housing`.
    Subject "subject_words",
    /// A place, a part of one or a direction: `noord`, `district`, `Europa`.
    PlaceWord "place_words",
    /// An ending of the names of places; surnames bear them too: `…drecht`.
    PlaceEnding "place_endings",
    /// A place that the framework does not list and that no person is called by: `Amsterdam`.
    NeighbouringPlace "neighbouring_places",
    /// An organisation that the framework does not list and that no person is called by: `WhatsApp`.
    KnownOrganisation "known_organisations",
    /// A small word or a verb that starts a sentence: `alle`, `bespreken`.
    CommonWord "common_words",
    /// A word that says how something is, and may be a surname: `groot`.
    Adjective "adjectives",
    /// A word, or the ending of one, that is a noun as often as a surname: `…huis`, `…meester`.
    NounLikeSurname "surname_like_nouns",
    /// A common given name. It supports that words are a name; many names are in no list.
    GivenName "given_names",
    /// A common surname, or the ending of one. It supports that words are a name.
    FamilyName "family_names",
    /// A small word within surnames: `van`, `de`, `von`.
    NameParticle "name_particles",
    /// A small word within surnames that is an ordinary word by itself: `in`, `op`.
    LooseParticle "loose_particles",
    /// Small words that stand in surnames and hardly anywhere else between two capitals: `van der`.
    SureParticle "sure_particles",
    /// A title that stands before a name and hardly before anything else: `mevrouw`.
    Title "titles",
    /// A title behind which names are written in small letters too: `dhr`.
    ShortTitle "short_titles",
    /// A title that needs its full stop to be one: `drs`.
    DottedTitle "dotted_titles",
    /// A title that needs its capital to be one: `Mr`.
    CapitalTitle "capital_titles",
    /// A word for a household, or for several persons, that stands before a name: `familie`.
    Household "households",
    /// What people are called by who hold an office, or work next door: `burgemeester`, `collega`.
    Office "offices",
    /// What announces a person before a colon, or by its full stops: `contactpersoon`, `t.a.v.`.
    PersonLabel "person_labels",
    /// A word before a lone capital that makes it a label: `fase`.
    NumberedPart "numbered_parts",
    /// A word that goes on after a name: `belt`.
    AfterName "after_names",
    /// An abbreviation with the shape of initials: `OvJ`.
    LetterAbbreviation "letter_abbreviations",
    /// A word that is written in capitals to stress it, or an abbreviation of the language: `NIET`, `bijv.`.
    CapitalWord "capital_words",
    /// The ending of the name of a street, or a word for one: `…straat`.
    StreetEnding "street_endings",
    /// What functional addresses are made of: `info`.
    MailFunction "mail_functions",
    /// A stand-in for an address in an explanation: `voornaam`.
    MailStandIn "mail_stand_ins",
    /// How addresses on the internet end: `nl`.
    MailDomain "mail_domains",
    /// What is typed for the sign of an address: `at`.
    AtSign "at_signs",
    /// What is typed for the full stop of an address: `punt`.
    DotSign "dot_signs",
    /// The beginning of a word that says that a number is a citizen's: `bsn`.
    CitizenNumber "citizen_numbers",
    /// A word that says that a number is of another kind: `zaaknummer`.
    OtherNumber "other_numbers",
    /// A part of a header that says that its numbers are amounts: `budget`.
    Money "money_words",
    /// A word that announces a phone number: `tel`.
    PhoneLabel "phone_labels",
    /// A word of a header above phone numbers: `telefoon…`.
    PhoneHeader "phone_headers",
    /// A desk or service that answers a phone number: `meldpunt`.
    PhoneService "phone_services",
    /// A word that may stand between a service and its number: `bereikbaar`.
    PhoneBeside "phone_beside",
    /// A word beside a licence plate: `kenteken`.
    Vehicle "vehicle_words",
    /// One person whose case it is; who it is has to follow at once: `casus`.
    CaseWord "case_words",
    /// A word between a case and whose it is: `van`.
    CaseBeside "case_beside",
    /// What somebody is or did that the law protects most, as belief and ideology: `bekeerling`.
    SpecialCategory "special_categories",
    /// A word about somebody's health: `psychotisch`.
    HealthWord "health_words",
    /// A word about somebody and the police or a court: `aangehouden`.
    PoliceWord "police_words",
    /// One person without a name: `jongen`, `bewoonster`.
    Individual "individuals",
    /// Whose relative somebody is: `zoon`.
    Kin "kin_words",
    /// A word that makes the next one a single person: `een`, `this`.
    One "one_person",
    /// What stands before an age: `van`, `aged`.
    AgeBefore "age_before",
    /// What stands behind an age: `jaar`, `jährige`.
    AgeAfter "age_after",
    /// A word beside an age that makes it one of a group: `vanaf`, `older`.
    AgeRange "age_ranges",
    /// A word, or the ending of one, that makes a school of a name: `college`.
    SchoolWord "school_words",
    /// A word, or the ending of one, that makes a neighbourhood of a name: `…wijk`.
    Neighbourhood "neighbourhoods",
    /// What says that somebody lives at an address: `woont`.
    Dwelling "dwelling_words",
    /// What says that an address is that of an office or a meeting: `gemeentehuis`.
    MeetingPlace "meeting_places",
    /// What announces a day of birth: `geboren`.
    Birth "birth_words",
    /// A word between two who own together: `en`, `or`.
    PartsOwners "parts_owners",
    /// What stands in the place of something made unreadable: `gelakt`.
    Blackened "blackened_words",

    // Statuses, reasons and evidence.

    // Tables, texts and everything else.
}
