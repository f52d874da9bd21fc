# frozen_string_literal: true

require_relative "helper"
require "pp"

# Builders, what they return, and the errors that they raise.
class TestBuilder < Minitest::Test
  include Helper

  def test_a_resource
    api = container.expose("http").build
    assert_equal ["api", "container", []], [api.id, api.type, api.warnings]
    assert_equal({ "type" => "container", "id" => "api" }, api.ref)
    assert_equal [{ "port" => 8080, "expose" => "http" }], api.config["ports"]
    assert_equal api.config, JSON.parse(api.json)
    assert_equal %({"api":#{api.json}}), JSON.generate({ api: api })
    assert_same api.config, api.to_h
    assert_equal api, Alien::Container.from(api).build
    assert_equal api, Alien::Container.from(api.config).build
    assert_equal api.hash, Alien::Container.from(JSON.parse(api.json)).build.hash
    refute_equal api, container.build
    assert Alien.validate(api).valid?
  end

  def test_results_are_frozen
    api = container.build
    [api, api.config, api.config["ports"], api.config["ports"][0], api.json, api.warnings, api.id].each do |value|
      assert_predicate value, :frozen?
    end
    report = Alien.validate('{"id": "api", "memory": "1Gi"}')
    found = report.diagnostics.first
    [report, report.diagnostics, found, found.message, found.range, found.fixes].each do |value|
      assert_predicate value, :frozen?
    end
  end

  def test_a_block_gets_the_builder
    api = Alien::Container.new("api") do |builder|
      builder.code(type: "image", image: "ghcr.io/acme/api:v1").cpu(1).memory("1Gi")
      builder.port(8080).permissions("execution")
    end
    assert_equal container.build, api.build
    shop = Alien::Stack.new("shop") { |builder| builder.add(Alien::Kv.new("keys"), "frozen") }
    assert_equal ["keys"], shop.build.config["resources"].keys
  end

  def test_declared_resources
    { Alien::Storage => "storage", Alien::Kv => "kv", Alien::Queue => "queue", Alien::Vault => "vault" }.each do |type, name|
      resource = type.new("a")
      assert_equal({ "type" => name, "id" => "a" }, resource.ref)
      assert_equal %({"type":"#{name}","id":"a"}), resource.build.json
      assert_equal [type.new("a"), type.new("a").hash], [resource, resource.hash]
      assert_equal [resource.build, resource.build.hash], [type.new("a").build, type.new("a").build.hash]
      refute_equal resource, type.new("b")
      refute_equal resource.build, type.new("b").build
      assert_equal %(#<#{type} "a">), resource.inspect
    end
  end

  def test_a_builder_can_be_built_again
    builder = container
    first = builder.build
    assert_equal first, builder.build
    assert_equal "gpu", builder.pool("gpu").build.config["pool"]
    refute_includes first.config, "pool"
  end

  def test_copies_are_independent
    %i[dup clone].each do |copy|
      builder = container
      other = builder.public_send(copy).pool("other")
      builder.cluster("own")
      assert_equal [nil, "own"], builder.build.config.values_at("pool", "cluster")
      assert_equal ["other", nil], other.build.config.values_at("pool", "cluster")
      stack = Alien::Stack.new("shop").add(Alien::Kv.new("a"), "frozen")
      larger = stack.public_send(copy).add(Alien::Kv.new("b"), "frozen")
      assert_equal [["a"], %w[a b]], [stack, larger].map { |built| built.build.config["resources"].keys }
    end
  end

  def test_a_frozen_builder
    builder = container.freeze
    assert_raises(FrozenError) { builder.pool("a") }
    assert_equal "a", builder.dup.pool("a").build.config["pool"]
    assert_raises(FrozenError) { builder.clone.pool("a") }
    assert_equal "api", builder.build.id
  end

  def test_subclasses
    type = Class.new(Alien::Container) do
      def initialize
        super("worker")
        memory("1Gi")
      end
    end
    assert_equal "worker", type.new.ref["id"]
    assert_instance_of type, type.from(container.build)
    assert_includes problems(type.new.validate), "missing-field /cpu"
  end

  def test_references
    assert_equal({ "type" => "container", "id" => "api" }, container.ref)
    assert_equal "api", Alien::Container.from(container.build).ref["id"]
    assert_equal "x", Alien::Container.from({ id: "x" }).ref["id"]
    assert_nil Alien::Container.from(5).ref["id"]
    linked = container("web").link(container).link(container("db").build).build
    assert_equal %w[api db], linked.config["links"].map { |link| link["id"] }
  end

  def test_later_calls_of_a_builder_do_not_change_a_stack
    api = container
    stack = Alien::Stack.new("shop").permissions(profiles: { execution: {} }).add(api, "live")
    api.pool("later")
    refute_includes stack.build.config["resources"]["api"]["config"], "pool"
  end

  def test_an_unbuilt_builder_is_not_a_declaration
    found = Alien.validate(container).diagnostics.first
    assert_includes found.message, "an Alien::Container that was not built"
    assert_equal "call build() on it", found.help
    refute Alien::Stack.new("a").add(Alien::Stack.new("b"), "live").validate.valid?
    refute Alien::Container.from(container).validate.valid?
  end

  def test_an_error
    error = assert_raises(Alien::ValidationError) { Alien::Container.new("api").port(70_000).build }
    assert_kind_of StandardError, error
    assert_includes error.message, "port 70000 is not between 1 and 65535"
    assert_equal error.report.diagnostics, error.diagnostics
    refute_predicate error, :truncated?
    refute_predicate error.report, :valid?
    case error.diagnostics.find { |found| found.code == "port-out-of-range" }
    in { code:, severity: "error", data: { value: 70_000, min: 1, max: }, call: { method: "port", number: 1, text: } }
      assert_equal ["port-out-of-range", 65_535, ".port(70000)"], [code, max, text]
    end
  end

  def test_what_people_see
    builder = container.expose_port(8080, "tcp").environment({ A: "hunter2" }).stateful(false)
    expected = 'Alien::Container.new("api").code(…).cpu(1).memory("1Gi").port(8080).permissions("execution")' \
               '.expose_port(8080, "tcp").environment(…).stateful(false)'
    assert_equal expected, builder.inspect
    assert_equal expected, builder.to_s
    assert_equal expected, builder.pretty_inspect.chomp
    assert_equal expected, JSON.parse(builder.to_json)["calls"].join
    built = builder.build
    assert_match(/\A#<Alien::Resource \{"type" ?=> ?"container", "id" ?=> ?"api"/, built.inspect)
    refute_includes built.pretty_inspect, "hunter2"
    assert_includes built.json, "hunter2"
    assert_match(/\A#<struct Alien::Report valid=true/, Alien.validate(built).inspect)
  end

  def test_results_as_json
    text = '{"id": "api", "memory": "1Gi"}'
    report = Alien.validate(text)
    assert_equal Alien.render(report, format: "json").strip, report.to_json
    found = JSON.parse(JSON.generate([report]))[0]["diagnostics"].find { |diagnostic| diagnostic["path"] == "/memory" }
    assert_includes found["fixes"][0].keys, "textEdits"
  end

  def test_a_fix_is_applied
    text = '{"id": "api", "memory": "1Gi"}'
    fixed = '{"id": "api", "memory": {"min": "1Gi", "desired": "1Gi"}}'
    fix = Alien.validate(text).diagnostics.flat_map(&:fixes).first
    assert_equal fixed, Alien.apply_fix(text, fix)
    assert_equal fixed, Alien.apply_fix(text, JSON.parse(fix.to_json))
    assert_equal Encoding::UTF_8, Alien.apply_fix(text.b, fix).encoding
  end

  def test_differences
    before = container.replicas(2).build
    after = Alien::Container.from(before).replicas(3).build
    case Alien.diff(before, after)
    in { changes: [{ kind: "changed", path:, before: "2", after: "3", refused: false, loses_data: false }], text: }
      assert_equal ["/replicas", "~ replicas: 2 → 3\n"], [path, text]
    end
    assert_raises(Alien::ValidationError) { Alien.diff(before, {}) }
  end

  def test_a_state
    outputs = {
      name: "api", status: "running", currentReplicas: 1, desiredReplicas: 1, internalDns: "api.shop",
      url: "https://kim:hunter2@example.com", replicas: [{ replicaId: "a", healthy: false }], extra: 1
    }
    given = { platform: "aws", resources: { api: { type: "container", status: "running", outputs: outputs } } }
    state = Alien::StackState.parse(given)
    assert_equal [["api"], "aws", []], [state.ids, state.platform, state.report.diagnostics]
    api = state.container(:api)
    assert_equal ["api.shop", 1, { "extra" => 1 }], [api.internal_dns, api.current_replicas, api.others]
    assert_equal ["a"], api.unhealthy_replicas.map(&:replica_id)
    refute_predicate api, :running?
    assert_nil state.reason("api")
    assert_equal 'this state has no resource "web"', state.reason("web")
    assert_equal [state, state.hash], [Alien::StackState.parse(state), Alien::StackState.parse(state.to_json).hash]
    assert_includes Alien::StackState.parse("[]").reason("api"), "this state can't be read: "
    [state, api, state.resources["api"]].each do |shown|
      [shown.inspect, shown.to_s, shown.pretty_inspect].each { |text| refute_includes text, "hunter2" }
    end
    assert Ractor.shareable?(state)
  end

  def test_explanations
    explanation = Alien.explain("no-ports")
    assert_equal ["no-ports", "error", "no port is declared"], explanation.to_h.values_at(:code, :severity, :summary)
    refute Alien.validate(explanation.fails).valid?
    assert Alien.validate(explanation.passes).valid?
    assert_nil Alien.explain("no-such-code")
    codes = Alien.catalog.codes.map(&:code)
    assert_equal codes.sort, codes
  end

  def test_the_version
    assert_equal Alien.version, Alien::VERSION
    assert_equal Alien::VERSION, Gem.loaded_specs.fetch("alien-sdk").version.to_s
  end
end
