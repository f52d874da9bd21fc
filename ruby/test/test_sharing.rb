# frozen_string_literal: true

require_relative "helper"
require "open3"
require "rbconfig"

# Threads, Ractors, processes and Marshal.
class TestSharing < Minitest::Test
  include Helper

  def test_eight_threads_use_one_builder
    builder = container
    threads = 8.times.map do |thread|
      Thread.new do
        1000.times do |number|
          builder.port(10_000 + (1000 * thread) + number)
          builder.validate if (number % 250).zero?
        end
      end
    end
    threads.each(&:join)
    ports = builder.build.config["ports"].map { |port| port["port"] }
    assert_equal [8080, *10_000..17_999], ports.sort
    # Each thread's own calls are in order.
    8.times do |thread|
      first = 10_000 + (1000 * thread)
      own = ports.select { |port| port.between?(first, first + 999) }
      assert_equal own.sort, own
    end
  end

  def test_eight_threads_call_functions
    results = 8.times.map { Thread.new { 100.times.map { Alien.validate('{"id": "api"}') }.uniq } }.flat_map(&:value)
    assert_equal [Alien.validate('{"id": "api"}')], results.uniq
  end

  def test_a_forked_process
    skip "there is no fork" unless Process.respond_to?(:fork)
    builder = container
    before = builder.build.json
    reader, writer = IO.pipe
    child = fork do
      reader.close
      # Assertions of the parent must not run here.
      writer.write(builder.build.json, Alien.validate("{}").valid?)
      writer.close
      exit!(0)
    end
    writer.close
    assert_equal "#{before}false", reader.read
    Process.wait(child)
    assert_equal before, builder.build.json
  end

  def test_results_can_be_shared_by_ractors
    built = container.environment({ A: "1" }).memory("1Mi").build
    stack = Alien::Stack.new("shop").add(Alien::Kv.new("a"), "frozen").build
    diff = Alien.diff(built, container.build)
    [built, built.warnings, stack, Alien.validate("{"), diff, Alien::Kv.new("a"), Alien::Kv.new("a").build].each do |result|
      assert Ractor.shareable?(result), result.class
    end
  end

  # The extension `ffi` decides whether other Ractors than the main one may call the library. Without its consent, Ruby raises
  # an error.
  def test_a_ractor
    program = <<~RUBY
      require "alien"
      Warning[:experimental] = false
      built = Alien::Kv.new("a").build
      puts Ractor.new(built) { |shared| shared.config["id"] }.take
      begin
        puts Ractor.new { Alien.validate("{}").valid? }.take
      rescue Ractor::RemoteError => error
        puts error.cause.class
      end
      puts Alien.validate("{}").valid?
    RUBY
    printed, errors, status = Open3.capture3(RbConfig.ruby, "-W0", "-e", program)
    assert_predicate status, :success?, errors
    first, second, last = printed.split
    assert_equal %w[a false], [first, last]
    assert_includes %w[false Ractor::UnsafeError Ractor::IsolationError], second
  end

  def test_marshal
    built = container.memory("1Mi").build
    copy = Marshal.load(Marshal.dump(built))
    assert_equal [built, built.warnings, built.config], [copy, copy.warnings, copy.config]
    assert Ractor.shareable?(copy)
    report = Alien.validate("{}")
    assert_equal report, Marshal.load(Marshal.dump(report))
    kv = Alien::Kv.new("a")
    assert_equal [kv, kv.build], Marshal.load(Marshal.dump([kv, kv.build]))
    error = assert_raises(TypeError) { Marshal.dump(container) }
    assert_includes error.message, "build it"
  end
end
