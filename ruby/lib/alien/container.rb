# frozen_string_literal: true

module Alien
  # Declares a container.
  #
  # Methods can be called in any order. `build` validates all calls together; before that, the only error is an
  # `ArgumentError` for a wrong number of arguments or an unknown keyword. Arguments are copied, so changing one after the call
  # has no effect. Symbols may be used as strings. If a setter is called twice, the last call wins.
  #
  # Each method changes the builder and returns it; it doesn't return a new one. To use a builder as a template, copy it with
  # `dup`. A builder can be changed and built again after `build`.
  #
  #   api = Alien::Container.new("api")
  #     .code(type: "image", image: "ghcr.io/acme/api:v1")
  #     .cpu(1)
  #     .memory("1Gi")
  #     .port(8080)
  #     .expose("http")
  #     .permissions("execution")
  #     .build
  #   api.config["ports"] # => [{"port"=>8080, "expose"=>"http"}]
  class Container < Builder
    # The keywords of the methods that take an object.
    KEYWORDS = {
      code: %i[type image src toolchain],
      cpu: %i[min desired],
      memory: %i[min desired],
      auto_scale: %i[
        min desired max target_cpu_percent target_memory_percent target_http_in_flight_per_replica max_http_p95_latency_ms
      ],
      persistent_storage: %i[mount_path],
      gpu: %i[type count],
      health_check: %i[path port method timeout_seconds failure_threshold]
    }.freeze
    private_constant :KEYWORDS

    # Starts the declaration of a container. The ID is a lowercase DNS label, such as `api` or `vector-reader`. A block gets the
    # builder.
    #
    #   Alien::Container.new("api") { |api| api.port(8080) }
    def initialize(id)
      super(Method::CONTAINER, id)
    end

    # Creates a builder from an existing declaration, for example one of a container that was built before. Further calls add
    # to the declaration or replace parts of it. `build` reports any problems of the declaration.
    #
    #   larger = Alien::Container.from(api).memory("4Gi").build
    def self.from(config)
      allocate.tap { |builder| builder.send(:start_from, config) }
    end

    # Sets what the container runs: an existing image, or an image that is built from source code.
    #
    # The toolchain that builds source code is `typescript` (Bun), `rust` (Cargo) or `docker` (a Dockerfile).
    #
    #   container.code(type: "image", image: "ghcr.io/acme/api:v1")
    #   container.code(type: "source", src: "./api", toolchain: { type: "docker" })
    #   container.code({ "type" => "image", "image" => "ghcr.io/acme/api:v1" })
    def code(code = ABSENT, **keywords)
      record_object(Method::CODE, :code, code, keywords, KEYWORDS[:code])
    end

    # Sets the CPU, in vCPUs, or as a string in millicores (`"500m"`). A single amount sets both the minimum and the desired
    # amount.
    #
    #   container.cpu(1)
    #   container.cpu("500m")
    #   container.cpu(min: "0.5", desired: "2")
    def cpu(cpu = ABSENT, **keywords)
      record_object(Method::CPU, :cpu, cpu, keywords, KEYWORDS[:cpu])
    end

    # Sets the memory: a number with a unit, `Ki`, `Mi`, `Gi`, `Ti` (powers of 1024) or `k`, `M`, `G`, `T` (powers of 1000). A
    # single size sets both the minimum and the desired amount.
    #
    #   container.memory("512Mi")
    #   container.memory(min: "512Mi", desired: "1Gi")
    def memory(size = ABSENT, **keywords)
      record_object(Method::MEMORY, :memory, size, keywords, KEYWORDS[:memory])
    end

    # Adds a port that the container listens on, 1–65535. A container needs at least one port, added with `port`, `ports` or
    # `expose_port`.
    #
    #   container.port(8080)
    def port(port)
      record(Method::PORT, port)
    end

    # Adds several ports, 1–65535. A range or an enumerator is read by this call.
    #
    #   container.ports([9090, 9091])
    #   container.ports(8000..8002)
    def ports(ports)
      record(Method::PORTS) { |tape| tape.write_list(ports) }
    end

    # Makes the first port public. `build` determines which port is the first. Only one port may be public.
    #
    #   container.port(8080).expose("http")
    def expose(protocol)
      record(Method::EXPOSE, protocol)
    end

    # Makes a port public, and adds it if it hasn't been added yet. Only one port may be public.
    #
    #   container.expose_port(8080, "tcp")
    def expose_port(port, protocol)
      record(Method::EXPOSE_PORT, port, protocol)
    end

    # Sets a fixed number of replicas. It can't be combined with autoscaling.
    #
    #   container.replicas(3)
    def replicas(count)
      record(Method::REPLICAS, count)
    end

    # Sets the minimum and the desired number of replicas for autoscaling. If no maximum is set, it is 10 times this number.
    #
    #   container.min_replicas(2)
    def min_replicas(count)
      record(Method::MIN_REPLICAS, count)
    end

    # Sets the maximum number of replicas for autoscaling. If no minimum is set, it is 1.
    #
    #   container.max_replicas(20)
    def max_replicas(count)
      record(Method::MAX_REPLICAS, count)
    end

    # Sets all autoscaling options, and replaces any earlier scaling options. The CPU and memory targets are percentages.
    #
    #   container.auto_scale(min: 2, desired: 4, max: 20, target_cpu_percent: 70)
    #   container.auto_scale({ "min" => 2, "desired" => 4, "max" => 20, "targetCpuPercent" => 70 })
    def auto_scale(scaling = ABSENT, **keywords)
      record_object(Method::AUTO_SCALE, :auto_scale, scaling, keywords, KEYWORDS[:auto_scale])
    end

    # Sets whether replicas have a stable identity. Default: true if there is persistent storage, otherwise false.
    #
    #   container.stateful(true)
    def stateful(enabled)
      record(Method::STATEFUL, enabled)
    end

    # Adds persistent storage, which is kept when a replica restarts or moves, and makes the container stateful. The size is a
    # number with a unit, as for `memory`. The default mount path is `/data`.
    #
    #   container.persistent_storage("500Gi")
    #   container.persistent_storage("500Gi", mount_path: "/var/lib/data")
    def persistent_storage(size, options = ABSENT, **keywords)
      options = fields("persistent_storage", options, keywords, KEYWORDS[:persistent_storage])
      record(Method::PERSISTENT_STORAGE, size, *options)
    end

    # Requests scratch storage, which may be lost when a replica restarts or moves. The size is a number with a unit, as for
    # `memory`.
    #
    #   container.ephemeral_storage("100Gi")
    def ephemeral_storage(size)
      record(Method::EPHEMERAL_STORAGE, size)
    end

    # Requests 1–8 GPUs of one type. The machine pools of the deployment determine where the container can run.
    #
    #   container.gpu(type: "nvidia-t4", count: 1)
    def gpu(gpu = ABSENT, **keywords)
      record_object(Method::GPU, :gpu, gpu, keywords, KEYWORDS[:gpu])
    end

    # Sets the health check of the replicas. Defaults: `path` is `/health`, `port` is the first port, `method` is `GET`,
    # `timeout_seconds` is 1, and `failure_threshold` is 3 consecutive failures.
    #
    #   container.health_check(path: "/ready", port: 8080, timeout_seconds: 2)
    #   container.health_check({ "path" => "/ready", "timeoutSeconds" => 2 })
    def health_check(check = ABSENT, **keywords)
      record_object(Method::HEALTH_CHECK, :health_check, check, keywords, KEYWORDS[:health_check])
    end

    # Adds environment variables. If a name is set several times, the last value wins.
    #
    #   container.environment("LOG_LEVEL" => "info")
    #   container.environment(LOG_LEVEL: "info", REGION: "eu")
    def environment(variables = ABSENT, **named)
      return record(Method::ENVIRONMENT, named) if ABSENT.equal?(variables)
      Options.reject("environment() takes an argument or keywords, but got both") unless named.empty?

      record(Method::ENVIRONMENT, variables)
    end

    # Gives the container access to another resource: an object with a method `ref`, which is called immediately, or a hash
    # with the type and ID.
    #
    #   container.link(Alien::Storage.new("uploads"))
    #   container.link({ type: "vault", id: "keys" })
    def link(resource)
      record(Method::LINK) { |tape| tape.write_reference(resource) }
    end

    # Sets the name of the permission profile. Required.
    #
    #   container.permissions("execution")
    def permissions(profile)
      record(Method::PERMISSIONS, profile)
    end

    # Advanced: sets the container cluster to run on. By default, Alien assigns or creates one.
    #
    #   container.cluster("compute")
    def cluster(id)
      record(Method::CLUSTER, id)
    end

    # Advanced: sets the machine pool of the cluster to run on.
    #
    #   container.pool("gpu")
    def pool(name)
      record(Method::POOL, name)
    end

    # Sets the command to run, with its arguments, instead of the image's default command.
    #
    #   container.command(["./server", "--port", "8080"])
    def command(words)
      record(Method::COMMAND) { |tape| tape.write_list(words) }
    end

    # Validates all calls and returns the container. Doesn't change the builder. Raises a `ValidationError` that lists all
    # problems if there is any error.
    #
    #   api = Alien::Container.new("api")
    #     .code(type: "image", image: "ghcr.io/acme/api:v1")
    #     .cpu(1)
    #     .memory("1Gi")
    #     .port(8080)
    #     .permissions("execution")
    #     .build
    #   api.warnings # => []
    def build
      Resource.from_json(*build_json)
    end

    # The type and ID of the container, as used in links. The container needn't be built yet.
    #
    #   Alien::Container.new("api").link(Alien::Container.new("db"))
    def ref
      { "type" => "container", "id" => @id || @existing_id }
    end

    private

    def start_from(config)
      start(Method::FROM, config)
      config = config.to_h if Resource === config
      @existing_id = config.fetch("id") { config.fetch(:id, nil) } if Hash === config
    end
  end
end
