//! The places in the source code where builder calls were made.

use super::Report;

/// The file, line and column of a builder call. Lines and columns are counted from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct CallSite {
    pub file: String,
    pub line: u32,
    pub column: Option<u32>,
}

impl Report {
    /// Adds the file and line to every call in the report. `site` returns them for the number of a call, if they are known.
    #[doc(hidden)]
    pub fn add_call_sites(&mut self, mut site: impl FnMut(u32) -> Option<CallSite>) {
        for found in &mut self.diagnostics {
            let related = found.related.iter_mut();
            let related = related.filter_map(|related| related.call.as_mut());
            for call in found.call.iter_mut().chain(related) {
                if let Some(CallSite { file, line, column }) = site(call.number) {
                    call.file = Some(file);
                    call.line = Some(line);
                    call.column = column;
                }
            }
        }
    }
}
