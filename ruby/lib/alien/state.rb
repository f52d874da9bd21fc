# frozen_string_literal: true

module Alien
  # What a platform reports. `others` are keys that this version of the SDK doesn't know.
  module Reported
    # Returns an object with the members of JSON, whose keys are strings.
    def self.read(type, members, **converted)
      known, others = members.partition { |key, _| (type.members - [:others]).include?(Record.snake_case(key)) }
      fields = known.to_h.transform_keys { |key| Record.snake_case(key) }
      type.new(**fields, **converted, others: others.to_h.freeze).freeze
    end

    # Describes the object for people, without values that may be secret.
    def inspect
      shown = to_h.map { |name, value| "#{name}=#{shown(value)}" }
      "#<#{self.class} #{shown.join(", ")}>"
    end
    alias to_s inspect

    # What `pp` shows.
    def pretty_print(printer)
      printer.text(inspect)
    end

    private

    def shown(value)
      value.is_a?(::String) || value.is_a?(::Hash) ? Core.mask(value).inspect : value.inspect
    end
  end
  private_constant :Reported

  # One replica of a container: its ID; its `ordinal`, if replicas have a stable identity; the machine that it runs on; whether
  # it passes its health check; and its IP address inside the cluster. `others` are keys that this version doesn't know.
  ReplicaStatus = Struct.new(:replica_id, :ordinal, :machine_id, :healthy, :container_ip, :others, keyword_init: true) do
    include Reported
    # Whether the replica passes its health check.
    alias_method :healthy?, :healthy
  end

  # The outputs of a container.
  #
  # - `name`: the name of the container at run time.
  # - `status`: the status, such as `"running"`. A newer platform may report other values.
  # - `current_replicas`, `desired_replicas`: how many replicas are running, and how many should be.
  # - `internal_dns`: the host name inside the stack.
  # - `url`: the public URL, if a port is exposed.
  # - `replicas`: the replicas; empty if the platform doesn't list them.
  # - `others`: keys that this version of the SDK doesn't know.
  ContainerOutputs = Struct.new(
    :name, :status, :current_replicas, :desired_replicas, :internal_dns, :url, :replicas, :others, keyword_init: true
  ) do
    include Reported

    # Whether the container is running, has at least the desired number of replicas, and no listed replica is unhealthy.
    def running?
      status == "running" && current_replicas >= desired_replicas && unhealthy_replicas.empty?
    end

    # The replicas that fail their health check.
    def unhealthy_replicas
      replicas.reject(&:healthy)
    end
  end

  # The state of a resource.
  #
  # - `type`, `status`: the type and the deployment status, if they are valid.
  # - `outputs`: the outputs, if the resource is a container that has outputs; otherwise, `reason` says why there are none.
  ResourceState = Struct.new(:type, :status, :outputs, :reason, keyword_init: true) { include Reported }

  # The state of a deployed stack, with the outputs of its containers. It is frozen.
  #
  # The platform writes the state. A newer platform may write keys and statuses that this version of the SDK doesn't know; they
  # are kept.
  #
  #   text = '{"platform": "aws", "resources": {"api": {"type": "container", "status": "provisioning"}}}'
  #   state = Alien::StackState.parse(text)
  #   puts state.container("api")&.url || state.reason("api")
  class StackState
    # The problems found in the state. Invalid outputs of one container don't affect the others.
    attr_reader :report
    # The platform that the stack is deployed to; `nil` if the state can't be read.
    attr_reader :platform
    # The state of each resource, by ID; empty if the state can't be read.
    attr_reader :resources

    # Reads a state: JSON text or a hash. Problems of the state are reported, not raised. The options are those of
    # `Alien.validate`.
    #
    #   state = Alien::StackState.parse({ platform: "aws", resources: {} })
    #   state.report.diagnostics.each { |found| puts found.message }
    def self.parse(state, **options)
      options = Options.read("StackState.parse", options)
      json = Core.checked { AlienNative.read_state_json(Options.declaration(state, options), options) }
      Core.result(json) => { json:, report: }
      new(json.empty? ? {} : Core.parse(json), Core.report(report))
    end
    private_class_method :new

    def initialize(state, report)
      @state = state
      @report = report
      @platform = state["platform"]
      @resources = state.fetch("resources", {}).transform_values { |resource| read(resource) }
      Ractor.make_shareable(self)
    end

    # The IDs of the resources, in the order of the state.
    def ids
      resources.keys
    end

    # Returns the outputs of a container, or `nil` if there are none; then `reason` says why.
    def container(id)
      resources[id.to_s]&.outputs
    end

    # Returns the reason why a container has no outputs, or `nil` if it has outputs.
    def reason(id)
      resource = resources[id.to_s]
      return resource.reason if resource
      return "this state has no resource #{JSON.generate(Tape.utf8(id.to_s).scrub)}" unless @state.empty?

      "this state can't be read: #{report.diagnostics.first&.message || "it says nothing"}"
    end

    # The platform and the state of each resource as a hash, which `parse` reads again.
    def to_h
      @state
    end

    # The same as JSON.
    def to_json(*arguments)
      @state.to_json(*arguments)
    end

    def ==(other)
      other.instance_of?(StackState) && to_h == other.to_h && report == other.report
    end
    alias eql? ==

    def hash
      [@state, report].hash
    end

    # Describes the state for people, without values that may be secret.
    def inspect
      "#<#{self.class} #{Core.mask(@state)}>"
    end
    alias to_s inspect

    private

    def read(resource)
      outputs = resource["outputs"]&.then { |outputs| read_outputs(outputs) }
      ResourceState.new(type: resource["type"], status: resource["status"], outputs: outputs, reason: resource["reason"])
    end

    def read_outputs(outputs)
      replicas = (outputs["replicas"] || []).map { |replica| Reported.read(ReplicaStatus, replica) }
      Reported.read(ContainerOutputs, outputs, replicas: replicas)
    end
  end
end
