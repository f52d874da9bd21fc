# frozen_string_literal: true

require_relative "helper"
require "bigdecimal"
require "delegate"
require "ostruct"
require "set"

# Arguments of every type: none crashes the process, none is converted, and none is dropped.
class TestValues < Minitest::Test
  include Helper

  # A hash whose members can't be read.
  class Unreadable < Hash
    def each_pair
      raise "no"
    end
  end

  # A hash that contains a hash of the same kind, without an end.
  class Endless < Hash
    def each_pair
      yield "a", Endless.new
    end
  end

  # A resource with a method `ref`.
  Ref = Struct.new(:result) do
    def ref
      result.call
    end
  end

  Point = Struct.new(:x, :y)

  def self.cycle
    { path: "/" }.tap { |cycle| cycle[:inner] = { cycle: cycle } }
  end

  OUT_OF_RANGE = ["port-out-of-range /ports/1/port"].freeze
  WRONG_PORT = ["wrong-type /ports/1/port"].freeze

  # The name of a case, the method, its argument and the problems that `build` reports.
  CASES = [
    ["true", :port, true, WRONG_PORT],
    ["2**70", :port, 2**70, OUT_OF_RANGE],
    ["-(2**70)", :port, -(2**70), OUT_OF_RANGE],
    ["10**400", :port, 10**400, OUT_OF_RANGE],
    ["-(10**400)", :port, -(10**400), OUT_OF_RANGE],
    ["-1", :port, -1, OUT_OF_RANGE],
    ["80.7", :port, 80.7, OUT_OF_RANGE],
    ["65616, which is 80 in 16 bits", :port, 65_616, OUT_OF_RANGE],
    ["2**28 + 80, which is 80 in 28 bits", :port, (2**28) + 80, OUT_OF_RANGE],
    ["2**32 + 80, which is 80 in 32 bits", :port, (2**32) + 80, OUT_OF_RANGE],
    ["2**64 + 80, which is 80 in 64 bits", :port, (2**64) + 80, OUT_OF_RANGE],
    ["NaN", :port, Float::NAN, OUT_OF_RANGE],
    ["infinity", :port, Float::INFINITY, OUT_OF_RANGE],
    ["-0.0", :port, -0.0, OUT_OF_RANGE],
    ["8081.0", :port, 8081.0, []],
    ["text for a number", :port, "80", WRONG_PORT],
    ["x", :port, "x", WRONG_PORT],
    ["a symbol for a number", :port, :x, WRONG_PORT],
    ["nil", :port, nil, WRONG_PORT],
    ["a BigDecimal", :port, BigDecimal("80"), WRONG_PORT],
    ["a Rational", :port, 80r, WRONG_PORT],
    ["a complex number", :port, 80i, WRONG_PORT],
    ["a proc", :port, -> { 80 }, WRONG_PORT],
    ["a method", :port, 80.method(:to_i), WRONG_PORT],
    ["a class", :port, Integer, WRONG_PORT],
    ["a class without a name", :port, Class.new, WRONG_PORT],
    ["an object", :port, Object.new, WRONG_PORT],
    ["an object of a class without a name", :port, Class.new.new, WRONG_PORT],
    ["an object without methods", :port, BasicObject.new, WRONG_PORT],
    ["a delegator", :port, SimpleDelegator.new(80), WRONG_PORT],
    ["a struct", :port, Point.new(1, 2), WRONG_PORT],
    ["cpu: NaN", :cpu, Float::NAN, ["unfilled-placeholder /cpu"]],
    ["cpu: a BigDecimal", :cpu, BigDecimal("0.5"), ["wrong-type /cpu"]],
    ["memory: a number", :memory, 1024, ["wrong-type /memory"]],
    ["memory: nil", :memory, nil, ["wrong-type /memory"]],
    ["a symbol for text", :memory, :"1Gi", []],
    ["a NUL in text", :pool, "a\0b", ["invalid-pool /pool"]],
    ["a range", :ports, 9090..9091, []],
    ["an enumerator", :ports, [9090].each, []],
    ["an endless range", :ports, 1.., ["too-large /ports"]],
    ["an enumerator that raises", :ports, Enumerator.new { raise "no" }, ["wrong-type /ports"]],
    ["a range of floats", :ports, 0.5..1.5, ["wrong-type /ports"]],
    ["a set", :ports, Set[9090], ["wrong-type /ports"]],
    ["a cycle", :health_check, cycle, ["unknown-field /healthCheck/inner"]],
    ["a cycle of arrays", :command, [].tap { |list| list << list }, ["wrong-type /command/0"]],
    ["an extra key", :health_check, { path: "/", retries: 1 }, ["unknown-field /healthCheck/retries"]],
    ["an unreadable hash", :environment, Unreadable.new, ["wrong-type /environment"]],
    ["an unreadable value", :environment, { A: Unreadable.new }, ["wrong-type /environment/A"]],
    ["an array of pairs", :environment, [%w[A 1]], ["wrong-type /environment"]],
    ["a hash with a default", :environment, Hash.new("x").merge("A" => "1"), []],
    ["an OpenStruct", :environment, OpenStruct.new(A: "1"), ["wrong-type /environment"]],
    ["nil for a variable", :environment, { A: nil }, ["wrong-type /environment/A"]],
    ["a key that is a number", :environment, { 8080 => "http" }, ["wrong-type /environment/8080"]],
    ["a key that is nil", :environment, { nil => "x" }, ["wrong-type /environment/nil"]],
    ["a key that is a boolean", :health_check, { true => "x" }, ["unknown-field /healthCheck/true"]],
    ["a key that is an array", :health_check, { ["path"] => "/" }, ["unknown-field /healthCheck/<Array>"]],
    ["a key of thousands of digits", :health_check, { 10**5000 => "/" }, ["unknown-field /healthCheck/<Integer>"]],
    ["text that is not UTF-8", :environment, { A: "\xFF" }, ["invalid-unicode /environment/A"]],
    ["half of a surrogate pair", :environment, { A: "\xED\xA0\x80" }, ["invalid-unicode /environment/A"]],
    ["bytes that are not UTF-8", :environment, { A: "\xFF".b }, ["invalid-unicode /environment/A"]],
    ["a key that is not UTF-8", :health_check, { "\xFF" => 1 }, ["invalid-unicode /healthCheck/\uFFFD"]],
    ["bytes that are UTF-8", :environment, { A: "é".b }, []],
    ["text in another encoding", :environment, { A: "é".encode("UTF-16LE") }, []],
    ["U+FFFD itself", :environment, { A: "\uFFFD" }, []],
    ["text for a list", :command, "./server", ["wrong-type /command"]],
    ["a ref that raises", :link, Ref.new(-> { raise "no" }), ["wrong-type /links/0"]],
    ["a ref that returns nil", :link, Ref.new(-> {}), ["wrong-type /links/0"]],
    ["a ref that returns a reference", :link, Ref.new(-> { { type: "kv", id: "a" } }), []],
    ["a class of resources", :link, Alien::Kv, ["wrong-type /links/0"]],
    ["an object without methods for a link", :link, BasicObject.new, ["wrong-type /links/0"]],
    ["nil for a link", :link, nil, ["wrong-type /links/0"]],
    ["a link with an ID that is not text", :link, Alien::Kv.new(5), ["wrong-type /links/0/id"]],
    ["a built link with an ID that is not text", :link, Alien::Kv.new(5).build, ["wrong-type /links/0/id"]],
    ["a link with an ID that is a symbol", :link, Alien::Kv.new(:cache), []]
  ].freeze

  CASES.each do |name, method, argument, expected|
    define_method("test_#{name}") do
      builder = container.public_send(method, argument)
      # The calls after it must still work.
      builder.pool("after") unless method == :pool
      assert_equal expected, problems(builder.validate).grep_v(/too-deep/)
      assert_equal "after", builder.build.config["pool"] if expected.empty?
      # The same value as a declaration.
      refute Alien.validate(argument).valid?
    end
  end

  def test_messages_name_the_kind_of_a_value
    builder = container.cpu(BigDecimal("0.5")).ports([-> {}]).environment({ 5 => "x" }).command([Point, "\xFF"])
    builder.health_check(Unreadable.new).link(self.class.cycle).gpu(container)
    messages = builder.validate.diagnostics.map { |found| [found.message, found.help].join(": ") }.join("\n")
    [
      "not an instance of BigDecimal",
      "not a function",
      "not a value whose key is not a string",
      "not the class TestValues::Point",
      "the text contains bytes that are not valid UTF-8: convert it to UTF-8",
      "not a value that throws when it is read",
      "not an Alien::Container that was not built"
    ].each { |words| assert_includes messages, words }
  end

  def test_strings_and_symbols_are_the_same_key
    found = problems(container.health_check({ "path" => "/a", path: "/b" }).validate)
    assert_equal ["duplicate-field /healthCheck/path"], found
  end

  def test_the_order_of_a_hash_is_kept
    built = container.environment({ B: "1", A: "2" }).build
    assert_equal %w[B A], built.config["environment"].keys
  end

  def test_100_000_levels_are_too_deep
    deep = 100_000.times.reduce([]) { |inner, _| [inner] }
    wrong, too_deep = problems(container.command(deep).validate)
    assert_equal "wrong-type /command/0", wrong
    assert_match %r{\Atoo-deep /command/0/0/0}, too_deep
    refute Alien.validate(deep).valid?
    assert_includes problems(Alien.validate(deep, limits: { depth: 1_000_000 })).join, "wrong-type"
  end

  def test_an_endless_hash_is_too_deep
    wrong, too_deep = problems(container.environment(Endless.new).validate)
    assert_equal "wrong-type /environment/a", wrong
    assert_match %r{\Atoo-deep /environment/a/}, too_deep
  end

  def test_values_have_the_same_depth_limit_as_text
    deep = 127.times.reduce(1) { |inner, _| [inner] }
    text = %({"x": #{"[" * 127}1#{"]" * 127}})
    assert_equal problems(Alien.validate(text)), problems(Alien.validate({ x: deep }))
    assert_includes problems(Alien.validate({ x: [deep] })).join, "too-deep"
    assert_includes problems(Alien.validate({ x: { y: 1 } }, limits: { depth: 1 })).join, "too-deep"
  end

  def test_a_value_with_many_shared_parts_is_too_large
    shared = 100.times.reduce("x") { |inner, _| [inner, inner] }
    assert_includes problems(Alien.validate({ command: shared })).join, "too-large"
  end

  def test_a_large_text_is_too_large
    assert_equal ["too-large /environment"], problems(container.environment({ A: "x" * (1 << 27) }).validate).first(1)
  end

  def test_70_000_calls
    builder = container
    70_000.times { |number| builder.port(number) }
    report = builder.validate
    assert_equal 1000, report.diagnostics.size
    assert report.truncated?
  end

  def test_arguments_are_copied
    variables = { "A" => +"1" }
    command = [+"a"]
    builder = container.environment(variables).command(command)
    variables["A"] << "2"
    variables["B"] = "3"
    command << "b"
    config = builder.build.config
    assert_equal({ "A" => "1" }, config["environment"])
    assert_equal ["a"], config["command"]
  end

  def test_a_ref_is_called_once_when_the_link_is_made
    count = 0
    result = -> { { type: "kv", id: "a#{count += 1}" } }
    builder = container.link(Ref.new(result))
    2.times { assert_equal "a1", builder.build.config["links"][0]["id"] }
    assert_equal 1, count
  end

  def test_a_ref_may_use_the_builder
    builder = container
    builder.link(Ref.new(-> { { type: "kv", id: builder.pool("before").build.config["pool"] } }))
    config = builder.build.config
    assert_equal ["before", "before"], [config["pool"], config["links"][0]["id"]]
  end

  def test_text_that_is_not_utf8
    ["{\"id\": \"\xFF\"}", "{\"id\": \"\xFF\"}".b, "\xFF"].each do |text|
      assert_includes problems(Alien.validate(text)).join(" "), "invalid-unicode"
      assert_same text, Alien.apply_fixes(text)
      assert_raises(Alien::ValidationError) { Alien.normalise(text, name: "\xFF") }
      [-> { Alien.edit(text, "/id", 1) }, -> { Alien.remove(text, "/id") }].each do |call|
        assert_raises(ArgumentError) { call.call }
      end
    end
  end

  def test_text_in_another_encoding
    text = '{"id": "é"}'
    %w[UTF-8 UTF-16LE UTF-32BE ISO-8859-1 BINARY].each do |encoding|
      encoded = encoding == "BINARY" ? text.b : text.encode(encoding)
      assert_equal Alien.validate(text), Alien.validate(encoded)
      assert_equal '{"id": 1}', Alien.edit(encoded, "/id".encode("UTF-16LE"), 1)
    end
  end

  def test_names_that_are_not_utf8
    bad = "\xFF"
    refute Alien::Container.new(bad).validate.valid?
    error = assert_raises(Alien::ValidationError) { Alien::Container.new(bad).build }
    assert error.message.valid_encoding?
    assert Alien.render(error, name: bad, text: bad).valid_encoding?
    assert Alien.validate("{}", name: bad)
    assert_nil Alien.explain(bad)
    assert_nil Alien::StackState.parse("{}").container(bad)
    assert Alien::StackState.parse("{}").reason(bad).valid_encoding?
    error = assert_raises(ArgumentError) { Alien.validate("{}", bad => 1) }
    assert error.message.valid_encoding?
    assert_raises(ArgumentError) { Alien.edit("{}", bad, 1) }
    assert Alien::Storage.new(bad).inspect
  end
end
