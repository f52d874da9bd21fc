# frozen_string_literal: true

# Runs random programs with the installed gem; see README.md.

require "alien"
require "json"

START = {
  "container" => Alien::Container.method(:new),
  "from" => Alien::Container.method(:from),
  "stack" => Alien::Stack.method(:new),
  "fromStack" => Alien::Stack.method(:from)
}.freeze

def snake_case(name)
  name.gsub(/[A-Z]/) { |letter| "_#{letter.downcase}" }
end

def run(calls)
  builders = []
  calls.each do |method, *arguments|
    if START.key?(method)
      builders.push(START.fetch(method).call(*arguments))
    elsif method == "addBuilder"
      added = builders.pop
      builders.last.add(added, *arguments)
    else
      builders.last.public_send(snake_case(method), *arguments)
    end
  end
  built = builders.first.build
  { normalised: built.json, diagnostics: built.warnings }
rescue Alien::ValidationError => error
  { diagnostics: error.diagnostics }
end

Alien.track_calls(false)
$stdin.each_line { |line| puts JSON.generate(run(JSON.parse(line, max_nesting: false)), max_nesting: 0) }
