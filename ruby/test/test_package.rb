# frozen_string_literal: true

require_relative "helper"
require "open3"
require "rbconfig"

# The installed gem as a whole.
class TestPackage < Minitest::Test
  def ruby(*arguments)
    printed, status = Open3.capture2e(RbConfig.ruby, *arguments)
    assert_predicate status, :success?, printed
    printed
  end

  def test_the_gem_has_a_platform_and_the_library
    gem = Gem.loaded_specs.fetch("alien-sdk")
    assert_equal Gem::Platform.local.to_s, gem.platform.to_s
    assert_path_exists Alien::LIBRARY
    assert Alien::LIBRARY.start_with?(gem.full_gem_path)
    %w[README.md LICENSE-MIT LICENSE-APACHE].each { |file| assert_path_exists File.join(gem.full_gem_path, file) }
  end

  def test_the_code_has_no_warnings
    printed = ruby("-w", "-e", 'require "alien"; Alien.validate("{}"); Alien::Kv.new("a").inspect')
    hand_written = printed.lines.reject { |line| line.include?("/alien/native.rb:") }
    assert_empty hand_written
  end

  def test_bundler_requires_the_name_of_the_gem
    assert_equal Alien::VERSION, ruby("-e", 'require "alien-sdk"; puts Alien.version').strip
  end

  # Programs see only the names that the documentation has.
  def test_the_constants
    expected = %i[
      BuiltStack Call Catalog Change Container ContainerOutputs Diagnostic DiagnosticData Diff Edit Explanation Fix Kv LIBRARY
      Position Queue Range Record Related ReplicaStatus Report Resource ResourceState Stack StackState Storage TextEdit
      VERSION ValidationError Vault
    ]
    assert_equal expected.sort, Alien.constants.sort
  end
end
