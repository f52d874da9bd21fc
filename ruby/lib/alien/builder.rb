# frozen_string_literal: true

module Alien
  # An argument that was not passed. It is not the same as `nil`.
  ABSENT = Object.new.freeze
  private_constant :ABSENT

  # A recorded call: its words and text as a tape, and where it was made.
  RecordedCall = Struct.new(:words, :text, :place)
  private_constant :RecordedCall

  # What the builders of containers and stacks have in common. They record calls, which the core reads when they are built.
  class Builder
    # The nesting limit for an argument. It is one lower than for the declaration that contains the argument.
    MAX_DEPTH = Size::LIMIT_DEPTH - 1
    private_constant :MAX_DEPTH

    def initialize(method, id) # :nodoc:
      start(method, id)
      @id = Core.own_id(id)
      yield self if block_given?
    end

    # `dup` and `clone` return a copy of the builder. Further calls of one of them don't change the other.
    def initialize_copy(other)
      super
      @calls = other.calls.dup
    end

    # Validates all calls as `build` does, but returns a report instead of raising its errors. Each diagnostic has the file and
    # line of its call.
    #
    #   report = Alien::Container.new("api").port(70000).validate
    #   report.diagnostics.each { |found| puts "#{found.call&.file}:#{found.call&.line} #{found.message}" }
    def validate
      run_build.last
    end

    # Describes the calls for people, without values that may be secret.
    def inspect
      call_texts.join
    end
    alias to_s inspect

    # The calls as JSON, for logs. A declaration is what `build` returns.
    def to_json(*arguments)
      { "calls" => call_texts }.to_json(*arguments)
    end

    def marshal_dump # :nodoc:
      raise TypeError, "a builder can't be marshalled; build it, and marshal the result"
    end

    protected

    # The recorded calls. A call is added at once, so that threads may use the same builder.
    attr_reader :calls

    private

    # Records the first call.
    def start(method, value)
      @calls = [recorded(method, [value])]
      self
    end

    # Records a call of a method. A block writes its arguments, if they aren't just values. `before` are calls that are
    # recorded with it.
    def record(method, *arguments, before: [], &write)
      raise Places.at_call(FrozenError.new("this builder is frozen; copy it with dup", receiver: self)) if frozen?

      calls.concat(before, [recorded(method, arguments, &write)])
      self
    end

    def recorded(method, arguments, &write)
      tape = Tape.new(MAX_DEPTH)
      tape.open_call(method)
      arguments.each { |argument| tape.write(argument) }
      write&.call(tape)
      tape.close
      RecordedCall.new(tape.words, tape.text, Places.current).freeze
    end

    # Records a call with one value: the argument, or the keyword arguments as an object. `known` are their names.
    def record_object(method, name, argument, keywords, known)
      arguments = fields(name, argument, keywords, known)
      Options.reject("#{name}() takes an argument or keywords, but got none") if arguments.empty?

      record(method, *arguments)
    end

    # Returns a list with the argument, or with the keyword arguments as an object of the declaration; an empty list if there
    # are none.
    def fields(name, argument, keywords, known)
      # The keys of `code("type" => "image")` are those of the declaration.
      argument, keywords = keywords, {} if ABSENT.equal?(argument) && keywords.any? { |key, _| !key.is_a?(Symbol) }
      Options.check_names("#{name}()", "keyword", keywords, known)
      return ABSENT.equal?(argument) ? [] : [argument] if keywords.empty?
      Options.reject("#{name}() takes an argument or keywords, but got both") unless ABSENT.equal?(argument)

      [keywords.transform_keys { |key| Record.camel_case(key) }]
    end

    # Calls as the core takes them.
    def tape(calls)
      opened, closed = [Kind::ARRAY, Kind::CLOSE].map { |kind| [kind].pack("V") }
      AlienNative::Tape.new(words: [opened, *calls.map(&:words), closed].join, text: calls.map(&:text).join)
    end

    # The calls as source code. Only scalar arguments are shown, since others may contain secrets.
    def call_texts
      Core.parse(AlienNative.call_texts_json(tape(calls), Core::RUBY))
    end

    # Validates the calls. Returns the normalised JSON and the warnings, or raises a `ValidationError`.
    def build_json
      json, message, report = run_build
      raise Places.at_call(ValidationError.new(message, report)) unless json

      [json, report.diagnostics]
    end

    # Validates the calls. Returns the normalised JSON if there are no errors, the message of an error, and the report.
    def run_build
      calls = self.calls.dup
      tape = tape(calls)
      built = Core.parse(AlienNative.build_json(tape, Core::RUBY), symbolize_names: true)
      json, report = built.values_at(:json, :report)
      return [json, nil, Core.report(report)] if report[:diagnostics].empty?

      id = String === @id ? Tape.utf8(@id) : nil
      failure = AlienNative.build_failure_json(tape, Core::RUBY, places(report, calls), id)
      Core.parse(failure, symbolize_names: true) => { message:, report: }
      [json, message, Core.report(report)]
    end

    # The places of the calls that a report mentions.
    def places(report, calls)
      mentioned = report[:diagnostics].flat_map { |found| [found, *found[:related]] }
      numbers = mentioned.filter_map { |part| part.dig(:call, :number) }.uniq
      numbers.filter_map do |number|
        file, line = calls[number].place
        AlienNative::CallPlace.new(call: number, file: Places.shown(file), line: line, column: nil) if file
      end
    end
  end
  private_constant :Builder
end
