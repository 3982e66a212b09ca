//! Who works at this window, shared by the frame and the screens.

use leptos::prelude::*;
use trucban_contract::ipc::{Session, SignedIn};
use trucban_domain::{Action, Reach, Role, Ward, WardCode};

/// The session, once it was read.
#[derive(Debug, Clone, Copy)]
pub struct Operator(RwSignal<Option<Session>>);

impl Operator {
    /// Nobody known yet.
    pub fn new() -> Self {
        Self(RwSignal::new(None))
    }

    /// The operator of this window.
    pub fn here() -> Self {
        expect_context()
    }

    /// Takes what the shell told.
    pub fn set(self, session: Session) {
        self.0.set(Some(session));
    }

    /// The session, followed; `None` until it was read.
    pub fn session(self) -> Option<Session> {
        self.0.get()
    }

    /// Who is enrolled, followed.
    pub fn signed_in(self) -> Option<SignedIn> {
        self.0.with(|session| session.as_ref().and_then(|session| session.operator.clone()))
    }

    /// The role, followed.
    pub fn role(self) -> Option<Role> {
        self.0.with(|session| session.as_ref()?.operator.as_ref().map(|operator| operator.role))
    }

    /// Whether the operator may see and judge what cameras saw, followed.
    pub fn may_judge(self) -> bool {
        self.role().is_some_and(|role| role.reach(Action::Judge) != Reach::Never)
    }

    /// Whether the operator may write down visits, followed.
    pub fn may_visit(self) -> bool {
        self.role().is_some_and(|role| role.reach(Action::Visit) == Reach::OwnWards)
    }

    /// The wards in which the operator may enter a report, followed.
    pub fn enters_in(self) -> Vec<WardCode> {
        self.0.with(|session| {
            let operator = session.as_ref().and_then(|session| session.operator.as_ref());
            operator.map_or_else(Vec::new, |operator| match operator.role.reach(Action::Create) {
                Reach::OwnWards => operator.wards.clone(),
                Reach::City => Ward::all().iter().map(|ward| ward.code).collect(),
                Reach::Never | Reach::OwnUnits | Reach::SameUnit => Vec::new(),
            })
        })
    }

    /// Whether the operator answers for several wards, and may look at some of them alone; followed.
    pub fn chooses_wards(self) -> bool {
        self.sees_many_wards() && self.role() != Some(Role::HandlingUnit)
    }

    /// Whether reports of several wards come to this window, so that each must name its ward.
    pub fn sees_many_wards(self) -> bool {
        self.0.with(|session| {
            session.as_ref().and_then(|session| session.operator.as_ref()).is_some_and(|operator| {
                operator.wards.len() != 1 || operator.role == Role::HandlingUnit
            })
        })
    }
}

impl Default for Operator {
    fn default() -> Self {
        Self::new()
    }
}
