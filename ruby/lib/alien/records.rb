# frozen_string_literal: true

module Alien
  # A part of a result: a frozen struct, which patterns match by the names of its members.
  #
  #   case Alien.validate(text)
  #   in { valid: true } then puts "fine"
  #   in { diagnostics: [{ code:, range: { start: { line: } } }, *] } then puts "#{code} in line #{line + 1}"
  #   end
  module Record
    # Converts a part of a result from JSON with symbols as keys. `type` is its class, or an array with the class of its
    # elements.
    def self.read(type, value)
      case value
      when ::Array then value.map { |element| read(type.first, element) }.freeze
      when ::Hash then read_members(type, value)
      else value
      end
    end

    def self.read_members(type, members)
      nested = type.const_get(:NESTED)
      fields = members.to_h do |key, value|
        name = snake_case(key)
        [name, read(nested[name], value)]
      end
      type.new(**fields).freeze
    end
    private_class_method :read_members

    # Returns the name of a member for a key: `text_edits` for `textEdits`.
    def self.snake_case(key)
      key.to_s.gsub(/[A-Z]/) { |letter| "_#{letter.downcase}" }.to_sym
    end

    # Returns the key for the name of a member: `textEdits` for `text_edits`.
    def self.camel_case(name)
      name.to_s.gsub(/_([a-z])/) { Regexp.last_match(1).upcase }
    end

    # The members as a hash for JSON, with camelCase strings as keys. Members that are `nil` are left out.
    def self.to_json_value(value)
      case value
      when ::Array then value.map { |element| to_json_value(element) }
      when Record
        value.to_h.compact.to_h { |name, inner| [camel_case(name), to_json_value(inner)] }
      else value
      end
    end

    # The result as JSON, with the same keys in every language.
    def to_json(*arguments)
      Record.to_json_value(self).to_json(*arguments)
    end
  end

  # Defines the class of a part of a result. `nested` are the classes of the members that are parts themselves.
  def self.record(*members, **nested)
    Struct.new(*members, keyword_init: true) do
      include Record
      const_set(:NESTED, nested.freeze)
      private_constant :NESTED
    end
  end
  private_class_method :record

  # A position in a text: a line and a character in that line, both counted from 0. Characters are UTF-16 code units unless
  # the option `units` says otherwise.
  Position = record(:line, :character)

  # A range in a text, from `start` up to but not including `end`.
  Range = record(:start, :end, start: Position, end: Position)

  # A builder call.
  #
  # - `method`: the camelCase name of the method; `new` for the constructor.
  # - `number`: the index of the call; the constructor has index 0. In a stack, the calls of a builder come before the call
  #   that adds it.
  # - `text`: the call as source code, such as `.port(70000)`. Only strings, numbers and booleans are shown as arguments.
  # - `file`, `line`: the place of the call, if it was recorded; see `Alien.track_calls`. Ruby doesn't know the `column`.
  Call = record(:method, :number, :text, :file, :line, :column)

  # Another place that is involved in a problem: its `path`, `range` and `call` as in a diagnostic, and a `message` that says
  # what is there.
  Related = record(:path, :range, :call, :message, range: Range, call: Call)

  # An edit of a text, as in the Language Server Protocol: the `range` that is replaced, and the `new_text`.
  TextEdit = record(:range, :new_text, range: Range)

  # One edit of a declaration. Paths refer to the declaration before the fix. The `kind` says what is done:
  #
  # - `"set"`: sets the value at `path` to the JSON text `json`. A missing key is added to its object.
  # - `"remove"`: removes a key and its value, or an element of a list.
  # - `"removeFirst"`: removes the first of several duplicate keys, and its value.
  # - `"rename"`: renames a key to `key`.
  # - `"move"`: moves a key with its value to the path `to`.
  # - `"quote"`: turns the number or boolean at `path` into a string.
  # - `"pairs"`: turns the list at `path`, such as `["NAME=value"]`, into an object.
  # - `"replace"`: replaces a `range` of the text by `text`. This fixes syntax errors.
  Edit = record(:kind, :path, :json, :key, :to, :range, :text, range: Range)

  # A way to fix a problem: its `title`, as an instruction, and its `edits`. Apply all of them or none.
  #
  # - `applicability`: `"safe"` if the fix keeps the meaning, so that a tool may apply it without asking; otherwise `"unsafe"`.
  # - `text_edits`: the same edits as edits of the text. They are absent if they would contain values that may be secret.
  Fix = record(:title, :applicability, :edits, :text_edits, edits: [Edit], text_edits: [TextEdit])

  # The values that a message and its help contain, for programs and translations. Absent values are `nil`.
  DiagnosticData = record(:value, :min, :exclusive_min, :max, :unit, :name, :suggestion)

  # A single problem: what is wrong, where, and how to fix it.
  #
  # - `code`: the stable code, such as `"port-out-of-range"`. Pass it to `Alien.explain` for details.
  # - `severity`: `"error"`, `"warning"` or `"info"`.
  # - `message`: what is wrong, including the offending value. `data` has the values of the message.
  # - `path`: a JSON Pointer into the declaration, such as `"/ports/0/port"`. `target` is `"key"` or `"value"`.
  # - `range`: the place in the text, if the declaration was text. `call`: the builder call that caused it, if there is one.
  # - `help`, `related`, `fixes`: how to fix it, other places that are involved, and possible fixes, the most likely first.
  # - `docs`: the page that explains the code, as a path in the repository.
  Diagnostic = record(
    :code, :severity, :message, :data, :path, :target, :range, :call, :help, :related, :fixes, :docs,
    data: DiagnosticData, range: Range, call: Call, related: [Related], fixes: [Fix]
  )

  # The result of validating a declaration: whether it is `valid`, that is, has no errors; all `diagnostics`, in the order of
  # the declaration; and whether it is `truncated`, because there were too many.
  Report = record(:valid, :diagnostics, :truncated, diagnostics: [Diagnostic])

  class Report
    # Whether there are no errors. There may still be warnings and infos.
    alias valid? valid
    # Whether diagnostics were left out because there were too many. Errors are kept first.
    alias truncated? truncated
  end

  # A key that differs between two declarations. The values of environment variables are never shown.
  #
  # - `kind`: `"added"`, `"removed"` or `"changed"`.
  # - `path`: a JSON Pointer into the normalised declarations, such as `"/resources/api/config/replicas"`.
  # - `before`, `after`: the values as JSON text; `nil` if there is none or it may be secret.
  # - `refused`: whether the platform rejects this change. `loses_data`: whether it loses data.
  Change = record(:kind, :path, :before, :after, :refused, :loses_data)

  # The differences between two declarations: all `changes`, and the same as `text`, one line for each.
  Diff = record(:changes, :text, changes: [Change])

  # The explanation of a diagnostic code: why it is a problem, a declaration that `fails`, and the same one fixed, which
  # `passes`.
  Explanation = record(:code, :severity, :summary, :why, :fails, :passes, :docs)

  # The explanations of all codes, sorted by code.
  Catalog = record(:codes, codes: [Explanation])
end
