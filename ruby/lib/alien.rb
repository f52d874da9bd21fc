# frozen_string_literal: true

require "ffi"
require "json"

# Declare containers and stacks for Alien, and get all errors at once, each with the line that caused it.
#
#   require "alien"
#
#   api = Alien::Container.new("api")
#     .code(type: "image", image: "ghcr.io/acme/api:v1")
#     .cpu(1)
#     .memory("1Gi")
#     .port(8080)
#     .expose("http")
#     .permissions("execution")
#     .build
#   puts api.json
module Alien
  # The path of the native library.
  LIBRARY = File.join(__dir__, "alien", FFI.map_library_name("alien_native")).freeze
end

require_relative "alien/native"
require_relative "alien/numbers"
require_relative "alien/version"
require_relative "alien/tape"
require_relative "alien/records"
require_relative "alien/errors"
require_relative "alien/core"
require_relative "alien/options"
require_relative "alien/resources"
require_relative "alien/places"
require_relative "alien/builder"
require_relative "alien/container"
require_relative "alien/stack"
require_relative "alien/state"
require_relative "alien/functions"
