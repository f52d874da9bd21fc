# frozen_string_literal: true

require_relative "helper"

# Runs the conformance vectors with the installed gem, which must return the same results as Rust.
class TestVectors < Minitest::Test
  VECTORS = REPOSITORY / "tests/vectors"
  EXPECTED = %w[valid truncated diagnostics normalised outputs diff fixed fixedUnsafe result].freeze
  CASES = VECTORS.glob("**/*.json").sort.flat_map do |file|
    JSON.parse(file.read, max_nesting: false).fetch("cases").map do |vector|
      ["#{file.relative_path_from(VECTORS)}: #{vector["name"]}", vector]
    end
  end

  CASES.each_with_index do |(name, vector), number|
    define_method("test_#{number}_#{name}") do
      assert_equal vector.slice(*EXPECTED), run_vector(vector)
    end
  end

  def test_there_are_vectors
    assert_operator CASES.size, :>, 300
  end

  # Functions that are not in the vectors.
  OTHERS = %i[track_calls].freeze

  def test_every_function_has_a_vector_so_that_every_language_offers_it
    called = CASES.filter_map { |_, vector| vector["function"]&.then { |name| Helper.snake_case(name).to_sym } }
    assert_empty called - Alien.singleton_methods
    assert_equal [:version], Alien.singleton_methods - called - OTHERS
  end

  def test_every_method_of_a_builder_has_a_vector
    builders = [Alien::Container, Alien::Stack]
    methods = builders.flat_map { |builder| builder.public_instance_methods(false) } - %i[build ref]
    numbers = Alien.const_get(:Method).constants.map { |name| name.downcase.to_sym }
    assert_equal (numbers - %i[container from stack from_stack add_builder]).sort, methods.uniq.sort
    called = CASES.flat_map { |_, vector| (vector["calls"] || []).map { |name, *| Helper.snake_case(name).to_sym } }
    assert_empty methods - called
  end

  private

  def run_vector(vector)
    return call(vector) if vector.key?("function")

    syntax = %w[json jsonc yaml].find { |name| vector.key?(name) }
    options = { syntax: syntax, kind: vector["kind"], limits: vector["limits"] }.compact
    if vector.key?("calls") then build(vector["calls"])
    elsif vector.key?("update") then update(*vector["update"].values_at("old", "new"), options)
    else read(vector[syntax].join("\n"), options)
    end
  end

  def build(calls)
    resource = Helper.replay(calls).build
    assert_equal resource.json, JSON.generate(resource.config, max_nesting: 0)
    assert_equal resource.json, Alien.normalise(resource)
    reported(true, false, resource.warnings).merge("normalised" => resource.json)
  rescue Alien::ValidationError => error
    reported(false, error.truncated?, error.diagnostics)
  end

  def update(old, new, options)
    old, new = [old, new].map { |lines| lines.join("\n") }
    report = Alien.validate_update(old, new, **options)
    result = reported(report.valid, report.truncated, report.diagnostics)
    begin
      result["diff"] = Alien.diff(old, new, **options).text.lines(chomp: true)
    rescue Alien::ValidationError
      # One of the declarations can't be normalised.
    end
    result
  end

  def read(text, options)
    report = Alien.validate(text, **options)
    assert_equal report, Alien.validate(text.b, **options)
    result = reported(report.valid, report.truncated, report.diagnostics)
    if report.valid
      result["normalised"] = Alien.normalise(text, **options)
    else
      assert_raises(Alien::ValidationError) { Alien.normalise(text, **options) }
    end
    result.merge(outputs(text, options), fixed(text, options))
  end

  def outputs(text, options)
    return {} unless text.include?('"platform"')

    state = Alien::StackState.parse(text, **options.except(:kind))
    state.to_h.empty? ? {} : { "outputs" => JSON.generate(state) }
  end

  def fixed(text, options)
    safe = Alien.apply_fixes(text, **options)
    all = Alien.apply_fixes(text, unsafe: true, **options)
    result = {}
    result["fixed"] = safe.split("\n", -1) if safe != text
    result["fixedUnsafe"] = all.split("\n", -1) if all != safe
    result
  end

  # Calls a function of the package. Without an expected result, the call only has to succeed.
  def call(vector)
    options = vector.fetch("options", {}).transform_keys { |name| Helper.snake_case(name).to_sym }
    returned = Alien.public_send(Helper.snake_case(vector["function"]), *vector["arguments"], **options)
    vector.key?("result") ? { "result" => in_javascript(JSON.parse(JSON.generate(returned))) } : {}
  end

  # The files show calls as JavaScript code.
  def in_javascript(result)
    result.is_a?(String) ? result.gsub(/\bAlien\.explain\(/, "alien.explain(") : result
  end

  def reported(valid, truncated, diagnostics)
    result = { "valid" => valid, "diagnostics" => diagnostics.map { |found| short(found) } }
    result["truncated"] = true if truncated
    result
  end

  # Returns a diagnostic in the short form that the files use.
  def short(found)
    assert_equal "docs/codes.md##{found.code}", found.docs
    result = shortened(found)
    result.delete("docs")
    result.delete("target") if result["target"] == "value"
    result["help"] = javascript_help(result["help"]) if result.key?("help")
    result.reject { |_, value| [[], {}].include?(value) }
  end

  # The files show calls as JavaScript code.
  def javascript_help(help)
    help
      .sub(/^call Alien::(\w+)\.new\(/, 'call new \1(')
      .sub(/^call \.code\(type: "image", image: (.*)\)$/, 'call .code({"type": "image", "image": \1})')
  end

  def shortened(value)
    case value
    when Array then value.map { |inner| shortened(inner) }
    when Alien::Range then "#{at(value.start)}-#{at(value.end)}"
    when Alien::Call then value.number
    when Struct
      value.to_h.compact.to_h { |name, inner| [camel_case(name.to_s), shortened(inner)] }
    else value
    end
  end

  def at(position)
    "#{position.line}:#{position.character}"
  end

  def camel_case(name)
    name.gsub(/_([a-z])/) { Regexp.last_match(1).upcase }
  end
end
