# frozen_string_literal: true

module Alien
  # A valid declaration as JSON. It is frozen, as all that it contains, so that all Ractors may share it.
  class Built
    # The normalised declaration, with all defaults filled in: a hash with the keys that it has in JSON, which are strings. It
    # has all values, so printing it shows them.
    attr_reader :config
    # The warnings and infos, in the order of the declaration.
    attr_reader :warnings

    # Without `json`, the declaration is a reference, whose ID is not validated yet.
    def initialize(config, json = nil, warnings = [].freeze) # :nodoc:
      @config = config.freeze
      @json = json.freeze
      @warnings = warnings
      freeze
    end

    # Returns the declaration that normalised JSON describes.
    def self.from_json(json, warnings) # :nodoc:
      new(Core.parse(json), json, warnings)
    end

    # The ID.
    def id
      config["id"]
    end

    # The normalised declaration as JSON text. Equal declarations have the same text in every language.
    def json
      @json || JSON.generate(config)
    end

    # The normalised declaration as a hash.
    def to_h
      config
    end

    # The normalised declaration as JSON text, which `JSON.generate` calls.
    def to_json(*)
      json
    end

    # Whether both are the same declaration. Warnings are not compared.
    def ==(other)
      other.instance_of?(self.class) && declaration == other.declaration
    end
    alias eql? ==

    def hash
      [self.class, declaration].hash
    end

    # Describes the object for people, without values that may be secret.
    def inspect
      "#<#{self.class} #{Core.mask(config)}>"
    end
    alias to_s inspect

    def marshal_dump # :nodoc:
      [config, @json, warnings]
    end

    def marshal_load(state) # :nodoc:
      initialize(*Ractor.make_shareable(state))
    end

    protected

    # What is compared. The order of variables matters, which hashes ignore.
    def declaration
      @json || config
    end
  end
  private_constant :Built

  # A built resource. It is valid, and frozen.
  #
  #   uploads = Alien::Storage.new("uploads").build
  #   uploads.ref # => {"type"=>"storage", "id"=>"uploads"}
  class Resource < Built
    # The type: `"container"`, `"storage"`, …
    def type
      config["type"]
    end

    # The type and ID of the resource, as used in links.
    def ref
      { "type" => type, "id" => id }
    end
  end

  # A built stack. It is valid, and frozen.
  class BuiltStack < Built
  end

  # A resource that is declared by its ID only.
  class Declared
    # The ID. It is validated when a container links to the resource, or a stack contains it.
    attr_reader :id

    # `id` is the ID that containers and stacks use to refer to the resource.
    def initialize(id)
      @id = Core.own_id(id)
      freeze
    end

    # The type: `"storage"`, `"kv"`, …
    def type
      self.class::TYPE
    end

    # The type and ID of the resource, as used in links.
    def ref
      { "type" => type, "id" => id }
    end
    alias to_h ref

    # Returns the resource.
    def build
      Resource.new(ref)
    end

    def ==(other)
      other.instance_of?(self.class) && id == other.id
    end
    alias eql? ==

    def hash
      [self.class, id].hash
    end

    # Describes the object for people, without an ID that may be secret.
    def inspect
      "#<#{self.class} #{Core.mask(id).inspect}>"
    end
    alias to_s inspect
  end
  private_constant :Declared

  # File storage.
  #
  #   uploads = Alien::Storage.new("uploads")
  #   Alien::Container.new("api").link(uploads)
  class Storage < Declared
    TYPE = "storage"
  end

  # A key-value store.
  #
  #   Alien::Container.new("api").link(Alien::Kv.new("sessions"))
  class Kv < Declared
    TYPE = "kv"
  end

  # A message queue.
  #
  #   Alien::Container.new("api").link(Alien::Queue.new("jobs"))
  class Queue < Declared
    TYPE = "queue"
  end

  # A vault for secrets.
  #
  #   Alien::Container.new("api").link(Alien::Vault.new("keys"))
  class Vault < Declared
    TYPE = "vault"
  end
end
