# frozen_string_literal: true

require_relative "helper"

# Runs the examples in the comments of the gem, and checks the results that they show.
class TestExamples < Minitest::Test
  include Helper

  FOLDER = Pathname(Alien::LIBRARY).parent
  SOURCES = [FOLDER.parent / "alien.rb", *FOLDER.glob("*.rb")].reject { |file| file.basename.to_s == "native.rb" }

  # A block of code in a comment comes after an empty line of the comment.
  EXAMPLE = /^ *#\n((?: *#   .*\n)+)/
  # `value # => shown`, where the comment may also be on the next line.
  RESULT = /^(\S.*?)\s+# => (.*)$/

  SOURCES.each do |file|
    file.read.scan(EXAMPLE).flatten.each_with_index do |comment, number|
      define_method("test_#{file.basename}_#{number}") do
        code = comment.gsub(/^ *#   /, "").gsub(RESULT) { "shows(#{Regexp.last_match(2).dump}, (#{Regexp.last_match(1)}))" }
        capture_io { eval(code, variables, file.to_s) }
      end
    end
  end

  def test_there_are_examples
    assert_operator methods.grep(/\Atest_.*\.rb_/).size, :>, 40
  end

  # What examples use without declaring it.
  def variables
    api = container.build
    stack = Alien::Stack.new("my-app")
    text = '{"id": "api", "memory": "1Gi"}'
    here = binding
    { api: api, text: text, container: container, stack: stack }.each { |name, value| here.local_variable_set(name, value) }
    here
  end

  def shows(expected, value)
    assert_equal eval(expected), value
  end
end
