# frozen_string_literal: true

require_relative "helper"
require "open3"
require "rbconfig"
require "tmpdir"

# The places of calls in messages, and when they are recorded.
class TestPlaces < Minitest::Test
  # Runs a program in a folder of its own, and returns what it prints.
  def run_program(program)
    Dir.mktmpdir do |folder|
      File.write(File.join(folder, "stack.rb"), program)
      printed, status = Open3.capture2e(RbConfig.ruby, "-W1", "stack.rb", chdir: folder)
      assert_predicate status, :success?, printed
      printed
    end
  end

  def test_every_problem_has_the_place_of_its_call
    printed = run_program(<<~RUBY)
      require "alien"

      api = Alien::Container.new("Api")
        .code(image: "a:v1")
        .expose_port(0, "tcp")
        .cpu(-1)
        .memory("1XB")
      def add_port(builder)
        builder.port(70_000)
      end
      add_port(api)
      [1.5].each { |port| api.port(port) }
      %w[1.7].each(&api.method(:port))
      api.permissions("execution").ports([0])
      begin
        api.build
      rescue Alien::ValidationError => error
        puts error.message
        puts error.diagnostics.map { |found| [found.call&.file, found.call&.line].join(":") }.uniq.sort
      end
    RUBY
    [
      'Alien::Container.new("Api")  at stack.rb:3',
      ".code(…)  at stack.rb:4",
      '.expose_port(0, "tcp")  at stack.rb:5',
      ".cpu(-1)  at stack.rb:6",
      ".port(70000)  at stack.rb:9",
      ".port(1.5)  at stack.rb:12",
      '.port("1.7")  at stack.rb:13',
      ".ports(…)  at stack.rb:14"
    ].each { |line| assert_includes printed, "--> #{line}\n" }
    assert_includes printed.lines(chomp: true), "stack.rb:9"
  end

  def test_calls_of_a_builder_in_a_stack
    printed = run_program(<<~RUBY)
      require "alien"

      base = Alien::Container.from({ "id" => "Api" })
      api = base.dup
        .cpu(-1)
      stack = Alien::Stack.new("shop")
        .add(Alien::Kv.new("Bad"), "frozen")
        .add(api, "live")
      stack.validate.diagnostics.each { |found| puts [found.call&.file, found.call&.line, found.message].join(":") }
    RUBY
    assert_match(/^stack.rb:3:.*"Api"/, printed)
    assert_match(/^stack.rb:5:.*-1/, printed)
    assert_match(/^stack.rb:7:.*"Bad"/, printed)
  end

  # Ruby prints the first line of the backtrace before the message of an error that is not rescued.
  def test_backtraces_start_at_the_call
    printed = run_program(<<~RUBY)
      require "alien"
      api = Alien::Container.new("api")
      [
        -> { api.health_check(timeout_second: 1) },
        -> { api.gpu("nvidia-t4", count: 1) },
        -> { api.environment({}, A: "1") },
        -> { api.build },
        -> { Alien::Stack.new("Shop").build },
        -> { api.dup.freeze.port(1) },
        -> { Alien.validate("{}", units: 5) },
        -> { Alien.edit(nil, "", 1) },
        -> { Alien.remove("{}", "/a") },
        -> { Alien.diff({}, {}) }
      ].each do |call|
        call.call
      rescue StandardError => error
        puts error.backtrace[0][/^stack.rb:\\d+/].inspect
      end
    RUBY
    assert_equal((4..13).map { |line| "stack.rb:#{line}".inspect }, printed.split)
  end

  def test_warnings_have_places
    printed = run_program(<<~RUBY)
      require "alien"
      built = Alien::Container.new("api").code(type: "image", image: "a:v1").cpu(1).port(80).permissions("execution")
        .memory("1Mi").build
      built.warnings.each { |found| puts [found.code, found.call.file, found.call.line].join(":") }
    RUBY
    assert_includes printed, "small-memory:stack.rb:3"
  end

  def test_the_number_of_recorded_places_is_limited
    printed = run_program(<<~RUBY)
      require "alien"
      record = -> { Alien::Container.new("Api").validate.diagnostics[0].call.line.inspect }
      puts record.call
      2000.times { Alien::Container.new("api") }
      puts record.call
      Alien.track_calls(true)
      3000.times { Alien::Container.new("api") }
      puts record.call
      Alien.track_calls(false)
      puts record.call
    RUBY
    assert_equal %w[2 nil 2 nil], printed.split
  end

  def test_the_working_directory_may_not_exist
    printed = run_program(<<~RUBY)
      require "alien"
      require "fileutils"
      Dir.mkdir("gone")
      Dir.chdir("gone")
      Dir.rmdir("../gone")
      puts Alien::Container.new("Api").validate.diagnostics[0].call.line
    RUBY
    assert_equal "6", printed.strip
  end
end
