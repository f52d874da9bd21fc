# frozen_string_literal: true

# What several tests use. The tests run with the installed gem.

require "alien"
require "json"
require "minitest/autorun"
require "pathname"

# The root of the repository.
REPOSITORY = Pathname(__dir__).parent.parent

# The members of a small valid container.
SMALL = {
  type: "container",
  id: "api",
  code: { type: "image", image: "ghcr.io/acme/api:v1" },
  cpu: { min: "1", desired: "1" },
  memory: { min: "1Gi", desired: "1Gi" },
  ports: [{ port: 8080 }],
  permissions: "execution"
}.freeze

# Helpers of the tests.
module Helper
  # Reads a JSON file of the repository.
  def self.read(path)
    JSON.parse((REPOSITORY / path).read, max_nesting: false)
  end

  # Returns the Ruby name of a method. The files contain the JavaScript name.
  def self.snake_case(name)
    name.gsub(/[A-Z]/) { |letter| "_#{letter.downcase}" }
  end

  START = {
    "container" => Alien::Container.method(:new),
    "from" => Alien::Container.method(:from),
    "stack" => Alien::Stack.method(:new),
    "fromStack" => Alien::Stack.method(:from)
  }.freeze

  # Makes the calls of a vector on new builders, and returns the first builder.
  def self.replay(calls)
    calls.each_with_object([]) do |(method, *arguments), builders|
      if START.key?(method)
        builders.push(START.fetch(method).call(*arguments))
      elsif method == "addBuilder"
        added = builders.pop
        builders.last.add(added, *arguments)
      else
        builders.last.public_send(snake_case(method), *arguments)
      end
    end.first
  end

  # Returns the builder of a small valid container, to which a test adds calls.
  def container(id = "api")
    Alien::Container.new(id)
      .code(type: "image", image: "ghcr.io/acme/api:v1")
      .cpu(1)
      .memory("1Gi")
      .port(8080)
      .permissions("execution")
  end

  # Returns the code and path of each diagnostic.
  def problems(report)
    report.diagnostics.map { |found| "#{found.code} #{found.path}" }
  end
end
