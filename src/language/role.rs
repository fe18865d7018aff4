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
    /// The turn of the year.
    NewYear "new_year",
    /// The feast.
    Easter "easter",
    /// The feast.
    Pentecost "pentecost",
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
    /// Between two times of the day.
    ToTime "to_time",
    /// Before a length of time from now on.
    Within "within",
    /// After a length of time that counts from something.
    Beside "beside",
    /// Said from the day of reading: `volgend jaar`.
    Relative "relative",
    /// Said from the day of reading, with nothing after it.
    RelativeDay "relative_day",
    /// After a date without its year, said from the day of reading: `jl.`
    LastOrNext "last_or_next",
    /// Makes a meeting of what follows: `volgend overleg`.
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

    // Persons and privacy.

    // Statuses, reasons and evidence.

    // Tables, texts and everything else.
}
