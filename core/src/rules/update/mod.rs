//! stub
use crate::diagnostic::{Code, Sink};
use crate::draft::Draft;
/// A rule
pub struct UpdateRule {
    /** c */
    pub code: &'static Code,
    /** c */
    pub check: fn(&Draft, &Draft, &mut Sink),
}
/// all
pub static ALL: &[UpdateRule] = &[];
/// run
pub fn run(_: &Draft, _: &Draft, _: &mut Sink) {}
