# frozen_string_literal: true

module Alien
  # Reads the arguments of functions and methods. Those that can't be used raise an error.
  module Options
    KINDS = {
      "container" => AlienNative::DocumentKind::CONTAINER,
      "stack" => AlienNative::DocumentKind::STACK,
      "state" => AlienNative::DocumentKind::STATE
    }.freeze
    UNITS = {
      "utf-8" => AlienNative::Units::UTF8,
      "utf-16" => AlienNative::Units::UTF16,
      "utf-32" => AlienNative::Units::UTF32
    }.freeze
    SYNTAXES = {
      "json" => AlienNative::Syntax::JSON,
      "jsonc" => AlienNative::Syntax::JSONC,
      "yaml" => AlienNative::Syntax::YAML
    }.freeze
    DEFAULT_UNITS = AlienNative::Units::UTF16
    FORMATS = {
      "text" => AlienNative::Format::TEXT,
      "github" => AlienNative::Format::GITHUB,
      "sarif" => AlienNative::Format::SARIF,
      "json" => AlienNative::Format::JSON
    }.freeze
    # The options of `Alien.validate`.
    READ = %i[kind syntax units limits name].freeze
    LIMITS = %i[bytes depth diagnostics].freeze
    # The maximum number of bytes that can be passed at once. UniFFI counts them with 31 bits.
    MAX_BYTES = (2**31) - 1024

    # The options for the core, from the keyword arguments of the function `caller`.
    def self.read(caller, given, known = READ)
      check_names("#{caller}()", "keyword", given, known)
      limits = limits(given[:limits])
      AlienNative::ValidateOptions.new(
        kind: given[:kind]&.then { |kind| choose(:kind, KINDS, kind) },
        syntax: syntax(given[:syntax]),
        units: given[:units]&.then { |units| choose(:units, UNITS, units) },
        max_bytes: limits[:bytes],
        max_depth: limits[:depth],
        max_diagnostics: limits[:diagnostics],
        name: name(given[:name])
      )
    end

    # Raises an error about an argument.
    def self.reject(message, type = ArgumentError)
      raise Places.at_call(type.new(message))
    end

    # Raises an `ArgumentError` if there is a name that doesn't exist, since it is probably misspelt.
    def self.check_names(owner, noun, given, known)
      unknown = given.each_key.find { |name| !known.include?(name) }
      return if unknown.nil?

      reject(AlienNative.unknown_option(owner, noun, Tape.utf8(unknown.to_s), known.map(&:name)))
    end

    # Returns what a name stands for.
    def self.choose(option, choices, name)
      choices.fetch(name.to_s) do
        *others, last = choices.keys.map(&:inspect)
        reject("#{option} must be #{others.join(", ")} or #{last}, not #{name.inspect}")
      end
    end

    # Returns an option that is true, false or absent.
    def self.boolean(option, value)
      return value if [nil, true, false].include?(value)

      reject("#{option} must be true or false, not #{value.class}", TypeError)
    end

    # Returns the name of a file.
    def self.name(value)
      return value if value.nil?
      return Tape.utf8(value) if value.is_a?(String)

      reject("name must be a String, not #{value.class}", TypeError)
    end

    # Returns the syntax with this name; `nil` if there is none.
    def self.syntax(name)
      name&.then { choose(:syntax, SYNTAXES, name) }
    end

    # Returns the limits, with symbols as keys.
    def self.limits(given)
      return {} if given.nil?
      reject("limits must be a Hash, not #{given.class}", TypeError) unless given.is_a?(Hash)

      limits = given.transform_keys { |key| key.is_a?(String) ? key.to_sym : key }
      check_names("limits", "key", limits, LIMITS)
      limits.each do |name, value|
        next if value.is_a?(Integer) && value.between?(0, 2**64 - 1)

        reject("limits: #{name} must be an integer that is not negative")
      end
    end

    # Returns text in UTF-8 that was passed to the function `caller`.
    def self.text(caller, given)
      reject("#{caller}() takes JSON or YAML text, but got #{given.class}", TypeError) unless String === given

      Tape.utf8(given)
    end

    # Returns a declaration for the core: a string is text, anything else a value. So is a string that is too large to be
    # passed, since a value that is too large is reported.
    def self.declaration(given, options)
      if String === given && given.bytesize <= MAX_BYTES
        AlienNative::Declaration::TEXT.new(text: Tape.utf8(given))
      else
        depth = options.max_depth || Size::LIMIT_DEPTH
        AlienNative::Declaration::VALUE.new(value: Tape.of(given, depth))
      end
    end
  end
  private_constant :Options
end
