//! Decides whether colours are shown.

use crate::host::{Host, Stream};

/// Whether colours are shown in a stream: if it is a terminal that shows them, unless a variable says otherwise.
pub(crate) fn shows_colors(stream: Stream, host: &dyn Host) -> bool {
    let variable = |name| host.variable(name).filter(|value| !value.is_empty());
    let is = |name, value: &str| variable(name).is_some_and(|found| found == value);
    if variable("NO_COLOR").is_some() {
        return false;
    }
    if variable("CLICOLOR_FORCE").is_some() && !is("CLICOLOR_FORCE", "0") {
        return true;
    }
    host.is_terminal(stream) && !is("CLICOLOR", "0") && !is("TERM", "dumb")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::Memory;

    #[test]
    fn variables_decide_before_the_terminal() {
        for (variables, on_terminal, elsewhere) in [
            (&[][..], true, false),
            (&[("NO_COLOR", "1")], false, false),
            (&[("NO_COLOR", ""), ("CLICOLOR", "1")], true, false),
            (&[("CLICOLOR_FORCE", "1")], true, true),
            (&[("CLICOLOR_FORCE", "0")], true, false),
            (&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], false, false),
            (&[("CLICOLOR", "0")], false, false),
            (&[("TERM", "dumb")], false, false),
            (&[("TERM", "xterm")], true, false),
        ] {
            let mut host = Memory::new(&[]);
            host.variables = variables.to_vec();
            for is_terminal in [true, false] {
                host.is_terminal = is_terminal;
                let expected = if is_terminal { on_terminal } else { elsewhere };
                let shown = shows_colors(Stream::Stdout, &host);
                assert_eq!(shown, expected, "{variables:?}, {is_terminal}");
            }
        }
    }
}
