//! What somebody is writing and has not committed. The shell keeps it encrypted with every key, so that
//! a laptop that dies loses at most the last one.

use serde::{Deserialize, Serialize};
use trucban_domain::{
    CategoryCode, Conclusion, Fix, IncidentId, PhotoShows, Publication, Signature, UnitCode,
    WardCode,
};

use super::{Command, HandoverDraft, KeptPhoto};

/// What was filled in for an act on a report.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    /// The unit whose part it is, where several could be meant.
    pub part: Option<UnitCode>,
    /// The unit that was chosen.
    pub unit: Option<UnitCode>,
    /// The units that were chosen to work with it.
    pub with: Vec<UnitCode>,
    /// What was written, NFC.
    pub words: String,
    /// What the public is to read, NFC.
    pub public: String,
    /// What of it is public.
    pub publication: Option<Publication>,
    /// The last day that is asked for, as it was typed.
    pub until: String,
    /// Whether the first of two things is chosen, once one is.
    pub agreed: Option<bool>,
    /// The earlier report that was chosen.
    pub original: Option<IncidentId>,
    /// The photos that were chosen, at most twelve.
    pub photos: Vec<DraftPhoto>,
    /// What was found on a visit.
    pub conclusion: Option<Conclusion>,
    /// Where one stood.
    pub fix: Option<Fix>,
    /// What somebody signed there.
    pub signature: Option<Signature>,
    /// The field of a new report.
    pub category: Option<CategoryCode>,
    /// Its ward.
    pub ward: Option<WardCode>,
    /// Its address.
    pub address: String,
    /// Whether it enters the immediate process.
    pub urgent: bool,
    /// What was filled in for a hand-over, whose notes are the words.
    pub handover: Option<HandoverDraft>,
}

/// A photo that was chosen for an act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftPhoto {
    /// The photo, kept by the shell.
    pub photo: KeptPhoto,
    /// What it shows.
    pub shows: PhotoShows,
}

/// Of which report a draft is, and of which act on it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct DraftName {
    /// The report; the nil key for a hand-over, which is of none.
    pub incident: IncidentId,
    /// The act's word: `note`, `return`.
    pub act: String,
}

/// Keeps a draft, durably; `None` forgets it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeepDraft {
    /// Which.
    pub name: DraftName,
    /// What was filled in.
    pub draft: Option<Draft>,
}

impl Command for KeepDraft {
    const NAME: &'static str = "keep_draft";
    type Reply = ();
}

/// Reads every draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListDrafts {}

impl Command for ListDrafts {
    const NAME: &'static str = "list_drafts";
    type Reply = Vec<(DraftName, Draft)>;
}
