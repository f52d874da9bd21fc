//! The packages that are installed for tests.

use crate::kotlin::Jar;
use crate::python::Wheel;
use crate::ruby::Gem;
use crate::trial::Trial;

/// The installed packages. One whose language is missing on this machine is absent.
pub struct Packages<'p> {
    pub trial: &'p Trial,
    pub wheel: Option<&'p Wheel>,
    pub jar: Option<&'p Jar>,
    pub gem: Option<&'p Gem>,
}
