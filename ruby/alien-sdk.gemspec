# frozen_string_literal: true

require_relative "lib/alien/version"

# `cargo xtask test` builds the gem in a copy of this folder, which has the native library and the licenses too.
Gem::Specification.new do |spec|
  spec.name = "alien-sdk"
  spec.version = Alien::VERSION
  spec.platform = Gem::Platform::CURRENT
  spec.summary = "Declare containers for Alien in Ruby, and find all errors before anything is deployed"
  spec.description = "Builders, validation, fixes and differences for containers and stacks, on one Rust core."
  spec.authors = ["The authors of alien-sdk"]
  spec.licenses = %w[MIT Apache-2.0]
  spec.files = Dir.glob("{lib/**/*,README.md,LICENSE-*}", base: __dir__).select { |name| File.file?(File.join(__dir__, name)) }
  spec.required_ruby_version = ">= 3.1"
  spec.metadata = { "rubygems_mfa_required" => "true" }
  # The library is called through it.
  spec.add_dependency "ffi", ">= 1.15", "< 2"
end
