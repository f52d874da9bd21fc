# frozen_string_literal: true

module Alien
  # Declares a stack: resources that are deployed together.
  #
  # As with containers, `build` validates all calls together: first each container, then the relations between resources, such
  # as links. Containers needn't be built before they are added.
  #
  # Each method changes the builder and returns it; it doesn't return a new one. `dup` copies a builder.
  #
  #   uploads = Alien::Storage.new("uploads")
  #   web = Alien::Container.new("web")
  #     .code(type: "image", image: "ghcr.io/acme/web:v1")
  #     .cpu(1)
  #     .memory("1Gi")
  #     .port(8080)
  #     .link(uploads)
  #     .permissions("execution")
  #   stack = Alien::Stack.new("my-app")
  #     .permissions(profiles: { execution: {} })
  #     .add(uploads, "frozen")
  #     .add(web, "live", dependencies: [uploads])
  #     .build
  #   stack.config["resources"].keys # => ["uploads", "web"]
  class Stack < Builder
    # Starts the declaration of a stack. The ID is a lowercase DNS label, such as `my-app`. A block gets the builder.
    def initialize(id)
      super(Method::STACK, id)
    end

    # Creates a builder from an existing declaration. Adding a resource replaces an existing one with the same ID.
    #
    #   larger = Alien::Stack.from(stack.build).add(Alien::Queue.new("jobs"), "frozen").build
    def self.from(config)
      allocate.tap { |builder| builder.send(:start_from, config) }
    end

    # Sets the permission profiles, which containers refer to by name.
    #
    #   stack.permissions(profiles: { execution: {} })
    def permissions(permissions = ABSENT, **keywords)
      record_object(Method::PERMISSIONS, :permissions, permissions, keywords, [:profiles])
    end

    # Adds a resource: a built resource, a builder, or a declaration. A `"live"` resource is deployed with every release, and a
    # `"frozen"` resource is deployed only with the first release. Containers must be `"live"`.
    #
    # The calls of a builder of a container are copied, so calls after this one don't change the stack. `build` reports each of
    # its problems at its own call.
    #
    # `dependencies` are the resources that must be deployed before this one. Keys that other parts of the platform read are
    # passed as a hash: `add(db, "frozen", { dependencies: [keys], remoteAccess: true })`.
    #
    #   keys = Alien::Vault.new("keys")
    #   stack.add(keys, "frozen").add(api, "live", dependencies: [keys])
    def add(resource, lifecycle, options = ABSENT, **keywords)
      options = fields("add", options, keywords, [:dependencies])
      is_builder = Container === resource
      method = is_builder ? Method::ADD_BUILDER : Method::ADD
      record(method, before: is_builder ? resource.calls : []) do |tape|
        tape.write_resource(resource) unless is_builder
        tape.write(lifecycle)
        options.each { |given| tape.write_options(given) }
      end
    end

    # Validates all calls and returns the stack. Doesn't change the builder. Raises a `ValidationError` that lists all problems
    # if there is any error.
    #
    #   Alien::Stack.new("my-app").add(Alien::Kv.new("cache"), "frozen").build.id # => "my-app"
    def build
      BuiltStack.from_json(*build_json)
    end

    private

    def start_from(config)
      start(Method::FROM_STACK, config)
    end
  end
end
