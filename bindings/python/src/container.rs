//! The builder of containers.

use alien_sdk_core::internal::validate::DocumentKind;
use pyo3::exceptions::PyTypeError;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString, PyTuple, PyType};

use crate::arguments::{
    OMITTED, OptionalArgument, reject_unknown, required, too_many_arguments, write_keywords,
    write_reference,
};
use crate::builder::{
    self, Builder, SharedCalls, record, record_argument, record_argument_or_keywords, record_list,
};
use crate::calls::method_number;
use crate::report::Report;
use crate::resource::Resource;

/// Declares a container.
///
/// Methods can be called in any order. `build()` validates all calls together; before that, the only error is a
/// `TypeError` for a wrong number of arguments or an unknown keyword. Arguments are copied, so changing one after
/// the call has no effect. If a setter is called twice, the last call wins.
///
/// Each method changes the builder and returns it; it doesn't return a new one. To use a builder as a template, copy it
/// with `clone()`. A builder can be changed and built again after `build()`.
///
/// >>> api = (
/// ...     alien.Container("api")
/// ...     .code(type="image", image="ghcr.io/acme/api:v1")
/// ...     .cpu(1)
/// ...     .memory("1Gi")
/// ...     .port(8080)
/// ...     .expose("http")
/// ...     .permissions("execution")
/// ...     .build()
/// ... )
/// >>> api.config["ports"]
/// [{'port': 8080, 'expose': 'http'}]
#[pyclass(frozen, subclass, module = "alien")]
pub struct Container {
    pub calls: SharedCalls,
}

/// What a method returns: the builder itself.
type BuilderResult<'py> = PyResult<Bound<'py, Container>>;

impl Builder for Container {
    const KIND: DocumentKind = DocumentKind::Container;
    const FROM_CONFIG: u32 = method_number("from");

    fn calls(&self) -> &SharedCalls {
        &self.calls
    }
}

#[pymethods]
#[allow(clippy::too_many_arguments)]
impl Container {
    #[new]
    #[pyo3(signature = (*_arguments, **_keywords), text_signature = "(id)")]
    fn new(_arguments: &Bound<'_, PyTuple>, _keywords: Option<&Bound<'_, PyDict>>) -> Self {
        Self {
            calls: SharedCalls::new(),
        }
    }

