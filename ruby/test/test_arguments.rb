# frozen_string_literal: true

require_relative "helper"

# The arguments of methods and functions: both forms of objects, and the errors for those that can't be used.
class TestArguments < Minitest::Test
  include Helper

  def test_keywords_and_hashes_are_the_same
    keywords = container
      .code(type: :source, src: "./api", toolchain: { type: :docker })
      .cpu(min: "0.5", desired: "1")
      .memory(min: "1Gi", desired: "2Gi")
      .auto_scale(min: 1, desired: 1, max: 2, target_cpu_percent: 70, target_http_in_flight_per_replica: 9)
      .gpu(type: "nvidia-t4", count: 1)
      .ephemeral_storage("10Gi")
      .health_check(path: "/ready", timeout_seconds: 2, failure_threshold: 4)
      .environment(LOG_LEVEL: "info")
    hashes = container
      .code({ "type" => "source", "src" => "./api", "toolchain" => { "type" => "docker" } })
      .cpu({ min: "0.5", desired: "1" })
      .memory("min" => "1Gi", "desired" => "2Gi")
      .auto_scale({ min: 1, desired: 1, max: 2, targetCpuPercent: 70, targetHttpInFlightPerReplica: 9 })
      .gpu({ type: "nvidia-t4", count: 1 })
      .ephemeral_storage(:"10Gi")
      .health_check({ "path" => "/ready", timeoutSeconds: 2, "failureThreshold" => 4 })
      .environment("LOG_LEVEL" => "info")
    assert_equal keywords.build, hashes.build
    stateful = ->(builder) { builder.replicas(1).build.config["persistentStorage"] }
    expected = { "size" => "1Gi", "mountPath" => "/x" }
    assert_equal expected, stateful.call(container.persistent_storage("1Gi", mount_path: "/x"))
    assert_equal expected, stateful.call(container.persistent_storage("1Gi", { mountPath: "/x" }))
  end

  def test_options_of_a_stack
    keys = Alien::Vault.new("keys")
    stack = -> { Alien::Stack.new("shop").permissions(profiles: { execution: {} }).add(keys, :frozen) }
    expected = [{ "type" => "vault", "id" => "keys" }]
    [
      { dependencies: [keys] },
      { "dependencies" => [keys.build] },
      { dependencies: [keys].each },
      { dependencies: [keys.ref] }
    ].each do |options|
      built = stack.call.add(container, :live, options).build
      assert_equal expected, built.config["resources"]["api"]["dependencies"]
    end
    built = stack.call.add(container.build, "live", dependencies: [keys]).build
    assert_equal expected, built.config["resources"]["api"]["dependencies"]
    [5, [1]].each { |options| refute stack.call.add(container, "live", options).validate.valid? }
  end

  # Names of keywords, in the JSON Schemas.
  def test_the_keywords_are_the_keys_of_the_schema
    schema = JSON.parse(Alien.json_schema)
    keys = lambda do |value|
      value = schema.dig(*value["$ref"].delete_prefix("#/").split("/")) if value["$ref"]
      inner = %w[anyOf oneOf].flat_map { |choice| value[choice] || [] }
      (value["properties"] || {}).keys | inner.flat_map(&keys)
    end
    known = Alien::Container.const_get(:KEYWORDS)
    in_schema = {
      code: "code", cpu: "cpu", memory: "memory", auto_scale: "autoscaling", gpu: "gpu", health_check: "healthCheck"
    }
    assert_equal known.keys - [:persistent_storage], in_schema.keys
    in_schema.each do |method, key|
      names = keys.call(schema["properties"][key]).map { |name| Helper.snake_case(name).to_sym }
      assert_equal names.sort, known[method].sort, method
    end
  end

  def test_unknown_keywords
    {
      -> { container.code(imge: "x") } => 'code() has no keyword "imge"; did you mean "image"?',
      -> { container.auto_scale(targetCpuPercent: 5) } => 'did you mean "target_cpu_percent"?',
      -> { container.persistent_storage("1Gi", path: "/") } => 'persistent_storage() has no keyword "path"',
      -> { Alien::Stack.new("a").add(1, 2, dependency: 3) } => 'did you mean "dependencies"?',
      -> { Alien.validate("{}", sintax: "yaml") } => 'validate() has no keyword "sintax"; did you mean "syntax"?',
      -> { Alien.apply_fixes("{}", usafe: true) } => 'did you mean "unsafe"?',
      -> { Alien.apply_fix("{}", {}, unit: 1) } => 'apply_fix() has no keyword "unit"; did you mean "units"?',
      -> { Alien.edit("{}", "/a", 1, sintax: 1) } => 'edit() has no keyword "sintax"; did you mean "syntax"?',
      -> { Alien.remove("{}", "/a", syntax: 1) } => 'syntax must be "json", "jsonc" or "yaml", not 1',
      -> { Alien.render({}, colour: 1) } => 'render() has no keyword "colour"; did you mean "color"?',
      -> { Alien::StackState.parse("{}", nam: 1) } => 'StackState.parse() has no keyword "nam"; did you mean "name"?',
      -> { Alien.validate("{}", limits: { byte: 1 }) } => 'limits has no key "byte"; did you mean "bytes"?',
      -> { Alien.validate("{}", kind: "pod") } => 'kind must be "container", "stack" or "state", not "pod"',
      -> { Alien.validate("{}", syntax: "toml") } => 'syntax must be "json", "jsonc" or "yaml", not "toml"',
      -> { Alien.validate("{}", units: 5) } => 'units must be "utf-8", "utf-16" or "utf-32", not 5',
      -> { Alien.render({}, format: :html) } => 'format must be "text", "github", "sarif" or "json", not :html',
      -> { Alien.validate("{}", limits: { bytes: -1 }) } => "limits: bytes must be an integer that is not negative",
      -> { Alien.validate("{}", limits: { depth: 2**64 }) } => "limits: depth must be an integer that is not negative",
      -> { Alien.json_schema("pod") } => 'kind must be "container", "stack" or "state", not "pod"',
      -> { Alien.render(5) } => "this is not a report"
    }.each do |call, message|
      assert_includes assert_raises(ArgumentError, &call).message, message
    end
  end

  def test_wrong_numbers_of_arguments
    [
      -> { Alien::Container.new },
      -> { Alien::Container.new("a", "b") },
      -> { Alien::Container.from },
      -> { container.port },
      -> { container.port(1, 2) },
      -> { container.expose_port(1) },
      -> { container.code },
      -> { container.code({}, type: "image") },
      -> { container.code({}, {}) },
      -> { container.environment({}, A: "1") },
      -> { container.persistent_storage },
      -> { container.persistent_storage("1Gi", {}, mount_path: "/") },
      -> { Alien::Stack.new("a").add("b") },
      -> { Alien::Stack.new("a").add(1, "live", {}, dependencies: []) },
      -> { Alien::Kv.new },
      -> { Alien.validate },
      -> { Alien.edit("{}", "/a") }
    ].each { |call| assert_raises(ArgumentError, &call) }
    assert container.environment.build
  end

  def test_options_of_wrong_types
    [
      -> { Alien.validate("{}", limits: 5) },
      -> { Alien.validate("{}", name: 5) },
      -> { Alien.apply_fixes("{}", unsafe: 1) },
      -> { Alien.apply_fixes({}) },
      -> { Alien.edit(nil, "", 1) },
      -> { Alien.render({}, color: "red") },
      -> { Alien.render({}, text: 5) }
    ].each { |call| assert_raises(TypeError, &call) }
  end

  def test_options_may_be_symbols_or_nil
    text = '{"id": "é", "resources": {}} // x'
    options = { kind: :stack, syntax: :jsonc, units: :"utf-8", limits: { "bytes" => 1000, depth: 3 }, name: "x.json" }
    assert_equal "1:0", Alien.validate("{}\n{", units: nil).diagnostics[0].range.start.to_a.join(":")
    assert_equal 7, Alien.validate('{"é": "x', units: :"utf-8", limits: nil).diagnostics[0].range.start.character
    refute Alien.validate(text, **options).diagnostics.any? { |found| found.code == "json-syntax" }
    assert Alien.validate(text, name: "x.jsonc").diagnostics.none? { |found| found.code == "json-syntax" }
  end

  def test_the_end_of_a_name_says_the_syntax
    text = "id: shop\nresources: {} # none\n"
    { "x.yaml" => true, "X.YML" => true, "yaml" => false, "x.json" => false }.each do |name, valid|
      assert_equal valid, Alien.validate(text, name: name).valid?, name
    end
    refute Alien.validate(text, name: "x.yaml", syntax: "json").valid?
    assert_equal "aws", Alien::StackState.parse("platform: aws\nresources: {}", syntax: :yaml).platform
    rendered = Alien.render(Alien.validate("id: Shop\nresources: {}", syntax: "yaml"), text: text, name: "x.yaml")
    assert_includes rendered, "1 | id: shop\n"
  end

  def test_errors_of_edits
    [
      -> { Alien.edit("{", "/a", 1) },
      -> { Alien.edit("{}", "a", 1) },
      -> { Alien.remove("{}", "/a") },
      -> { Alien.apply_fix("{}", 5) },
      -> { Alien.apply_fix("{}", { title: "x", applicability: "safe", edits: [{ kind: "remove", path: "/a" }] }) }
    ].each do |call|
      error = assert_raises(ArgumentError, &call)
      refute_empty error.message
    end
  end
end
