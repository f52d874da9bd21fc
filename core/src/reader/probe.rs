//! Health checks of other tools.

use super::fits::{port_of, small_json, small_shown};
use super::proposal::Proposal;
use super::unknown::Around;
use super::{Reader, numeric_text};
use crate::fix::Edit;
use crate::model::bounds::{HEALTH_THRESHOLD, HEALTH_TIMEOUT, PORT};
use crate::model::keys::{CONTAINER, HEALTH_CHECK, REQUESTS, is_same_name, other_name};
use crate::model::number;
use crate::path::Path;
use crate::span::NodeId;

impl Reader<'_, '_, '_> {
    /// Whether an object is the health check of another tool: its key says so, and it has keys that are unknown here.
    pub(super) fn is_probe(&self, name: &str, value: NodeId) -> bool {
        let is_named = is_same_name(name, HEALTH_CHECK.name)
            || other_name(CONTAINER.name, name).is_some_and(|(key, _)| key == HEALTH_CHECK.name);
        let mut members = self.document.members(value);
        is_named
            && members.any(|(key, _)| {
                let name = self.document.str(key).unwrap_or_default();
                HEALTH_CHECK.keys.iter().all(|key| key.name != name)
            })
    }

    /// The part of a probe that a health check has, as its JSON.
    pub(super) fn probe(&self, around: Around, path: Path, value: NodeId) -> Proposal {
        let document = self.document;
        if document.get(around.id, HEALTH_CHECK.name).is_some() {
            return Proposal::remove(path, "\"healthCheck\" is already set");
        }
        let request = REQUESTS.iter().find_map(|key| document.get(value, key));
        let mut found: [Option<[String; 2]>; 5] = Default::default();
        for object in [Some(value), request].into_iter().flatten() {
            for (key, inner) in document.members(object).take(30) {
                let name = document.str(key).unwrap_or_default();
                let meant = match other_name(HEALTH_CHECK.name, name) {
                    Some((meant, _)) => meant,
                    None => name,
                };
                let keys = HEALTH_CHECK.keys.iter().zip(&mut found);
                for (key, slot) in keys.filter(|(key, _)| is_same_name(key.name, meant)) {
                    if slot.is_none() {
                        *slot = self.probe_value(key.name, inner);
                    }
                }
            }
        }
        if found.iter().all(Option::is_none) {
            let reason = "a health check sends an HTTP request to \"path\"; it runs no command";
            return Proposal::remove(path, reason);
        }
        // The JSON for the edit, and the JSON for messages.
        let [json, shown] = [0, 1].map(|which| {
            let members = HEALTH_CHECK.keys.iter().zip(&found);
            let members = members.filter_map(|(key, json)| {
                Some(format!("\"{}\": {}", key.name, json.as_ref()?.get(which)?))
            });
            format!("{{{}}}", members.collect::<Vec<_>>().join(", "))
        });
        let title = format!("write \"healthCheck\": {shown}");
        let edits = vec![
            Edit::set(Path::root().key(HEALTH_CHECK.name), json),
            Edit::Remove { path },
        ];
        Proposal::fix(title, edits)
    }

    /// A value of a probe as the value of a key of a health check: its JSON for an edit, and for messages.
    fn probe_value(&self, key: &str, value: NodeId) -> Option<[String; 2]> {
        let document = self.document;
        let text = document.str(value);
        let number = |seconds: bool| {
            let written = document.number(value);
            written.or_else(|| {
                let (number, factor) = numeric_text(text?)?;
                match factor {
                    None => Some(number),
                    Some(factor) if seconds => factor.seconds(number),
                    Some(_) => None,
                }
            })
        };
        let number = match key {
            "path" | "method" => {
                let is_good = text.is_some_and(|text| key == "method" || text.starts_with('/'));
                let both = [small_json(document, value)?, small_shown(document, value)?];
                return is_good.then_some(both);
            }
            "port" => {
                let port = document.number(value).or_else(|| port_of(text?));
                port.filter(|port| PORT.contains(*port))
            }
            "timeoutSeconds" => number(true).filter(|number| HEALTH_TIMEOUT.contains(*number)),
            _ => number(false).filter(|number| HEALTH_THRESHOLD.contains(*number)),
        };
        let json = number.map(number::print)?;
        Some([json.clone(), json])
    }
}
