//! The builder of containers.

use std::sync::{Mutex, MutexGuard, PoisonError};

use alien_sdk_core::internal::validate::DocumentKind;
use alien_sdk_core::internal::wire::Report;
use pyo3::exceptions::PyTypeError;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString, PyTuple, PyType};

use crate::calls::{Calls, Recorded, number};
use crate::methods::{Builder, both, either, link, object, one, record};
use crate::report::refusal;
use crate::resource::Resource;
use crate::values::Given;

/// Declares a container.
///
/// Methods can be called in any order. `build()` validates all calls together; before that, the only error is a
/// `TypeError` for a wrong number of arguments or an unknown keyword. Arguments are copied, so changing one after
/// the call has no effect. If a setter is called twice, the last call wins. The builder can be used and built again
/// after `build()`.
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
    calls: Mutex<Calls>,
}

/// The result of a method: its builder.
type Same<'py> = PyResult<Bound<'py, Container>>;

impl Container {
    fn with(calls: Calls) -> Self {
        Self {
            calls: Mutex::new(calls),
        }
    }

    // INVARIANT: nothing that may run Python code is called while this is held.
    fn calls(&self) -> MutexGuard<'_, Calls> {
        self.calls.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Builder for Container {
    fn add_call(&self, call: Recorded) {
        self.calls().add(call);
    }
}

#[pymethods]
#[allow(clippy::too_many_arguments)]
impl Container {
    #[new]
    #[pyo3(signature = (*_arguments, **_keywords), text_signature = "(id)")]
    fn new(_arguments: &Bound<'_, PyTuple>, _keywords: Option<&Bound<'_, PyDict>>) -> Self {
        Self::with(Calls::new())
    }

    fn __init__<'py>(slf: &Bound<'py, Self>, id: &Bound<'py, PyAny>) -> PyResult<()> {
        one(slf, const { number("container") }, id).map(drop)
    }

    /// Creates a builder from an existing declaration, for example one of a container that was built before.
    /// Further calls add to the declaration or replace parts of it. `build()` reports any problems of the
    /// declaration.
    ///
    /// >>> larger = alien.Container.from_config(api).memory("4Gi").build()
    /// >>> larger.config["memory"]
    /// {'min': '4Gi', 'desired': '4Gi'}
    #[classmethod]
    fn from_config<'py>(class: &Bound<'py, PyType>, config: &Bound<'py, PyAny>) -> Same<'py> {
        let made = class.call_method1(intern!(class.py(), "__new__"), (class,))?;
        one(made.cast::<Self>()?, const { number("from") }, config)
    }

