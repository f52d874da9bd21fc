//! The streams of a host as those of the standard library.

use std::io::{self, Read, Write};

use crate::host::{Host, Stream};

/// The standard input.
pub(crate) struct Stdin<'h>(pub(crate) &'h dyn Host);

impl Read for Stdin<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read_stdin(buffer)
    }
}

/// The standard output.
pub(crate) struct Stdout<'h>(pub(crate) &'h dyn Host);

impl Write for Stdout<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(Stream::Stdout, bytes)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
