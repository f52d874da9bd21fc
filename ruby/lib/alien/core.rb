# frozen_string_literal: true

module Alien
  # Reads what the Rust core returns.
  module Core
    RUBY = AlienNative::HostLanguage::RUBY

    # Returns the value of JSON text, deeply frozen.
    def self.parse(json, **options)
      JSON.parse(json, max_nesting: false, freeze: true, **options)
    end

    # Returns the result of a function, with symbols as keys. Raises a `ValidationError` if it is a failure.
    def self.result(json)
      case parse(json, symbolize_names: true)
      in { failure: { message:, report: } } then raise Places.at_call(ValidationError.new(message, report(report)))
      in result then result
      end
    end

    # Returns a report from its JSON.
    def self.report(members)
      Ractor.make_shareable(Record.read(Report, members))
    end

    # Runs a function of the core that fails if an argument can't be used.
    def self.checked
      yield
    rescue AlienNative::WrongArgument::Reason => error
      Options.reject(error.message)
    end

    # Returns an ID as a program passed it, so that later changes of the string have no effect.
    def self.own_id(id)
      case id
      when Symbol then id.name
      when String then id.dup.freeze
      else id
      end
    end

    # Returns a copy of plain data without values that may be secret.
    def self.mask(value)
      parse(AlienNative.mask_secrets(JSON.generate(value, max_nesting: 0)))
    rescue JSON::GeneratorError
      # An ID that is not validated yet may be any value.
      "…"
    end
  end
  private_constant :Core
end
