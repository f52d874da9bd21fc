//! The keys of other tools, and what they are called here.

use super::*;

/// The keys of `resources` as Kubernetes and others have it: amounts of CPU and memory, not the resources of a stack.
pub(crate) const AMOUNTS_OF_OTHER_TOOLS: [&str; 7] = [
    "limits",
    "requests",
    "reservations",
    "claims",
    "cpu",
    "cpus",
    "memory",
];

/// Names of other tools for the keys of one object.
struct OtherNames {
    /// The name of the object.
    object: &'static str,
    /// A key of the object or, if it starts with `/`, a path from the container; then the other names, in lower case without
    /// separators and separated by spaces, the most certain ones first.
    keys: &'static [(&'static str, &'static str)],
}

/// All of them. A name is used only if the value fits the key.
static OTHER_NAMES: [OtherNames; 15] = [
    OtherNames {
        object: "container",
        keys: &[
            (
                "id",
                "containername servicename appname name app identifier",
            ),
            (
                "cpu",
                "cpus vcpu vcpus cpulimit cpulimits cpucores cores cpurequest cpushares millicpu",
            ),
            (
                "memory",
                "mem memlimit memorylimit ram memorymib memorymb memorylimitmib memorysize \
memreservation memoryreservation memoryrequest memoryinmb",
            ),
            ("gpu", "gpus accelerator accelerators"),
            (
                "ports",
                "portmappings exposedports containerports publish publishedports portbindings",
            ),
            (
                "replicas",
                "instances replicacount count desiredcount numinstances numreplicas instancecount \
scale replica",
            ),
            (
                "autoscaling",
                "autoscale autoscaler hpa scaling scale horizontalpodautoscaler",
            ),
            (
                "persistentStorage",
                "persistence persistentvolume volume volumeclaim storage disk pvc",
            ),
            (
                "ephemeralStorage",
                "tmpfs scratch tempstorage ephemeraldisk scratchstorage ephemeral",
            ),
            (
                "healthCheck",
                "livenessprobe readinessprobe startupprobe probe liveness readiness httphealthcheck \
healthcheckconfig health healthcheckpath healthpath healthcheckurl",
            ),
            (
                "environment",
                "env envs envvars environmentvariables variables vars envvariables environments \
config configvars",
            ),
            ("links", "dependson bindings connections dependencies"),
            (
                "permissions",
                "permission profile permissionprofile role serviceaccount serviceaccountname",
            ),
            ("cluster", "clustername ecscluster"),
            ("pool", "nodepool nodegroup machinepool poolname"),
            (
                "command",
                "entrypoint cmd args arguments startcommand runcommand dockercommand run exec",
            ),
            ("stateful", "isstateful statefulset"),
            (
                "/code/image",
                "dockerimage imageuri imageurl imagename imageref containerimage",
            ),
            ("/code/src", "source sourcedir sourcepath context rootdir"),
            (
                "/autoscaling/min",
                "minreplicas mininstances minscale mincapacity mincount minmachinesrunning",
            ),
            (
                "/autoscaling/max",
                "maxreplicas maxinstances maxscale maxcapacity maxcount",
            ),
            ("/autoscaling/desired", "desiredreplicas desiredcapacity"),
            (
                "/ports/0/port",
                "containerport listenport internalport httpport targetport",
            ),
            ("/ports/0/expose", "exposeas exposure expose"),
        ],
    },
    OtherNames {
        object: "port",
        keys: &[
            (
                "port",
                "containerport target targetport internalport listenport portnumber number localport \
value hostport published publishedport publicport externalport external nodeport",
            ),
            ("expose", "public exposed exposeas exposure"),
        ],
    },
    OtherNames {
        object: "healthCheck",
        keys: &[
            ("path", "endpoint uri url httppath requestpath route"),
            ("port", "targetport httpport containerport"),
            ("method", "verb httpmethod"),
            (
                "timeoutSeconds",
                "timeout timeoutsec timeoutms timeoutmilliseconds requesttimeout",
            ),
            (
                "failureThreshold",
                "retries failures maxretries unhealthythreshold unhealthythresholdcount maxfailures \
attempts",
            ),
        ],
    },
    OtherNames {
        object: "autoscaling",
        keys: &[
            (
                "min",
                "minreplicas mininstances minscale mincapacity mincount minpods minsize minimum lower \
floor minmachinesrunning",
            ),
            (
                "desired",
                "desiredreplicas desiredcapacity desiredcount desiredsize initial initialscale \
initialreplicas start",
            ),
            (
                "max",
                "maxreplicas maxinstances maxscale maxcapacity maxcount maxpods maxsize maximum upper \
ceiling",
            ),
            (
                "targetCpuPercent",
                "cpu cputarget cpuutilization cpupercent averagecpu",
            ),
            (
                "targetMemoryPercent",
                "memory memorytarget memoryutilization memorypercent",
            ),
            (
                "targetHttpInFlightPerReplica",
                "concurrency containerconcurrency targetconcurrency targetconcurrentrequests \
requestsperreplica maxconcurrency",
            ),
            (
                "maxHttpP95LatencyMs",
                "latency p95 p95latency p95latencyms maxlatencyms",
            ),
        ],
    },
    OtherNames {
        object: "cpu",
        keys: AMOUNT,
    },
    OtherNames {
        object: "memory",
        keys: AMOUNT,
    },
    OtherNames {
        object: "gpu",
        keys: &[
            ("type", "model kind name accelerator gputype"),
            ("count", "number quantity amount num gpucount"),
        ],
    },
    OtherNames {
        object: "persistentStorage",
        keys: &[
            ("size", "capacity storage disksize volumesize amount"),
            (
                "mountPath",
                "path mount mountpoint target containerpath destination dir directory",
            ),
        ],
    },
    OtherNames {
        object: "image",
        keys: &[(
            "image",
            "uri reference ref name repository url dockerimage imageuri",
        )],
    },
    OtherNames {
        object: "source",
        keys: &[
            ("src", "source context path dir directory folder rootdir"),
            ("toolchain", "builder build runtime language"),
        ],
    },
    OtherNames {
        object: "docker",
        keys: &[
            ("dockerfile", "file dockerfilepath path"),
            ("buildArgs", "args arguments buildarguments"),
            ("target", "stage targetstage buildtarget"),
        ],
    },
    OtherNames {
        object: "link",
        keys: &[
            ("type", "kind resourcetype"),
            ("id", "name resource resourceid ref"),
        ],
    },
    OtherNames {
        object: "rust",
        keys: BINARY,
    },
    OtherNames {
        object: "typescript",
        keys: BINARY,
    },
    OtherNames {
        object: "resource",
        keys: &[("dependencies", "dependson")],
    },
];

