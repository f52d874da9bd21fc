# frozen_string_literal: true

require_relative "helper"
require "pp"

# Checks that no output shows a secret, for each place in `tests/secrets/places.json` where a secret may be written.
class TestSecrets < Minitest::Test
  PLACES = Helper.read("tests/secrets/places.json").freeze
  SECRET = PLACES["secret"].freeze
  EMPTY = '{"id": "shop", "resources": {}}'

  # Returns the JSON text of a container. `members` replace the members that have the same keys.
  def self.container(members)
    own = PLACES["base"].reject { |key, _| members.include?(%("#{key}")) }
    "{#{[*own.map { |key, value| %("#{key}": #{value}) }, members].join(", ")}}"
  end

  PLACES["places"].each_with_index do |place, number|
    define_method("test_#{number}_#{place["name"]}") do
      texts(place).each { |text| check_text(text) }
      check_builder(Helper.replay(place["calls"])) if place.key?("calls")
      check_update(*place["update"].values_at("old", "new").map { |members| container(members) }) if place.key?("update")
      if place.key?("foreign")
        value = with_procs(place["foreign"])
        check_hidden(Alien.validate(value))
        check_builder(Alien::Container.from(value))
      end
    end
  end

  def test_there_are_many_places
    assert_operator PLACES["places"].size, :>, 100
  end

  def test_ids_of_declared_resources
    storage = Alien::Storage.new("https://kim:#{SECRET}@example.com")
    check_hidden(storage)
    check_hidden(storage.build)
  end

  private

  def container(members)
    self.class.container(members)
  end

  def texts(place)
    return [place["text"]] if place.key?("text")

    members = place["members"]
    members ? [container(members), %({"ports": [{"port": 0}], #{members}, "replicas": -1})] : []
  end

  def check_text(text)
    is_stack = text.include?('"resources"')
    check_declaration(text, is_stack)
    (text.index(SECRET)...text.length).step(7) do |at|
      start = text[0...(at + SECRET.length)]
      refute_includes Alien.validate(start).inspect, SECRET
    end
    begin
      value = JSON.parse(text)
    rescue JSON::ParserError
      return
    end
    check_declaration(value, is_stack)
    check_builder(Alien::Container.from(value))
    check_builder(Alien::Stack.from(value))
  end

  # Checks that nothing that describes an object shows the secret.
  def check_hidden(value)
    [value.inspect, value.to_s, value.pretty_inspect].each { |shown| refute_includes shown, SECRET }
    refute_includes value.to_json, SECRET if value.is_a?(Alien::Report)
  end

  # Checks the result of a call, or the error that it raises.
  def check_call
    result = yield
    # A string is normalised JSON, which contains all values of the declaration.
    check_hidden(result) unless result.is_a?(String)
  rescue Alien::ValidationError => error
    [error, error.report, error.diagnostics, error.full_message].each { |shown| check_hidden(shown) }
  end

  def check_update(before, after)
    check_hidden(Alien.validate_update(before, after))
    check_call { Alien.diff(before, after) }
  end

  def check_builder(builder)
    check_builder(Alien::Stack.new("shop").add(builder, "live")) if builder.is_a?(Alien::Container)
    check_hidden(builder)
    refute_includes builder.to_json, SECRET
    check_hidden(builder.validate)
    check_call { builder.build.tap { |built| check_hidden(built.warnings) } }
  end

  def check_declaration(declaration, is_stack)
    report = Alien.validate(declaration)
    check_hidden(report)
    if declaration.is_a?(String)
      check_hidden(Alien.render(report, text: declaration))
    end
    check_call { Alien.normalise(declaration) }
    other = is_stack ? EMPTY : container('"stateful": false')
    check_update(declaration, other)
    check_update(other, declaration)
    state = Alien::StackState.parse(declaration)
    [state, state.report, *state.resources.values].each { |shown| check_hidden(shown) }
    state.ids.each { |id| check_hidden([state.reason(id), state.container(id)]) }
  end

  # Replaces each string that is the secret by a proc, which JSON doesn't have.
  def with_procs(value)
    case value
    when Array then value.map { |inner| with_procs(inner) }
    when Hash then value.transform_values { |inner| with_procs(inner) }
    else value == SECRET ? -> { SECRET } : value
    end
  end
end
