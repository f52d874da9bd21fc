# frozen_string_literal: true

# Measures the speed of the installed gem, and prints a table: `ruby bench.rb [ROUNDS]`. The competitors take turns, and each
# number is the median of their rounds.

require "alien"
require "json"

ROUNDS = (ARGV.first || 41).to_i
# The least time of a round, in milliseconds.
ROUND_MS = 2.0
MEGABYTE = 1_000_000

# The full container of the other benchmarks, in the variant that is stateful.
def full(number)
  in_stack(number).cluster("compute").pool("gpu")
end

# The same without a cluster, which the stack would have to contain.
def in_stack(number)
  Alien::Container.new("vector-reader-#{number}")
    .code(type: "image", image: "ghcr.io/acme/vector-reader:v1.2.#{number}")
    .cpu(min: "0.5", desired: "2")
    .memory(min: "512Mi", desired: "4Gi")
    .gpu(type: "nvidia-t4", count: 1)
    .port(8080)
    .port(9090)
    .expose("http")
    .replicas(3)
    .persistent_storage("500Gi", mount_path: "/var/lib/reader")
    .ephemeral_storage("100Gi")
    .health_check(path: "/health", port: 8080, method: "GET", timeout_seconds: 1, failure_threshold: 3)
    .environment("LOG_LEVEL" => "info", "RELEASE" => "build-#{number}", "RUST_LOG" => "reader=debug")
    .link({ "type" => "storage", "id" => "uploads" })
    .link({ "type" => "vault", "id" => "keys" })
    .permissions("execution")
    .command(["./server", "--port", "8080"])
end

# The JSON text of a stack of a megabyte.
def large_stack
  profiles = { "execution" => {} }
  others = [Alien::Storage.new("uploads"), Alien::Vault.new("keys")]
  stack = others.reduce(Alien::Stack.new("shop").permissions(profiles: profiles)) { |all, other| all.add(other, "frozen") }
  size = in_stack(0).build.json.bytesize
  (MEGABYTE / size).times { |number| stack.add(in_stack(number), "live") }
  stack.build.json
end

def milliseconds
  start = Process.clock_gettime(Process::CLOCK_MONOTONIC)
  yield
  (Process.clock_gettime(Process::CLOCK_MONOTONIC) - start) * 1000
end

# Returns the median time of each competitor, in milliseconds.
def race(works)
  counts = works.transform_values do |work|
    5.times { work.call }
    [(ROUND_MS / milliseconds { work.call }).ceil, 1].max
  end
  times = Hash.new { |all, name| all[name] = [] }
  ROUNDS.times do |round|
    works.to_a.rotate(round).each do |name, work|
      count = counts[name]
      times[name] << (milliseconds { count.times { work.call } } / count)
    end
  end
  times.transform_values { |all| all.sort[all.size / 2] }
end

Alien.track_calls(false)
text = large_stack
abort "the stack is not valid" unless Alien.validate(text).valid?
small = full(0).build.json
number = 0
tables = [
  {
    "build of the full container" => -> { full(number += 1).build },
    "JSON.parse of its declaration" => -> { JSON.parse(small) }
  },
  {
    "Alien.validate, stack of #{(text.bytesize / 1e6).round(2)} MB" => -> { Alien.validate(text) },
    "JSON.parse" => -> { JSON.parse(text) }
  }
]
puts "Ruby #{RUBY_VERSION}, ffi #{Gem.loaded_specs["ffi"]&.version}, alien-sdk #{Alien.version}; medians of #{ROUNDS} rounds"
tables.each do |works|
  puts
  race(works).each { |name, time| puts format("%-40s %10.3f ms", name, time) }
end