const AMOUNT: &[(&str, &str)] = &[
    (
        "min",
        "requests request reservation reservations reserved minimum lower soft guaranteed",
    ),
    (
        "desired",
        "limits limit max maximum upper hard preferred target",
    ),
];

const BINARY: &[(&str, &str)] = &[("binaryName", "binary bin name binname")];

/// What a name of another tool means in an object: a key of the object, or a path from the container. Also how certain that is
/// among the names for that key: 0 is the most certain one.
pub(crate) fn other_names(object: &str, name: &str) -> impl Iterator<Item = (&'static str, usize)> {
    let names = OTHER_NAMES.iter().find(|names| names.object == object);
    let keys = names.map_or(&[][..], |names| names.keys).iter();
    keys.filter_map(move |(meant, others)| {
        let mut others = others.split_whitespace();
        let rank = others.position(|other| is_same_name(name, other))?;
        Some((*meant, rank))
    })
}

/// The first of [`other_names`].
pub(crate) fn other_name(object: &str, name: &str) -> Option<(&'static str, usize)> {
    other_names(object, name).next()
}

/// Whether two names have the same letters and digits, ignoring case.
pub(crate) fn is_same_name(name: &str, other: &str) -> bool {
    letters(name).eq(letters(other))
}

fn letters(name: &str) -> impl Iterator<Item = u8> {
    let bytes = name.bytes().filter(|byte| byte.is_ascii_alphanumeric());
    bytes.map(|byte| byte.to_ascii_lowercase())
}

