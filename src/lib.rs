//! planwacht checks the action workbook of a municipal implementation plan.
//!
//! A workbook that people keep editing goes in; the very same workbook comes out with notes where it breaks the framework,
//! together with a summary of what changed since the last version. Nothing that people put in is lost.
//!
//! The way through the crate is one direction: bytes become grids ([`workbook`]), grids become a plan ([`read`]), two plans
//! are reconciled ([`mod@reconcile`]), the plan is judged ([`rules`]) against the framework ([`framework`]); all of that is a
//! [`review::Review`], which becomes notes in the workbook ([`annotate`], [`package`]) and a summary ([`report`]). What
//! `workbook` and `package` both need of an xlsx package - its parts, their text, how they lead to each other - they have from
//! the room `ooxml` below them. Copies that come back are put together by [`mod@merge`].
//!
//! ```
//! use planwacht::framework::Framework;
//! use planwacht::report::digest::Digest;
//! use planwacht::review::{Settings, Source, review};
//!
//! let old = std::fs::read("samples/actieplan-2025-08-27.xlsx")?;
//! let new = std::fs::read("samples/actieplan-2025-11-24.xlsx")?;
//! let settings = Settings { today: "2025-11-24".parse()?, ..Settings::default() };
//! let review = review(
//!     Source { name: "nieuw.xlsx", bytes: &new },
//!     Some(Source { name: "oud.xlsx", bytes: &old }),
//!     Framework::embedded(),
//!     &settings,
//! )?;
//! assert_eq!(review.counts().actions, 84);
//! let annotated = planwacht::annotate::annotate(&Digest::new(&review), &new)?;
//! assert!(annotated.bytes.len() > new.len());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod annotate;
pub mod cell;
pub mod cli;
pub mod field;
pub mod finding;
pub mod framework;
pub mod language;
pub mod lineage;
pub mod merge;
pub mod number_format;
mod ooxml;
pub mod own;
pub mod package;
pub mod plan;
pub mod privacy;
pub mod read;
pub mod reconcile;
pub mod report;
pub mod review;
mod rule_codes;
pub mod rules;
pub mod unread;
pub mod wording;
pub mod workbook;

#[cfg(test)]
#[path = "../tests/outside/mod.rs"]
mod outside;
