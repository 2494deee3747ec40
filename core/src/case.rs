//! TEMP stub.

/// A case.
#[derive(Clone, Debug)]
pub struct Case {
    pub(crate) id: String,
    pub(crate) stage: Stage,
    pub(crate) parties: Vec<String>,
    pub(crate) length: u32,
}

/// Where it is.
#[derive(Clone, Copy, Debug)]
pub struct Stage(pub(crate) &'static str);

impl Stage {
    /// Its name.
    pub fn name(&self) -> &'static str {
        self.0
    }
}

impl Case {
    /// Its id.
    pub fn id(&self) -> &str {
        &self.id
    }
    /// Where it is.
    pub fn stage(&self) -> Stage {
        self.stage
    }
    /// Entries so far.
    pub fn length(&self) -> u32 {
        self.length
    }
}

/// A no.
#[derive(Clone, Debug)]
pub struct Refusal {
    pub(crate) command: String,
    pub(crate) stage: Stage,
    pub(crate) reasons: Vec<&'static str>,
}