/// The objects of a container, each with its path.
static PLACES: [(&str, &Object); 10] = [
    ("", &CONTAINER),
    ("/code", &IMAGE),
    ("/code", &SOURCE),
    ("/code/toolchain", &DOCKER),
    ("/code/toolchain", &RUST),
    ("/code/toolchain", &TYPESCRIPT),
    ("/autoscaling", &AUTOSCALING),
    ("/persistentStorage", &PERSISTENT_STORAGE),
    ("/healthCheck", &HEALTH_CHECK),
    ("/ports/0", &PORT),
];

/// Names that many objects have, here or elsewhere, so that they don't say where a value belongs.
const COMMON: [&str; 14] = [
    "type", "id", "min", "max", "desired", "path", "port", "method", "size", "target", "count",
    "cluster", "cpu", "memory",
];

/// The path of the object of a container that has a key, and the key, unless many objects have such a key.
pub(crate) fn place_of(name: &str) -> Option<(&'static str, &'static Key)> {
    if COMMON.iter().any(|common| is_same_name(name, common)) {
        return None;
    }
    PLACES.iter().find_map(|(path, object)| {
        let key = object
            .keys
            .iter()
            .find(|key| is_same_name(name, key.name))?;
        Some((*path, key))
    })
}

/// The key at a path of a container such as `/code/image`, with the path of its object.
pub(crate) fn key_at(path: &'static str) -> Option<(&'static str, &'static Key)> {
    let (parent, name) = path.rsplit_once('/')?;
    let mut objects = PLACES.iter().filter(|(path, _)| *path == parent);
    let key = objects.find_map(|(_, object)| object.keys.iter().find(|key| key.name == name))?;
    Some((parent, key))
}

/// Whether the variant of an object with a `type` has a key; `None` if no object has this `type`.
pub(crate) fn key_of_variant(variant: &str, name: &str) -> Option<bool> {
    let mut variants = PLACES.iter().filter(|(path, _)| path.starts_with("/code"));
    let (_, object) = variants.find(|(_, object)| object.name == variant)?;
    Some(object.keys.iter().any(|key| key.name == name))
}

/// Keys that only one variant has, here or in other tools, and the `type` of that variant.
pub(crate) const TYPES_BY_KEY: [(&str, &str); 11] = [
    ("image", "image"),
    ("repository", "image"),
    ("uri", "image"),
    ("src", "source"),
    ("source", "source"),
    ("context", "source"),
    ("toolchain", "source"),
    ("dockerfile", "docker"),
    ("buildArgs", "docker"),
    ("target", "docker"),
    ("dockerfile", "source"),
];

/// Keys of health probes of other tools that contain the request.
pub(crate) const REQUESTS: [&str; 3] = ["httpGet", "http", "httpget"];

/// Keys around the settings of a container in files of other tools.
pub(crate) const WRAPPERS: [&str; 8] = [
    "spec",
    "template",
    "container",
    "deploy",
    "settings",
    "options",
    "properties",
    "service",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_leads_to_a_key() {
        let objects: [&Object; 15] = [
            &CONTAINER,
            &IMAGE,
            &SOURCE,
            &TYPESCRIPT,
            &RUST,
            &DOCKER,
            &CPU,
            &MEMORY,
            &GPU,
            &PORT,
            &AUTOSCALING,
            &PERSISTENT_STORAGE,
            &HEALTH_CHECK,
            &LINK,
            &RESOURCE,
        ];
        for names in &OTHER_NAMES {
            let object = objects.iter().find(|object| object.name == names.object);
            let object = object.unwrap_or_else(|| panic!("no object {}", names.object));
            for (meant, others) in names.keys {
                let is_own = object.keys.iter().any(|key| key.name == *meant);
                assert!(is_own || key_at(meant).is_some(), "{meant}");
                for other in others.split_whitespace() {
                    assert_eq!(other, letters(other).map(char::from).collect::<String>());
                }
            }
        }
    }

    #[test]
    fn keys_have_places() {
        assert_eq!(
            place_of("mount_path").map(|(path, _)| path),
            Some("/persistentStorage")
        );
        assert_eq!(
            place_of("dockerfile").map(|(path, _)| path),
            Some("/code/toolchain")
        );
        assert!(place_of("id").is_none() && place_of("volumes").is_none());
        assert_eq!(other_name("port", "containerPort"), Some(("port", 0)));
    }
}
