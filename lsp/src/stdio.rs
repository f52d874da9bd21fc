//! The transport over standard input and output: each message follows a header with its length.

use std::io::{self, BufRead, BufReader, Read, Write};

use crate::Server;

/// The size of the buffer for input, in bytes: as much as a pipe holds, so that messages that have arrived are handled together.
const BUFFER: usize = 1 << 16;

/// The maximum length of a line of a header, in bytes.
const MAX_HEADER_LINE: u64 = 4096;

/// Runs a server until the client asks it to exit or closes the connection, and returns the exit code: 0 if the client asked
/// the server to shut down before, otherwise 1. The error is that of reading or writing.
pub fn run(mut server: Server, input: impl Read, mut output: impl Write) -> io::Result<u8> {
    let mut input = BufReader::with_capacity(BUFFER, input);
    let mut out = Vec::new();
    while let Some(message) = read_message(&mut input)? {
        server.message(&message, &mut out);
        if has_message(input.buffer()) {
            continue;
        }
        server.flush(&mut out);
        for message in out.drain(..) {
            write!(output, "Content-Length: {}\r\n\r\n{message}", message.len())?;
        }
        output.flush()?;
        if let Some(code) = server.exit_code() {
            return Ok(code);
        }
    }
    Ok(1)
}

/// Whether a whole message has arrived, or something that is none.
fn has_message(mut arrived: &[u8]) -> bool {
    !matches!(read_message(&mut arrived), Ok(None))
}

/// Reads a message. Returns `None` at the end of the input, also if that is in the middle of a message.
fn read_message(input: &mut impl BufRead) -> io::Result<Option<String>> {
    let Some(length) = read_header(input)? else {
        return Ok(None);
    };
    let mut content = Vec::new();
    input.take(length).read_to_end(&mut content)?;
    let is_complete = content.len() as u64 == length;
    Ok(is_complete.then(|| String::from_utf8_lossy(&content).into_owned()))
}

/// Reads a header up to its empty line, and returns the length of the content.
fn read_header(input: &mut impl BufRead) -> io::Result<Option<u64>> {
    let invalid = |message| io::Error::new(io::ErrorKind::InvalidData, message);
    let mut length = None;
    loop {
        let mut line = String::new();
        let read = input.by_ref().take(MAX_HEADER_LINE).read_line(&mut line)?;
        if read as u64 == MAX_HEADER_LINE {
            return Err(invalid("a line of the header is too long"));
        }
        if !line.ends_with('\n') {
            return Ok(None);
        }
        let line = line.trim_ascii_end();
        if line.is_empty() {
            let length = length.ok_or_else(|| invalid("the header has no Content-Length"));
            return length.map(Some);
        }
        let (name, value) = line
            .split_once(':')
            .ok_or_else(|| invalid("the header is malformed"))?;
        if name.eq_ignore_ascii_case("Content-Length") {
            let value = value.trim_ascii().parse();
            length = Some(value.map_err(|_| invalid("Content-Length is not a number"))?);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(input: &str) -> Result<Vec<String>, String> {
        let mut input = input.as_bytes();
        let messages = std::iter::from_fn(|| read_message(&mut input).transpose());
        messages
            .map(|message| message.map_err(|error| error.to_string()))
            .collect()
    }

    #[test]
    fn messages_follow_their_headers() {
        let type_line = "Content-Type: application/vscode-jsonrpc; charset=utf-8";
        let input =
            format!("Content-Length: 2\r\n\r\n{{}}content-length:  4\r\n{type_line}\r\n\r\n\"é\"");
        assert_eq!(read(&input).unwrap(), ["{}", "\"é\""]);
        assert_eq!(read("Content-Length: 2\n\n{}").unwrap(), ["{}"]);
    }

    #[test]
    fn the_input_may_end_anywhere() {
        for input in [
            "",
            "Content",
            "Content-Length: 2\r\n",
            "Content-Length: 2\r\n\r\n{",
        ] {
            assert!(read(input).unwrap().is_empty(), "{input}");
        }
    }

    #[test]
    fn malformed_headers_are_errors() {
        for (input, error) in [
            ("\r\n{}", "the header has no Content-Length"),
            ("Content-Length 2\r\n\r\n{}", "the header is malformed"),
            (
                "Content-Length: two\r\n\r\n{}",
                "Content-Length is not a number",
            ),
            (
                "Content-Length: -2\r\n\r\n{}",
                "Content-Length is not a number",
            ),
            (&"x".repeat(5000), "a line of the header is too long"),
        ] {
            assert_eq!(read(input).unwrap_err(), error);
        }
    }

    fn run_with(messages: &[&str]) -> (u8, Vec<String>) {
        let frames = messages
            .iter()
            .map(|text| format!("Content-Length: {}\r\n\r\n{text}", text.len()));
        let input = io::Cursor::new(frames.collect::<String>());
        let mut output = Vec::new();
        let server = Server::new(alien_sdk_yaml::PARSER);
        let code = run(server, input, &mut output).unwrap();
        (code, read(&String::from_utf8(output).unwrap()).unwrap())
    }

    #[test]
    fn a_server_runs_until_it_exits_or_the_input_ends() {
        let initialize =
            r#"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{}}}"#;
        let shutdown = r#"{"jsonrpc":"2.0","id":2,"method":"shutdown"}"#;
        let exit = r#"{"jsonrpc":"2.0","method":"exit"}"#;
        let (code, messages) = run_with(&[initialize, shutdown, exit]);
        assert_eq!(code, 0);
        assert!(messages[0].contains("\"serverInfo\""));
        assert_eq!(messages[1], r#"{"jsonrpc":"2.0","id":2,"result":null}"#);
        assert_eq!(run_with(&[initialize, exit]).0, 1);
        assert_eq!(run_with(&[initialize]).0, 1);
    }
}