    // def __init__(self, id: str) -> None
    fn __init__<'py>(slf: &Bound<'py, Self>, id: &Bound<'py, PyAny>) -> PyResult<()> {
        record_argument(slf, const { method_number("container") }, id).map(drop)
    }

    /// Creates a builder from an existing declaration, for example one of a container that was built before.
    /// Further calls add to the declaration or replace parts of it. `build()` reports any problems of the
    /// declaration.
    ///
    /// >>> larger = alien.Container.from_config(api).memory("4Gi").build()
    /// >>> larger.config["memory"]
    /// {'min': '4Gi', 'desired': '4Gi'}
    // def from_config(cls, config: Mapping[str, Any] | Resource[Any]) -> Self
    #[classmethod]
    fn from_config<'py>(
        class: &Bound<'py, PyType>,
        config: &Bound<'py, PyAny>,
    ) -> BuilderResult<'py> {
        builder::from_config(class, config)
    }

    /// Returns a copy of this builder. Further calls of one of them don't change the other.
    ///
    /// >>> base = alien.Container("worker").cpu(1).memory("1Gi").permissions("execution")
    /// >>> tests = base.clone().command(["./run-tests"])
    // def clone(self) -> Self
    fn clone<'py>(slf: &Bound<'py, Self>) -> BuilderResult<'py> {
        builder::copy(slf)
    }

    /// Sets what the container runs: an existing image, or an image that is built from source code.
    ///
    /// The toolchain that builds source code is `typescript` (Bun), `rust` (Cargo) or `docker` (a Dockerfile).
    ///
    /// >>> container = container.code(type="image", image="ghcr.io/acme/api:v1")
    /// >>> container = container.code(type="source", src="./api", toolchain={"type": "docker"})
    /// >>> container = container.code({"type": "image", "image": "ghcr.io/acme/api:v1"})
    // def code(
    //     self,
    //     code: ContainerCode = ...,
    //     *,
    //     type: Literal["image", "source"] = ...,
    //     image: str = ...,
    //     src: str = ...,
    //     toolchain: Toolchain = ...,
    // ) -> Self
    #[pyo3(
        signature = (code=OMITTED, *, r#type=OMITTED, image=OMITTED, src=OMITTED, toolchain=OMITTED, **others),
        text_signature = "($self, code=..., *, type=..., image=..., src=..., toolchain=...)"
    )]
    fn code<'py>(
        slf: &Bound<'py, Self>,
        code: OptionalArgument<'_, 'py>,
        r#type: OptionalArgument<'_, 'py>,
        image: OptionalArgument<'_, 'py>,
        src: OptionalArgument<'_, 'py>,
        toolchain: OptionalArgument<'_, 'py>,
        others: Option<&Bound<'_, PyDict>>,
    ) -> BuilderResult<'py> {
        let keywords = [
            ("type", "type", r#type),
            ("image", "image", image),
            ("src", "src", src),
            ("toolchain", "toolchain", toolchain),
        ];
        reject_unknown("code", others, &["code"], &keywords)?;
        record_argument_or_keywords(
            slf,
            const { method_number("code") },
            "code",
            code,
            &keywords,
        )
    }

    /// Sets the CPU, in vCPUs, or as a string in millicores (`"500m"`). A single amount sets both the minimum and the desired
    /// amount.
    ///
    /// >>> container = container.cpu(1)
    /// >>> container = container.cpu("500m")
    /// >>> container = container.cpu(min="0.5", desired="2")
    /// >>> container = container.cpu({"min": "0.5", "desired": "2"})
    // def cpu(self, cpu: float | str | Resources = ..., *, min: str = ..., desired: str = ...) -> Self
    #[pyo3(
        signature = (cpu=OMITTED, *, min=OMITTED, desired=OMITTED, **others),
        text_signature = "($self, cpu=..., *, min=..., desired=...)"
    )]
    fn cpu<'py>(
        slf: &Bound<'py, Self>,
        cpu: OptionalArgument<'_, 'py>,
        min: OptionalArgument<'_, 'py>,
        desired: OptionalArgument<'_, 'py>,
        others: Option<&Bound<'_, PyDict>>,
    ) -> BuilderResult<'py> {
        let keywords = [("min", "min", min), ("desired", "desired", desired)];
        reject_unknown("cpu", others, &["cpu"], &keywords)?;
        record_argument_or_keywords(slf, const { method_number("cpu") }, "cpu", cpu, &keywords)
    }

    /// Sets the memory: a number with a unit, `Ki`, `Mi`, `Gi`, `Ti` (powers of 1024) or `k`, `M`, `G`, `T` (powers
    /// of 1000). A single size sets both the minimum and the desired amount.
    ///
    /// >>> container = container.memory("512Mi")
    /// >>> container = container.memory(min="512Mi", desired="1Gi")
    // def memory(self, size: str | Resources = ..., *, min: str = ..., desired: str = ...) -> Self
    #[pyo3(
        signature = (size=OMITTED, *, min=OMITTED, desired=OMITTED, **others),
        text_signature = "($self, size=..., *, min=..., desired=...)"
    )]
    fn memory<'py>(
        slf: &Bound<'py, Self>,
        size: OptionalArgument<'_, 'py>,
        min: OptionalArgument<'_, 'py>,
        desired: OptionalArgument<'_, 'py>,
        others: Option<&Bound<'_, PyDict>>,
    ) -> BuilderResult<'py> {
        let keywords = [("min", "min", min), ("desired", "desired", desired)];
        reject_unknown("memory", others, &["size"], &keywords)?;
        record_argument_or_keywords(
            slf,
            const { method_number("memory") },
            "memory",
            size,
            &keywords,
        )
    }

    /// Adds a port that the container listens on, 1–65535. A container needs at least one port, added with `port`,
    /// `ports` or `expose_port`.
    ///
    /// >>> container = container.port(8080)
    // def port(self, port: int) -> Self
    fn port<'py>(slf: &Bound<'py, Self>, port: &Bound<'py, PyAny>) -> BuilderResult<'py> {
        record_argument(slf, const { method_number("port") }, port)
    }

    /// Adds several ports, 1–65535. An iterator is read by this call.
    ///
    /// >>> container = container.ports([9090, 9091])
    /// >>> container = container.ports(range(8000, 8003))
    // def ports(self, ports: list[int] | tuple[int, ...] | range | Iterator[int]) -> Self
    fn ports<'py>(slf: &Bound<'py, Self>, ports: &Bound<'py, PyAny>) -> BuilderResult<'py> {
        record_list(slf, const { method_number("ports") }, ports)
    }

    /// Makes the first port public. The first port is determined by `build()`. Only one port may be public.
    ///
    /// >>> container = container.port(8080).expose("http")
    // def expose(self, protocol: Protocol) -> Self
    fn expose<'py>(slf: &Bound<'py, Self>, protocol: &Bound<'py, PyAny>) -> BuilderResult<'py> {
        record_argument(slf, const { method_number("expose") }, protocol)
    }

    /// Makes a port public, and adds it if it hasn't been added yet. Only one port may be public.
    ///
    /// >>> container = container.expose_port(8080, "tcp")
    // def expose_port(self, port: int, protocol: Protocol) -> Self
    fn expose_port<'py>(
        slf: &Bound<'py, Self>,
        port: &Bound<'py, PyAny>,
        protocol: &Bound<'py, PyAny>,
    ) -> BuilderResult<'py> {
        record(slf, const { method_number("exposePort") }, |writer| {
            writer.write_value(port)?;
            writer.write_value(protocol)
        })
    }

    /// Sets a fixed number of replicas. It can't be combined with autoscaling.
    ///
    /// >>> container = container.replicas(3)
    // def replicas(self, count: int) -> Self
    fn replicas<'py>(slf: &Bound<'py, Self>, count: &Bound<'py, PyAny>) -> BuilderResult<'py> {
        record_argument(slf, const { method_number("replicas") }, count)
    }

    /// Sets the minimum and the desired number of replicas for autoscaling. If no maximum is set, it is 10 times
    /// this number.
    ///
    /// >>> container = container.min_replicas(2)
    // def min_replicas(self, count: int) -> Self
    fn min_replicas<'py>(slf: &Bound<'py, Self>, count: &Bound<'py, PyAny>) -> BuilderResult<'py> {
        record_argument(slf, const { method_number("minReplicas") }, count)
    }

    /// Sets the maximum number of replicas for autoscaling. If no minimum is set, it is 1.
    ///
    /// >>> container = container.max_replicas(20)
    // def max_replicas(self, count: int) -> Self
    fn max_replicas<'py>(slf: &Bound<'py, Self>, count: &Bound<'py, PyAny>) -> BuilderResult<'py> {
        record_argument(slf, const { method_number("maxReplicas") }, count)
    }

    /// Sets all autoscaling options, and replaces any earlier scaling options. The CPU and memory targets are
    /// percentages.
    ///
    /// >>> container = container.auto_scale(min=2, desired=4, max=20, target_cpu_percent=70)
    /// >>> container = container.auto_scale({"min": 2, "desired": 4, "max": 20, "targetCpuPercent": 70})
    // def auto_scale(
    //     self,
    //     scaling: Autoscaling = ...,
    //     *,
    //     min: int = ...,
    //     desired: int = ...,
    //     max: int = ...,
    //     target_cpu_percent: float = ...,
    //     target_memory_percent: float = ...,
    //     target_http_in_flight_per_replica: int = ...,
    //     max_http_p95_latency_ms: float = ...,
    // ) -> Self
    #[pyo3(
        signature = (
            scaling=OMITTED, *, min=OMITTED, desired=OMITTED, max=OMITTED, target_cpu_percent=OMITTED,
            target_memory_percent=OMITTED, target_http_in_flight_per_replica=OMITTED, max_http_p95_latency_ms=OMITTED,
            **others
        ),
        text_signature = "($self, scaling=..., *, min=..., desired=..., max=..., target_cpu_percent=..., \
            target_memory_percent=..., target_http_in_flight_per_replica=..., max_http_p95_latency_ms=...)"
    )]
    fn auto_scale<'py>(
        slf: &Bound<'py, Self>,
        scaling: OptionalArgument<'_, 'py>,
        min: OptionalArgument<'_, 'py>,
        desired: OptionalArgument<'_, 'py>,
        max: OptionalArgument<'_, 'py>,
        target_cpu_percent: OptionalArgument<'_, 'py>,
        target_memory_percent: OptionalArgument<'_, 'py>,
        target_http_in_flight_per_replica: OptionalArgument<'_, 'py>,
        max_http_p95_latency_ms: OptionalArgument<'_, 'py>,
        others: Option<&Bound<'_, PyDict>>,
    ) -> BuilderResult<'py> {
        let keywords = [
            ("min", "min", min),
            ("desired", "desired", desired),
            ("max", "max", max),
            ("target_cpu_percent", "targetCpuPercent", target_cpu_percent),
            (
                "target_memory_percent",
                "targetMemoryPercent",
                target_memory_percent,
            ),
            (
                "target_http_in_flight_per_replica",
                "targetHttpInFlightPerReplica",
                target_http_in_flight_per_replica,
            ),
            (
                "max_http_p95_latency_ms",
                "maxHttpP95LatencyMs",
                max_http_p95_latency_ms,
            ),
        ];
        reject_unknown("auto_scale", others, &["scaling"], &keywords)?;
        record_argument_or_keywords(
            slf,
            const { method_number("autoScale") },
            "auto_scale",
            scaling,
            &keywords,
        )
    }

    /// Sets whether replicas have a stable identity. Default: true if there is persistent storage, otherwise false.
    ///
    /// >>> container = container.stateful(True)
    // def stateful(self, enabled: bool) -> Self
    fn stateful<'py>(slf: &Bound<'py, Self>, enabled: &Bound<'py, PyAny>) -> BuilderResult<'py> {
        record_argument(slf, const { method_number("stateful") }, enabled)
    }

    /// Adds persistent storage, which is kept when a replica restarts or moves, and makes the container stateful.
    /// The size is a number with a unit, as for `memory`. The default mount path is `/data`.
    ///
    /// >>> container = container.persistent_storage("500Gi")
    /// >>> container = container.persistent_storage("500Gi", mount_path="/var/lib/data")
    /// >>> container = container.persistent_storage("500Gi", {"mountPath": "/var/lib/data"})
    // def persistent_storage(self, size: str, options: PersistentStorageOptions = ..., *, mount_path: str = ...) -> Self
    #[pyo3(
        signature = (size=OMITTED, options=OMITTED, *, mount_path=OMITTED, **others),
        text_signature = "($self, size, options=..., *, mount_path=...)"
    )]
    fn persistent_storage<'py>(
        slf: &Bound<'py, Self>,
        size: OptionalArgument<'_, 'py>,
        options: OptionalArgument<'_, 'py>,
        mount_path: OptionalArgument<'_, 'py>,
        others: Option<&Bound<'_, PyDict>>,
    ) -> BuilderResult<'py> {
        let keywords = [("mount_path", "mountPath", mount_path)];
        reject_unknown(
            "persistent_storage",
            others,
            &["size", "options"],
            &keywords,
        )?;
        let size = required("persistent_storage", "size", size)?;
        let has_keyword = mount_path.0.is_some();
        if options.0.is_some() && has_keyword {
            let message = "persistent_storage() takes options or 'mount_path', but got both";
            return Err(PyTypeError::new_err(message));
        }
        record(
            slf,
            const { method_number("persistentStorage") },
            |writer| {
                writer.write_value(&size)?;
                match options.0 {
                    Some(options) => writer.write_value(&options),
                    None if has_keyword => write_keywords(writer, &keywords),
                    None => Ok(()),
                }
            },
        )
    }

    /// Requests scratch storage, which may be lost when a replica restarts or moves. The size is a number with a
    /// unit, as for `memory`.
    ///
    /// >>> container = container.ephemeral_storage("100Gi")
    // def ephemeral_storage(self, size: str) -> Self
    fn ephemeral_storage<'py>(
        slf: &Bound<'py, Self>,
        size: &Bound<'py, PyAny>,
    ) -> BuilderResult<'py> {
        record_argument(slf, const { method_number("ephemeralStorage") }, size)
    }

    /// Requests 1–8 GPUs of one type. The machine pools of the deployment determine where the container can run.
    ///
    /// >>> container = container.gpu(type="nvidia-t4", count=1)
    // def gpu(self, gpu: Gpu = ..., *, type: str = ..., count: int = ...) -> Self
    #[pyo3(
        signature = (gpu=OMITTED, *, r#type=OMITTED, count=OMITTED, **others),
        text_signature = "($self, gpu=..., *, type=..., count=...)"
    )]
    fn gpu<'py>(
        slf: &Bound<'py, Self>,
        gpu: OptionalArgument<'_, 'py>,
        r#type: OptionalArgument<'_, 'py>,
        count: OptionalArgument<'_, 'py>,
        others: Option<&Bound<'_, PyDict>>,
    ) -> BuilderResult<'py> {
        let keywords = [("type", "type", r#type), ("count", "count", count)];
        reject_unknown("gpu", others, &["gpu"], &keywords)?;
        record_argument_or_keywords(slf, const { method_number("gpu") }, "gpu", gpu, &keywords)
    }

    /// Sets the health check of the replicas. Defaults: `path` is `/health`, `port` is the first port, `method` is
    /// `GET`, `timeout_seconds` is 1, and `failure_threshold` is 3 consecutive failures.
    ///
    /// >>> container = container.health_check(path="/ready", port=8080, timeout_seconds=2)
    /// >>> container = container.health_check({"path": "/ready", "timeoutSeconds": 2})
    // def health_check(
    //     self,
    //     check: HealthCheckInput = ...,
    //     *,
    //     path: str = ...,
    //     port: int = ...,
    //     method: HttpMethod = ...,
    //     timeout_seconds: int = ...,
    //     failure_threshold: int = ...,
    // ) -> Self
    #[pyo3(
        signature = (
            check=OMITTED, *, path=OMITTED, port=OMITTED, method=OMITTED, timeout_seconds=OMITTED,
            failure_threshold=OMITTED, **others
        ),
        text_signature = "($self, check=..., *, path=..., port=..., method=..., \
            timeout_seconds=..., failure_threshold=...)"
    )]
    fn health_check<'py>(
        slf: &Bound<'py, Self>,
        check: OptionalArgument<'_, 'py>,
        path: OptionalArgument<'_, 'py>,
        port: OptionalArgument<'_, 'py>,
        method: OptionalArgument<'_, 'py>,
        timeout_seconds: OptionalArgument<'_, 'py>,
        failure_threshold: OptionalArgument<'_, 'py>,
        others: Option<&Bound<'_, PyDict>>,
    ) -> BuilderResult<'py> {
        let keywords = [
            ("path", "path", path),
            ("port", "port", port),
            ("method", "method", method),
            ("timeout_seconds", "timeoutSeconds", timeout_seconds),
            ("failure_threshold", "failureThreshold", failure_threshold),
        ];
        reject_unknown("health_check", others, &["check"], &keywords)?;
        if check.0.is_none() {
            return record(slf, const { method_number("healthCheck") }, |writer| {
                write_keywords(writer, &keywords)
            });
        }
        record_argument_or_keywords(
            slf,
            const { method_number("healthCheck") },
            "health_check",
            check,
            &keywords,
        )
    }

    /// Adds environment variables. If a name is set several times, the last value wins.
    ///
    /// >>> container = container.environment({"LOG_LEVEL": "info"})
    /// >>> container = container.environment(LOG_LEVEL="info", REGION="eu")
    // def environment(self, variables: Mapping[str, str] = ..., /, **named: str) -> Self
    #[pyo3(signature = (variables=OMITTED, /, **named))]
    fn environment<'py>(
        slf: &Bound<'py, Self>,
        variables: OptionalArgument<'_, 'py>,
        named: Option<&Bound<'py, PyDict>>,
    ) -> BuilderResult<'py> {
        let method = const { method_number("environment") };
        match (variables.0, named) {
            (Some(variables), None) => record_argument(slf, method, &variables),
            (Some(_), Some(named)) => {
                let first = named.keys().get_item(0)?.cast_into::<PyString>()?;
                Err(too_many_arguments("environment", first.to_str()?))
            }
            (None, Some(named)) if is_dict_named_variables(named)? => Err(PyTypeError::new_err(
                "environment() takes a dict without a name, since every name is that of a variable: environment({…})",
            )),
            (None, Some(named)) => record_argument(slf, method, named),
            (None, None) => record_argument(slf, method, &PyDict::new(slf.py())),
        }
    }

    /// Gives the container access to another resource. `resource` is an object with a `ref()` method, which is
    /// called immediately, or a dict with the type and ID.
    ///
    /// >>> container = container.link(alien.Storage("uploads").build())
    /// >>> container = container.link({"type": "vault", "id": "keys"})
    // def link(self, resource: Linkable | ResourceRef) -> Self
    fn link<'py>(slf: &Bound<'py, Self>, resource: &Bound<'py, PyAny>) -> BuilderResult<'py> {
        record(slf, const { method_number("link") }, |writer| {
            write_reference(writer, resource)
        })
    }

    /// Returns the type and ID of the container, as used in links. The container needn't be built yet.
    ///
    /// >>> container = container.link(alien.Container("db"))
    // def ref(self) -> ResourceRef
    fn r#ref<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let reference = PyDict::new(py);
        reference.set_item(intern!(py, "type"), "container")?;
        if let Some(id) = self.calls.declared_id(py)? {
            reference.set_item(intern!(py, "id"), id)?;
        }
        Ok(reference)
    }

    /// Sets the name of the permission profile. Required.
    ///
    /// >>> container = container.permissions("execution")
    // def permissions(self, profile: str) -> Self
    fn permissions<'py>(slf: &Bound<'py, Self>, profile: &Bound<'py, PyAny>) -> BuilderResult<'py> {
        record_argument(slf, const { method_number("permissions") }, profile)
    }

    /// Advanced: sets the container cluster to run on. By default, Alien assigns or creates one.
    ///
    /// >>> container = container.cluster("compute")
    // def cluster(self, id: str) -> Self
    fn cluster<'py>(slf: &Bound<'py, Self>, id: &Bound<'py, PyAny>) -> BuilderResult<'py> {
        record_argument(slf, const { method_number("cluster") }, id)
    }

    /// Advanced: sets the machine pool of the cluster to run on.
    ///
    /// >>> container = container.pool("gpu")
    // def pool(self, name: str) -> Self
    fn pool<'py>(slf: &Bound<'py, Self>, name: &Bound<'py, PyAny>) -> BuilderResult<'py> {
        record_argument(slf, const { method_number("pool") }, name)
    }

    /// Sets the command to run, with its arguments, instead of the image's default command. An iterator is read by this
    /// call.
    ///
    /// >>> container = container.command(["./server", "--port", "8080"])
    // def command(self, words: list[str] | tuple[str, ...] | Iterator[str]) -> Self
    fn command<'py>(slf: &Bound<'py, Self>, words: &Bound<'py, PyAny>) -> BuilderResult<'py> {
        record_list(slf, const { method_number("command") }, words)
    }

    /// Validates all calls and returns the immutable container. Doesn't change the builder. Raises a
    /// `ValidationError` that lists all problems if there is any error.
    ///
    /// >>> container.build().id
    /// 'api'
    // def build(self) -> Resource[ContainerConfig]
    fn build(slf: &Bound<'_, Self>) -> PyResult<Resource> {
        builder::build(slf).map(Resource::container)
    }

    /// Validates all calls as `build` does, but returns a report instead of raising its errors. Each diagnostic has the file and
    /// line of its call.
    ///
    /// >>> report = alien.Container("api").port(70_000).validate()
    /// >>> [found.call.text for found in report.diagnostics if found.code == "port-out-of-range"]
    /// ['.port(70000)']
    // def validate(self) -> Report
    fn validate<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, Report>> {
        builder::validate(slf)
    }

    fn __repr__(&self) -> String {
        self.calls.python_code()
    }

    // def __reduce__(self) -> tuple[Any, ...]
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        builder::reduce(slf)
    }

    // def __copy__(self) -> Self
    fn __copy__<'py>(slf: &Bound<'py, Self>) -> BuilderResult<'py> {
        builder::copy(slf)
    }

    // def __deepcopy__(self, _memo: dict[int, Any], /) -> Self
    fn __deepcopy__<'py>(slf: &Bound<'py, Self>, _memo: &Bound<'py, PyAny>) -> BuilderResult<'py> {
        builder::copy(slf)
    }
}

/// Whether somebody passed all variables as an argument of the name that the parameter has.
fn is_dict_named_variables(named: &Bound<'_, PyDict>) -> PyResult<bool> {
    let variables = named.get_item("variables")?;
    Ok(named.len() == 1 && variables.is_some_and(|given| given.is_instance_of::<PyDict>()))
}