    /// Sets what the container runs: an existing image, or an image that is built from source code.
    ///
    /// The toolchain that builds source code is `typescript` (Bun), `rust` (Cargo) or `docker` (a Dockerfile).
    ///
    /// >>> container = container.code(type="image", image="ghcr.io/acme/api:v1")
    /// >>> container = container.code(type="source", src="./api", toolchain={"type": "docker"})
    /// >>> container = container.code({"type": "image", "image": "ghcr.io/acme/api:v1"})
    #[pyo3(signature = (code=Given(None), /, *, r#type=Given(None), image=Given(None), src=Given(None), toolchain=Given(None)))]
    fn code<'py>(
        slf: &Bound<'py, Self>,
        code: Given<'_, 'py>,
        r#type: Given<'_, 'py>,
        image: Given<'_, 'py>,
        src: Given<'_, 'py>,
        toolchain: Given<'_, 'py>,
    ) -> Same<'py> {
        let named = [
            ("type", "type", r#type),
            ("image", "image", image),
            ("src", "src", src),
            ("toolchain", "toolchain", toolchain),
        ];
        either(slf, const { number("code") }, "code", &code, &named)
    }

    /// Sets the CPU, in vCPUs. A number sets both the minimum and the desired amount.
    ///
    /// >>> container = container.cpu(1)
    /// >>> container = container.cpu(min="0.5", desired="2")
    /// >>> container = container.cpu({"min": "0.5", "desired": "2"})
    #[pyo3(signature = (cpu=Given(None), /, *, min=Given(None), desired=Given(None)))]
    fn cpu<'py>(
        slf: &Bound<'py, Self>,
        cpu: Given<'_, 'py>,
        min: Given<'_, 'py>,
        desired: Given<'_, 'py>,
    ) -> Same<'py> {
        let named = [("min", "min", min), ("desired", "desired", desired)];
        either(slf, const { number("cpu") }, "cpu", &cpu, &named)
    }

    /// Sets the memory: a number with a unit, `Ki`, `Mi`, `Gi`, `Ti` (powers of 1024) or `k`, `M`, `G`, `T` (powers
    /// of 1000). A single size sets both the minimum and the desired amount.
    ///
    /// >>> container = container.memory("512Mi")
    /// >>> container = container.memory(min="512Mi", desired="1Gi")
    #[pyo3(signature = (size=Given(None), /, *, min=Given(None), desired=Given(None)))]
    fn memory<'py>(
        slf: &Bound<'py, Self>,
        size: Given<'_, 'py>,
        min: Given<'_, 'py>,
        desired: Given<'_, 'py>,
    ) -> Same<'py> {
        let named = [("min", "min", min), ("desired", "desired", desired)];
        either(slf, const { number("memory") }, "memory", &size, &named)
    }

    /// Adds a port that the container listens on, 1–65535. A container needs at least one port, added with `port`,
    /// `ports` or `expose_port`.
    ///
    /// >>> container = container.port(8080)
    fn port<'py>(slf: &Bound<'py, Self>, port: &Bound<'py, PyAny>) -> Same<'py> {
        one(slf, const { number("port") }, port)
    }

    /// Adds several ports, 1–65535.
    ///
    /// >>> container = container.ports([9090, 9091])
    fn ports<'py>(slf: &Bound<'py, Self>, ports: &Bound<'py, PyAny>) -> Same<'py> {
        one(slf, const { number("ports") }, ports)
    }

    /// Makes the first port public. The first port is determined by `build()`. Only one port may be public.
    ///
    /// >>> container = container.port(8080).expose("http")
    fn expose<'py>(slf: &Bound<'py, Self>, protocol: &Bound<'py, PyAny>) -> Same<'py> {
        one(slf, const { number("expose") }, protocol)
    }

    /// Makes a port public, and adds it if it hasn't been added yet. Only one port may be public.
    ///
    /// >>> container = container.expose_port(8080, "tcp")
    fn expose_port<'py>(
        slf: &Bound<'py, Self>,
        port: &Bound<'py, PyAny>,
        protocol: &Bound<'py, PyAny>,
    ) -> Same<'py> {
        record(slf, const { number("exposePort") }, |call| {
            call.value(port)?;
            call.value(protocol)
        })
    }

    /// Sets a fixed number of replicas. It can't be combined with autoscaling.
    ///
    /// >>> container = container.replicas(3)
    fn replicas<'py>(slf: &Bound<'py, Self>, count: &Bound<'py, PyAny>) -> Same<'py> {
        one(slf, const { number("replicas") }, count)
    }

    /// Sets the minimum and the desired number of replicas for autoscaling. If no maximum is set, it is 10 times
    /// this number.
    ///
    /// >>> container = container.min_replicas(2)
    fn min_replicas<'py>(slf: &Bound<'py, Self>, count: &Bound<'py, PyAny>) -> Same<'py> {
        one(slf, const { number("minReplicas") }, count)
    }

    /// Sets the maximum number of replicas for autoscaling. If no minimum is set, it is 1.
    ///
    /// >>> container = container.max_replicas(20)
    fn max_replicas<'py>(slf: &Bound<'py, Self>, count: &Bound<'py, PyAny>) -> Same<'py> {
        one(slf, const { number("maxReplicas") }, count)
    }

    /// Sets all autoscaling options, and replaces any earlier scaling options. The CPU and memory targets are
    /// percentages.
    ///
    /// >>> container = container.auto_scale(min=2, desired=4, max=20, target_cpu_percent=70)
    /// >>> container = container.auto_scale({"min": 2, "desired": 4, "max": 20, "targetCpuPercent": 70})
    #[pyo3(signature = (scaling=Given(None), /, *, min=Given(None), desired=Given(None), max=Given(None), target_cpu_percent=Given(None), target_memory_percent=Given(None), target_http_in_flight_per_replica=Given(None), max_http_p95_latency_ms=Given(None)))]
    fn auto_scale<'py>(
        slf: &Bound<'py, Self>,
        scaling: Given<'_, 'py>,
        min: Given<'_, 'py>,
        desired: Given<'_, 'py>,
        max: Given<'_, 'py>,
        target_cpu_percent: Given<'_, 'py>,
        target_memory_percent: Given<'_, 'py>,
        target_http_in_flight_per_replica: Given<'_, 'py>,
        max_http_p95_latency_ms: Given<'_, 'py>,
    ) -> Same<'py> {
        let named = [
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
        either(
            slf,
            const { number("autoScale") },
            "auto_scale",
            &scaling,
            &named,
        )
    }

    /// Sets whether replicas have a stable identity. Default: true if there is persistent storage, otherwise false.
    ///
    /// >>> container = container.stateful(True)
    fn stateful<'py>(slf: &Bound<'py, Self>, enabled: &Bound<'py, PyAny>) -> Same<'py> {
        one(slf, const { number("stateful") }, enabled)
    }

    /// Adds persistent storage, which is kept when a replica restarts or moves, and makes the container stateful.
    /// The size is a number with a unit, as for `memory`. The default mount path is `/data`.
    ///
    /// >>> container = container.persistent_storage("500Gi")
    /// >>> container = container.persistent_storage("500Gi", mount_path="/var/lib/data")
    /// >>> container = container.persistent_storage("500Gi", {"mountPath": "/var/lib/data"})
    #[pyo3(signature = (size, options=Given(None), /, *, mount_path=Given(None)))]
    fn persistent_storage<'py>(
        slf: &Bound<'py, Self>,
        size: &Bound<'py, PyAny>,
        options: Given<'_, 'py>,
        mount_path: Given<'_, 'py>,
    ) -> Same<'py> {
        if options.0.is_some() && mount_path.0.is_some() {
            let message = "persistent_storage() takes options or 'mount_path', but got both";
            return Err(PyTypeError::new_err(message));
        }
        let is_named = mount_path.0.is_some();
        let named = [("mount_path", "mountPath", mount_path)];
        record(slf, const { number("persistentStorage") }, |call| {
            call.value(size)?;
            match options.0 {
                Some(options) => call.value(&options),
                None if is_named => object(call, &named),
                None => Ok(()),
            }
        })
    }

    /// Requests scratch storage, which may be lost when a replica restarts or moves. The size is a number with a
    /// unit, as for `memory`.
    ///
    /// >>> container = container.ephemeral_storage("100Gi")
    fn ephemeral_storage<'py>(slf: &Bound<'py, Self>, size: &Bound<'py, PyAny>) -> Same<'py> {
        one(slf, const { number("ephemeralStorage") }, size)
    }

    /// Requests 1–8 GPUs of one type. The machine pools of the deployment determine where the container can run.
    ///
    /// >>> container = container.gpu(type="nvidia-t4", count=1)
    #[pyo3(signature = (gpu=Given(None), /, *, r#type=Given(None), count=Given(None)))]
    fn gpu<'py>(
        slf: &Bound<'py, Self>,
        gpu: Given<'_, 'py>,
        r#type: Given<'_, 'py>,
        count: Given<'_, 'py>,
    ) -> Same<'py> {
        let named = [("type", "type", r#type), ("count", "count", count)];
        either(slf, const { number("gpu") }, "gpu", &gpu, &named)
    }

    /// Sets the health check of the replicas. Defaults: `path` is `/health`, `port` is the first port, `method` is
    /// `GET`, `timeout_seconds` is 1, and `failure_threshold` is 3 consecutive failures.
    ///
    /// >>> container = container.health_check(path="/ready", port=8080, timeout_seconds=2)
    /// >>> container = container.health_check({"path": "/ready", "timeoutSeconds": 2})
    #[pyo3(signature = (check=Given(None), /, *, path=Given(None), port=Given(None), method=Given(None), timeout_seconds=Given(None), failure_threshold=Given(None)))]
    fn health_check<'py>(
        slf: &Bound<'py, Self>,
        check: Given<'_, 'py>,
        path: Given<'_, 'py>,
        port: Given<'_, 'py>,
        method: Given<'_, 'py>,
        timeout_seconds: Given<'_, 'py>,
        failure_threshold: Given<'_, 'py>,
    ) -> Same<'py> {
        let named = [
            ("path", "path", path),
            ("port", "port", port),
            ("method", "method", method),
            ("timeout_seconds", "timeoutSeconds", timeout_seconds),
            ("failure_threshold", "failureThreshold", failure_threshold),
        ];
        if check.0.is_none() {
            return record(slf, const { number("healthCheck") }, |call| {
                object(call, &named)
            });
        }
        either(
            slf,
            const { number("healthCheck") },
            "health_check",
            &check,
            &named,
        )
    }

    /// Adds environment variables. If a name is set several times, the last value wins.
    ///
    /// >>> container = container.environment({"LOG_LEVEL": "info"})
    /// >>> container = container.environment(LOG_LEVEL="info", REGION="eu")
    #[pyo3(signature = (variables=Given(None), /, **named))]
    fn environment<'py>(
        slf: &Bound<'py, Self>,
        variables: Given<'_, 'py>,
        named: Option<&Bound<'py, PyDict>>,
    ) -> Same<'py> {
        let method = const { number("environment") };
        match (variables.0, named) {
            (Some(variables), None) => one(slf, method, &variables),
            (Some(_), Some(named)) => {
                let first = named.keys().get_item(0)?.cast_into::<PyString>()?;
                Err(both("environment", first.to_str()?))
            }
            (None, Some(named)) => one(slf, method, named),
            (None, None) => one(slf, method, &PyDict::new(slf.py())),
        }
    }

    /// Gives the container access to another resource. `resource` is an object with a `ref()` method, which is
    /// called immediately, or the type and ID.
    ///
    /// >>> container = container.link(alien.Storage("uploads").build())
    /// >>> container = container.link({"type": "vault", "id": "keys"})
    fn link<'py>(slf: &Bound<'py, Self>, resource: &Bound<'py, PyAny>) -> Same<'py> {
        record(slf, const { number("link") }, |call| link(call, resource))
    }

    /// Sets the name of the permission profile. Required.
    ///
    /// >>> container = container.permissions("execution")
    fn permissions<'py>(slf: &Bound<'py, Self>, profile: &Bound<'py, PyAny>) -> Same<'py> {
        one(slf, const { number("permissions") }, profile)
    }

    /// Advanced: sets the container cluster to run on. By default, Alien assigns or creates one.
    ///
    /// >>> container = container.cluster("compute")
    fn cluster<'py>(slf: &Bound<'py, Self>, id: &Bound<'py, PyAny>) -> Same<'py> {
        one(slf, const { number("cluster") }, id)
    }

    /// Advanced: sets the machine pool of the cluster to run on.
    ///
    /// >>> container = container.pool("gpu")
    fn pool<'py>(slf: &Bound<'py, Self>, name: &Bound<'py, PyAny>) -> Same<'py> {
        one(slf, const { number("pool") }, name)
    }

    /// Sets the command to run, with its arguments, instead of the image's default command.
    ///
    /// >>> container = container.command(["./server", "--port", "8080"])
    fn command<'py>(slf: &Bound<'py, Self>, words: &Bound<'py, PyAny>) -> Same<'py> {
        one(slf, const { number("command") }, words)
    }

    /// Validates all calls and returns the immutable container. Doesn't change the builder. Raises a
    /// `ValidationError` that lists all problems if there is any error.
    ///
    /// >>> container.build().id
    /// 'api'
    fn build(slf: &Bound<'_, Self>) -> PyResult<Resource> {
        let py = slf.py();
        let mut calls = slf.get().calls();
        let (json, report) = calls.build(py);
        let report = report.unwrap_or(Report {
            valid: true,
            ..Report::default()
        });
        if report.valid {
            return Ok(Resource::container(json, report.diagnostics));
        }
        let id = calls.id();
        drop(calls);
        let kind = DocumentKind::Container;
        Err(refusal(py, report, kind, id.as_deref()))
    }

    /// Shows the calls so far with their scalar arguments only, since others may be secret.
    fn __repr__(&self) -> String {
        self.calls().text()
    }

    fn __copy__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        let py = slf.py();
        let class = slf.get_type();
        let made = class.call_method1(intern!(py, "__new__"), (class.clone(),))?;
        let calls = slf.get().calls().copy(py);
        *made.cast::<Self>()?.get().calls() = calls;
        if let Some(own) = slf.getattr_opt(intern!(py, "__dict__"))? {
            made.getattr(intern!(py, "__dict__"))?
                .call_method1(intern!(py, "update"), (own,))?;
        }
        Ok(made)
    }

    fn __deepcopy__<'py>(
        slf: &Bound<'py, Self>,
        _memo: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        Self::__copy__(slf)
    }
}
