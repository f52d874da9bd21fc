# frozen_string_literal: true

module Alien
  # Nodes of values as the Rust core reads them; `core/src/document/tape.rs` describes the format.
  #
  # Nothing is converted, dropped or raised. A value that JSON doesn't have becomes a node that says what kind of value it was.
  # Values are copied, so changing one afterwards has no effect.
  class Tape
    # The maximum number of words and bytes. A value with shared parts can expand to more than fits into memory.
    MAX_WORDS = 1 << 22
    MAX_BYTES = 1 << 26
    # Integers from 0 up to this limit fit into one word.
    INTEGER_LIMIT = 1 << 28
    # The maximum length of the name of a class. Messages show fewer characters.
    MAX_NAME = 128

    CLASS = Kernel.instance_method(:class)
    NAME = Module.instance_method(:name)
    private_constant :MAX_WORDS, :MAX_BYTES, :INTEGER_LIMIT, :MAX_NAME, :CLASS, :NAME

    # Returns a tape with one value.
    def self.of(value, max_depth = Size::LIMIT_DEPTH)
      new(max_depth).write(value).to_native
    end

    # Returns a string in UTF-8. The result may contain invalid bytes if the string does.
    def self.utf8(string)
      return string if string.encoding == Encoding::UTF_8 || string.ascii_only?
      return string.encode(Encoding::UTF_8) unless [Encoding::BINARY, Encoding::US_ASCII].include?(string.encoding)

      string.dup.force_encoding(Encoding::UTF_8)
    rescue EncodingError
      string.dup.force_encoding(Encoding::UTF_8)
    end

    # Returns the name of a class; empty if it has none. No code of the program is run.
    def self.name_of(type)
      utf8(NAME.bind_call(type) || "").scrub[0, MAX_NAME]
    end

    # Returns the name of the class of any object.
    def self.class_name(value)
      name_of(CLASS.bind_call(value))
    end

    # The content of all strings and keys.
    attr_reader :text

    def initialize(max_depth)
      @max_depth = max_depth
      @words = []
      @text = String.new(encoding: Encoding::UTF_8)
      # The objects that contain the one being written.
      @ancestors = {}.compare_by_identity
    end

    # The words as bytes.
    def words
      @words.pack("V*")
    end

    # The tape as the generated code takes it.
    def to_native
      AlienNative::Tape.new(words: words, text: text)
    end

    # Starts a call of the method with a number. Its arguments are written next, and then `close`.
    def open_call(method)
      write_word(Kind::CALL, method)
    end

    # Ends the innermost array, object or call.
    def close
      write_word(Kind::CLOSE, 0)
    end

    # Writes any value.
    def write(value)
      write_root { write_nested(value) }
    end

    # Writes a list. A range or an enumerator is read to its end. Any other value is written as it is.
    def write_list(value)
      write_root { listed(value) { |element| write_nested(element) } }
    end

    # Writes the result of the method `ref` of a resource, or the value itself if it has no such method.
    def write_reference(value)
      write_root { write_referred(value) }
    end

    # Writes what is added to a stack: a declaration as it is, or a reference to any other resource.
    def write_resource(value)
      Built === value ? write(value) : write_reference(value)
    end

    # Writes the options of a resource in a stack. Its dependencies may be resources.
    def write_options(options)
      return write(options) unless ::Hash === options

      write_root do
        write_compound(options) do
          write_object(options) do |key, value|
            key.to_s == "dependencies" ? listed(value) { |element| write_referred(element) } : write_nested(value)
          end
        end
      end
    end

    private

    def write_word(kind, payload)
      @words << (kind | (payload << Size::KIND_BITS))
    end

    # Writes a whole value, or that it is too large.
    def write_root
      words, bytes = @words.size, @text.bytesize
      is_written = catch(:too_large) do
        yield
        true
      end
      unless is_written
        undo(words, bytes)
        write_foreign(Foreign::TOO_LARGE)
      end
      self
    end

    def undo(words, bytes)
      @words.slice!(words..)
      @text = @text.byteslice(0, bytes)
    end

    def write_nested(value)
      throw :too_large if @words.size > MAX_WORDS
      case value
      when ::String then write_string(value)
      when ::Symbol then write_string(value.name)
      when ::Integer then write_integer(value)
      when ::Float then write_float(value)
      when nil then write_word(Kind::NULL, 0)
      when true then write_word(Kind::BOOL, 1)
      when false then write_word(Kind::BOOL, 0)
      when ::Array then write_compound(value) { write_elements(value) { |element| write_nested(element) } }
      when ::Hash then write_compound(value) { write_object(value) { |_, inner| write_nested(inner) } }
      else write_other(value)
      end
    end

    def write_string(string)
      text = Tape.utf8(string)
      kind = Kind::STRING
      unless text.valid_encoding?
        text = text.scrub("\uFFFD")
        kind = Kind::NOT_UTF8
      end
      write_word(kind, append(text))
    end

    # Appends text, and returns its length in bytes.
    def append(text)
      throw :too_large if @text.bytesize + text.bytesize > MAX_BYTES
      @text << text
      text.bytesize
    end

    def write_integer(value)
      if value >= 0 && value < INTEGER_LIMIT
        write_word(Kind::INTEGER, value)
      elsif value.bit_length > 1024
        # `to_f` would warn.
        write_float(value.positive? ? ::Float::INFINITY : -::Float::INFINITY)
      else
        write_float(value.to_f)
      end
    end

    def write_float(value)
      write_word(Kind::FLOAT, 0)
      @words.concat([value].pack("E").unpack("VV"))
    end

    def write_foreign(kind, name = "")
      write_word(Kind::FOREIGN, kind | (append(name) << Size::NAME_BITS))
    end

    # Writes an object that may contain itself, and whose methods may raise.
    def write_compound(value)
      return write_foreign(Foreign::CYCLE) if @ancestors.key?(value)
      return write_foreign(Foreign::TOO_DEEP) if @ancestors.size >= @max_depth

      words, bytes = @words.size, @text.bytesize
      @ancestors[value] = true
      begin
        yield
      rescue StandardError, SystemStackError
        undo(words, bytes)
        write_foreign(Foreign::THREW)
      ensure
        @ancestors.delete(value)
      end
    end

    def write_elements(elements)
      write_word(Kind::ARRAY, 0)
      elements.each { |element| yield element }
      close
    end

    def write_object(members)
      write_word(Kind::OBJECT, 0)
      members.each_pair do |key, value|
        case key
        when ::String then write_string(key)
        when ::Symbol then write_string(key.name)
        else
          write_string(key_text(key))
          next write_foreign(Foreign::KEYED)
        end
        yield key, value
      end
      close
    end

    # The text that stands for a key that is not a string. No code of the program is run.
    def key_text(key)
      case key
      when nil, true, false, ::Float then key.inspect
      when ::Integer then key.bit_length <= 64 ? key.inspect : "<Integer>"
      else "<#{Tape.class_name(key)}>"
      end
    end

    # Writes a list, with `block` for each element. Any other value is written as it is.
    def listed(value, &block)
      case value
      when ::Array, ::Range, ::Enumerator then write_compound(value) { write_elements(value, &block) }
      else write_nested(value)
      end
    end

    def write_referred(value)
      begin
        reference = ::Hash === value || !value.respond_to?(:ref) ? value : value.ref
      rescue StandardError
        return write_foreign(Foreign::THREW)
      end
      write_nested(reference)
    end

    def write_other(value)
      case value
      when Built, Declared, StackState then write_nested(value.to_h)
      when Builder then write_foreign(Foreign::BUILDER, Tape.class_name(value))
      when ::Proc, ::Method, ::UnboundMethod then write_foreign(Foreign::FUNCTION)
      when ::Module then write_foreign(Foreign::CLASS, Tape.name_of(value))
      else write_foreign(Foreign::INSTANCE, Tape.class_name(value))
      end
    end
  end
  private_constant :Tape
end
