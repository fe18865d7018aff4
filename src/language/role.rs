//! The roles that words play.

use serde::{Deserialize, Serialize};

/// Makes the roles out of one list.
macro_rules! roles {
    ($($(#[doc = $doc:literal])+ $role:ident $name:literal,)*) => {
        /// A role that words play, whatever the language.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Role {
            $($(#[doc = $doc])+ #[serde(rename = $name)] $role,)*
        }

        impl Role {
            /// Every role.
            pub const ALL: &[Self] = &[$(Self::$role,)*];

            /// The role that a word of another language loses to. The words of all languages count for every role; only of these two,
            /// which contradict each other, one language alone decides: where "of" is a filler of the framework's own language, it
            /// separates nothing because another language has it for "or".
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

            /// What the role is, as its documentation says it.
            pub fn meaning(self) -> &'static str {
                match self {
                    $(Self::$role => concat!($($doc),+).trim_ascii(),)*
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
    /// The season.
    Spring "spring",
    /// The season, with the break of councils and schools in it.
    Summer "summer",
    /// The season.
    Autumn "autumn",
    /// The season.
    Winter "winter",
    /// The feast, with its holiday.
    Christmas "christmas",
    /// The holiday of schools and councils around Christmas.
    ChristmasBreak "christmas_break",
    /// The holiday of schools and councils in autumn.
    AutumnBreak "autumn_break",
    /// The holiday of schools and councils around carnival.
    SpringBreak "spring_break",
    /// The holiday of schools and councils in May.
    MayBreak "may_break",
    /// The turn of the year.
    NewYear "new_year",
    /// The feast.
    Easter "easter",
    /// The feast.
    Pentecost "pentecost",
    /// The Friday before Easter.
    GoodFriday "good_friday",
    /// The feast, on a Thursday.
    Ascension "ascension",
    /// The birthday of the king.
    KingsDay "kings_day",
    /// The day on which the dead of wars are remembered.
    RemembranceDay "remembrance_day",
    /// The day on which the liberation is celebrated.
    LiberationDay "liberation_day",
    /// The day on which the government presents its budget.
    BudgetDay "budget_day",
    /// The feast of Saint Nicholas.
    SaintNicholas "saint_nicholas",
    /// The first part of what follows: `begin mei`.
    PartBegin "part_begin",
    /// The first part of a school year: `start schooljaar`.
    StartOf "start_of",
    /// The middle of what follows: `medio mei`.
    PartMiddle "part_middle",
    /// The last part of what follows: `eind mei`.
    PartEnd "part_end",
    /// The begin of a year in one word.
    YearBegin "year_begin",
    /// The middle of a year in one word.
    YearMiddle "year_middle",
    /// The end of a year in one word.
    YearEnd "year_end",
    /// Days in a length of time.
    UnitDay "unit_day",
    /// Weeks in a length of time.
    UnitWeek "unit_week",
    /// Months in a length of time.
    UnitMonth "unit_month",
    /// Quarters in a length of time.
    UnitQuarter "unit_quarter",
    /// Half years in a length of time.
    UnitHalfYear "unit_half_year",
    /// Years in a length of time.
    UnitYear "unit_year",
    /// Something that repeats by days, in one word.
    EachDay "each_day",
    /// Something that repeats by weeks, in one word.
    EachWeek "each_week",
    /// Every two weeks, in one word.
    EachFortnight "each_fortnight",
    /// Something that repeats by months, in one word.
    EachMonth "each_month",
    /// Every quarter, in one word.
    EachQuarter "each_quarter",
    /// Twice a year, in one word.
    EachHalfYear "each_half_year",
    /// Something that repeats by years, in one word.
    EachYear "each_year",
    /// It repeats, and how often is not said.
    RhythmUnsaid "rhythm_unsaid",
    /// It is done whenever there is need.
    OnDemand "on_demand",
    /// How many times: `keer`, and the end of a word that counts them.
    HowOften "how_often",
    /// One time.
    Once "once",
    /// Two times.
    Twice "twice",
    /// So many times in a year, in one abbreviation: `2x p.j.`.
    InAYear "in_a_year",
    /// What stands between two counts of which either may hold: `3 à 4`.
    BetweenCounts "between_counts",
    /// What stands between a number of times and a length of time.
    InEach "in_each",
    /// Every one of what follows: `elk kwartaal`.
    Each "each",
    /// Every second one of what follows: `om de week`.
    EveryOther "every_other",
    /// Before a length of time in which something is done once: `per kwartaal`.
    PerUnit "per_unit",
    /// A quarter of a year by its number: `Q1`.
    QuarterWord "quarter_word",
    /// Half a year by its number: `H1`.
    HalfWord "half_word",
    /// A week by its number: `week 12`.
    WeekWord "week_word",
    /// Four months by their number: `T1`.
    ThirdWord "third_word",
    /// From one summer to the next.
    SchoolYear "school_year",
    /// A year that begins nobody knows when.
    FiscalYear "fiscal_year",
    /// The word for a year before its number.
    YearWord "year_word",
    /// Half of what follows: `half jaar`.
    Half "half",
    /// Letters after digits that make an ordinal number of them.
    OrdinalLetters "ordinal_letters",
    /// The first ones of several.
    FirstOf "first_of",
    /// The last one of several.
    LastOf "last_of",
    /// Between a part and its whole: `eind van mei`.
    Of "of",
    /// Articles.
    The "the",
    /// Before a time of the day.
    AtTime "at_time",
    /// After a time of the day.
    Hour "hour",
    /// Before a length of time from now on.
    Within "within",
    /// After a length of time that counts from something.
    Beside "beside",
    /// Said from the day of reading: `volgend jaar`.
    Relative "relative",
    /// The one that holds the day of reading: `dit jaar`.
    This "this",
    /// Said from the day of reading, with nothing after it.
    RelativeDay "relative_day",
    /// After a date without its year, said from the day of reading: `jl.`
    LastOrNext "last_or_next",
    /// The first one after the day of reading; makes a meeting of what can be one: `volgend overleg`.
    Next "next",
    /// What can be next and is no meeting.
    NoMeeting "no_meeting",
    /// Names a meeting, whichever it is.
    MeetingWord "meeting_word",
    /// Makes a party with it in its name one that meets.
    Gathering "gathering",
    /// It goes on, with no end.
    Ongoing "ongoing",
    /// It goes on from the point before it: `2026 e.v.`
    Onwards "onwards",
    /// It goes on where nothing else is said, and is a state beside an end.
    Running "running",
    /// How far an action is, which belongs in the status.
    State "state",
    /// A state alone, and a start before a point: `gestart in Q1 2025`.
    Started "started",
    /// As long as the plan.
    PlanPeriod "plan_period",
    /// No day can be told from it.
    Vague "vague",
    /// It hangs on something else, of which no day is told.
    Condition "condition",
    /// A time of the year that differs from place to place, or a paper that has a year in its name.
    Unfixed "unfixed",
    /// Before the first day: `vanaf 1 juli`.
    From "from",
    /// Before what has to be over first: `na de zomer`.
    After "after",
    /// Before what it has to be done ahead of: `voor de zomer`.
    Before "before",
    /// Before a last day that may be a little earlier: `tegen de zomer`.
    Toward "toward",
    /// Before the last day: `uiterlijk 1 mei`.
    By "by",
    /// Before the last time that it was done.
    LastTime "last_time",
    /// Between the first and the last of a range.
    Until "until",
    /// Between two of a list.
    AndOr "and_or",
    /// What follows is the value of before.
    Former "former",
    /// What follows takes the place of what stood before.
    Replaces "replaces",
    /// Said of a deadline that moved to later.
    Shifted "shifted",
    /// Names a deadline in running text.
    DeadlineWord "deadline_word",
    /// What follows was asked for or is thought of, and is not decided.
    Requested "requested",
    /// Says nothing about the date.
    Filler "filler",
    /// Says what is ready or happens at the point beside it: `concept Q1 2026`.
    Step "step",
    /// A step that ends nothing: what goes on is only looked at then.
    ReviewStep "review_step",

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
    /// What stands before the name of a municipality and is part of it: `gemeente`, `city of`.
    MunicipalityLead "municipality_lead",
    /// What the name of a place gets where something is of that place: `…s`, `…se`.
    PlaceForm "place_forms",
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
    /// What numbers actions that are done one after the other: `fase`.
    PhaseWord "phase_words",
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
    /// Letters that stand for one sound, and so are one initial: `Th`, `IJ`.
    Initial "initial",
    /// A word that says how something is, and may be a surname: `groot`.
    Adjective "adjectives",
    /// A word, or the ending of one, that is a noun as often as a surname: `…huis`, `…meester`.
    NounLikeSurname "surname_like_nouns",
    /// A common given name. It supports that words are a name; many names are in no list.
    GivenName "given_names",
    /// A common surname, or the ending of one. It supports that words are a name.
    FamilyName "family_names",
    /// An ending that surnames have and hardly any other word, so that a lone word with it is one in the cell of an owner: `…stra`.
    SurnameEnding "surname_endings",
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
    /// A word, or the ending of one, that makes a heading of what stands before it, and so no name: `bespreken`.
    HeadingVerb "heading_verbs",
    /// The small letters between initials that stand for words within surnames: `JvD`.
    MonogramLetters "monogram_letters",
    /// What somebody is or did that the law protects most, as belief and ideology: `bekeerling`.
    SpecialCategory "special_categories",
    /// A word about somebody's health: `psychotisch`.
    HealthWord "health_words",
    /// A word about somebody and the police or a court: `aangehouden`.
    PoliceWord "police_words",
    /// One person without a name: `jongen`, `bewoonster`.
    Individual "individuals",
    /// A word before a thing or a place, and not before somebody's name: `het`.
    Article "articles",
    /// A word before whoever does something or is spoken with: `door`, `i.o.m.`.
    PersonBefore "person_before",
    /// What only persons do, behind their name: `belt`, `is ziek`.
    PersonVerb "person_verbs",
    /// One person who was spoken of before: `hij`, `she`.
    Pronoun "pronouns",
    /// Whose relative somebody is who was spoken of before: `zijn`, `her`.
    Possessive "possessives",
    /// A word that makes the next one any person of that kind: `een`, `an`.
    Indefinite "indefinite_words",
    /// What somebody is called by their trade, or by what they do in a club or a shop: `kapper`, `penningmeester`.
    Trade "trades",
    /// What is said of one person's health, behaviour, justice, care or money: `overspannen`, `onder bewind`.
    PersonState "person_states",
    /// A subject that is personal where it is said of one person: `schulden`, `jihad…`.
    Sensitive "sensitive_words",
    /// What ties somebody to a subject: `lid van`, `banden met`.
    Bond "bond_words",
    /// A word before the subject that something is about: `over`, `tegen`.
    About "about_words",
    /// A word that shows that nobody real is meant: `elke`, `oefencasus`.
    Imagined "imagined_words",
    /// A word that speaks of anybody rather than of somebody: `kan`, `cursus`.
    General "general_words",
    /// A class of a school, with its number beside it: `groep`, `havo`.
    ClassWord "class_words",
    /// A word that tells one person or home from all others: `enige`, `naast`.
    Unique "unique_words",
    /// A shop, a club, a house of prayer, a building: where people work, sport or live: `bakkerij`, `…flat`.
    Premises "premises",
    /// A word before a place: `uit`, `aan`.
    PlaceBefore "place_before",
    /// An age as one word: `…tigjarige`.
    AgeWord "age_words",
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
    /// A word between two names in a cell of owners, of whom the second does not own: `namens`, `via`.
    BesideOwner "beside_owner",
    /// What stands in the place of something made unreadable: `gelakt`.
    Blackened "blackened_words",

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
    /// An act that is over: `ondertekend`, `verstuurd`.
    Performed "performed",
    /// That a deadline is met, which says something where it is denied: `gehaald`.
    Reached "reached",
    /// A word before a time that is over: `sinds`.
    Since "since",
    /// That nothing more has to be done, since it is done or will not be: `geen actie nodig`.
    Settled "settled",
    /// That something is so no more: `niet meer`.
    NoMore "no_more",
    /// That something was so: `was`, `stond`.
    Was "was",
    /// Now, where it may have been otherwise before: `nu`, `weer`.
    Now "now",
    /// A time to come: `binnenkort`, `volgend jaar`.
    Later "later",
    /// A time that has begun and may still last: `deze maand`.
    ThisTime "this_time",
    /// What is made before the thing itself: `concept`.
    Draft "draft",
    /// A part of the work, and no state by itself where one follows: `uitvoering`.
    Stage "stage",
    /// What the end of the work is held against: `deadline`, `op tijd`.
    Target "target",
    /// That it was decided: `besloten`.
    Decided "decided",
    /// What makes a state one of which nobody is sure: `zodra`, `hopelijk`.
    Unsure "unsure",
    /// What has no end, beside a word of `lasting_matter`: `permanente`.
    Lasting "lasting",
    /// What it is that has no end: `taak`, `proces`.
    LastingMatter "lasting_matter",
    /// What a participle begins with: `ge…`.
    ParticipleStart "participle_start",
    /// What a participle ends with: `…d`.
    ParticipleEnd "participle_end",
    /// What begins a comparison with a plan: `volgens`, `als`.
    ByPlan "by_plan",
    /// What the place of an act or who did it begins with: `in`, `door`.
    BeforePlace "before_place",
    /// Until when or to what time something waits: `tot`, `naar`.
    UntilWhen "until_when",
    /// A word that looks like one for a state and is another: `gestort`.
    LookAlike "look_alike",
    /// Carried out, which may be denied of what nobody began with: `uitgevoerd`.
    CarriedOut "carried_out",
    /// The same, still to be done: `uitvoeren`, `te regelen`.
    CarryOut "carry_out",
    /// A word between two things of which one holds: `of`.
    Either "either",
    /// For the time being: what is dropped so is on hold: `voorlopig`, `tijdelijk`.
    ForNow "for_now",
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
    /// What tells a date in running text from a number: `eind`, `kwartaal`, `week`.
    BeforeYear "before_year",
    /// A quarter of a year in letters, which is a date by itself: `kwartaal`.
    QuarterAlone "quarter_alone",
    /// What stands for a colour in a sheet of the framework that nobody assessed: `niet beoordeeld`.
    NotAssessed "not_assessed",
    /// A word beside the name of a municipality in the header of a sheet of the framework: `kleur`.
    AssessmentBeside "assessment_beside",

    // Tables, texts and everything else.
    /// What the rows of a table of actions are called, so that it says nothing beside another word of a header: `actie`, `project`.
    HeaderSubject "header_subject",
    /// A word that may stand in any header and changes nothing: `de`, `naam`, `korte`.
    HeaderBeside "header_beside",
    /// The question word for what has to be done: `wat`.
    HeaderWhat "header_what",
    /// The question word for who leads: `wie`.
    HeaderWho "header_who",
    /// The question word for when it has to be done: `wanneer`.
    HeaderWhen "header_when",
    /// What asks how far it is: `hoe ver`.
    HeaderHowFar "header_how_far",
    /// The words that such a question goes on with: `gaan`, `we`, `doen`, `trekt`.
    HeaderQuestionBeside "header_question_beside",
    /// What makes it a question after those who take part: `mee`, `betrokken`.
    HeaderTakesPart "header_takes_part",
    /// What is so at the end, in a header of a date: `klaar`, `oplevering`.
    HeaderReady "header_ready",
    /// A date or a period, in a header: `datum`, `kwartaal`.
    HeaderDate "header_date",
    /// What makes the date of a header one to come: `uiterlijk`, `per`, `verwachte`.
    HeaderPlanned "header_planned",
    /// What says in a header that the column holds what was so before: `oud`, `vorige keer`.
    HeaderFormer "header_former",
    /// What says in a header that the column holds what is so now: `nieuw`, `huidige`.
    HeaderCurrent "header_current",
    /// How a text begins that tells people what to fill in: `vul in`, `kies uit`, `bijv.`.
    FillIn "fill_in",
    /// A verb that asks people to fill in what follows: `omschrijf`, `insert`.
    FillInVerb "fill_in_verb",
    /// Where people are to fill something in: `hier`, `deze regel`.
    FillInPlace "fill_in_place",
    /// What can stand in the cells of a column, as an explanation of it says: `tekst`, `keuzelijst`, `verplicht`.
    CellKind "cell_kind",
    /// Somebody agrees that a thing stays as it is: `akkoord`.
    Agreed "agreed",
    /// What stands before the reason of an agreement: `omdat`.
    ReasonFollows "reason_follows",
    /// Articles, prepositions and other little words, which say nothing by themselves: `de`, `voor`, `wordt`.
    Small "small",
    /// Words that make another action of the same text, beside numbers and months: `niet`, `fase`, `voorjaar`.
    TellsApart "tells_apart",
    /// A word about the priority of an action: `prio`.
    PriorityWord "priority_words",
    /// Words that decide what has to be done, by duty, exclusion or extent: `verplicht`, `zonder`, `alle`.
    Deciding "deciding",
    /// How a text begins that says that it is as another: `idem`, `zie`.
    Referring "referring",
    /// Words that occur in any sentence of a plan, long as they are: `betrokken`, `ontwikkelingen`.
    CommonInPlans "common_in_plans",
    /// What a word ends with where there are several of it: `…s`, `…en`.
    PluralEnding "plural_endings",
    /// What looks so at the end of a word of which there is one: `…is`.
    SingularEnding "singular_endings",
    /// How a word ends that says how old somebody is and may stand before another one: `minderjarige`.
    AgeEnding "age_endings",
}
