# frozen_string_literal: true

module Alien
  class << self
    # Validates a declaration: a container, a stack, or the state of a stack.
    #
    # A string is JSON text, or YAML if the options say so, and diagnostics then contain ranges. Any other value is the
    # declaration itself, such as a hash, whose keys may be strings or symbols. Problems of the declaration are reported, not
    # raised.
    #
    #   report = Alien.validate('{"id": "api", "ports": [{"port": 70000}]}')
    #   report.valid? # => false
    #   report.diagnostics.each { |found| puts "#{found.code} in line #{found.range.start.line + 1}" }
    #
    # Options, which all functions that read declarations have:
    #
    # - `kind`: `"container"`, `"stack"` or `"state"`. By default, it is determined from the keys.
    # - `syntax`: the syntax of text: `"json"`, `"jsonc"`, which allows comments and trailing commas, or `"yaml"`. By default,
    #   the end of `name` says it: `.jsonc`, `.yaml` or `.yml`; otherwise it is JSON.
    # - `units`: the unit of `character` in positions: `"utf-8"`, `"utf-16"` or `"utf-32"`. Default: `"utf-16"`, as in most
    #   editors. Indexes of Ruby's strings are `"utf-32"`.
    # - `limits`: a hash with the maximum number of `bytes` of text (default: 16 MiB), the maximum nesting `depth` (128) and
    #   the maximum number of `diagnostics` (1,000).
    # - `name`: the name of the file with the text, as error messages show it.
    def validate(declaration, **options)
      options = Options.read("validate", options)
      Core.report(Core.result(AlienNative.validate_json(Options.declaration(declaration, options), options)))
    end

    # Validates an update. Reports the problems of the new declaration, then changes that aren't allowed, such as another ID,
    # and changes that lose data, such as smaller storage. The options are those of `validate`.
    #
    #   Alien.validate_update({ id: "api" }, { id: "web" }).valid? # => false
    def validate_update(before, after, **options)
      options = Options.read("validate_update", options)
      declarations = [before, after].map { |given| Options.declaration(given, options) }
      Core.report(Core.result(AlienNative.validate_update_json(*declarations, options)))
    end

    # Compares two declarations of a container or a stack. Lists every key that differs, whether the platform rejects the
    # change, and whether it loses data. The values of environment variables are never shown. Raises a `ValidationError` if one
    # of the declarations has errors. The options are those of `validate`.
    #
    #   next_api = Alien::Container.from(api).replicas(3).build
    #   Alien.diff(api, next_api).text # => "+ replicas: 3\n"
    def diff(before, after, **options)
      options = Options.read("diff", options)
      declarations = [before, after].map { |given| Options.declaration(given, options) }
      compared = Core.result(AlienNative.diff_json(*declarations, options))
      Ractor.make_shareable(Record.read(Diff, compared))
    end

    # Returns the normalised JSON of a declaration: keys in a fixed order, all defaults filled in, no spaces. Declarations that
    # differ only in layout, in the order of keys or in keys with defaults have the same normalised JSON. Raises a
    # `ValidationError` if the declaration has errors. The options are those of `validate`.
    #
    #   Alien.normalise('{"resources": {}, "id": "shop"}') # => '{"id":"shop","resources":{}}'
    def normalise(declaration, **options)
      options = Options.read("normalise", options)
      read = AlienNative.read_declaration_json(Options.declaration(declaration, options), options)
      Core.result(read)[:json]
    end

    # Returns a text with all safe fixes applied, which keep its meaning. With `unsafe`, all other fixes are applied too.
    #
    # If a problem has several fixes, the most likely one is applied. Problems without a fix remain. The rest of the text,
    # including comments and whitespace, doesn't change. Applying fixes to the result changes nothing. A text is returned
    # unchanged if it needs no fix, is larger than the limit or is not valid UTF-8. The other options are those of `validate`.
    #
    #   Alien.apply_fixes('{"id": "api", "memory": "1Gi"}')
    #   # => '{"id": "api", "memory": {"min": "1Gi", "desired": "1Gi"}}'
    def apply_fixes(text, **options)
      read = Options.read("apply_fixes", options, [*Options::READ, :unsafe])
      unsafe = Options.boolean(:unsafe, options[:unsafe]) || false
      json = Options.text("apply_fixes", text)
      json.valid_encoding? && json.bytesize <= Options::MAX_BYTES ? AlienNative.apply_fixes(json, unsafe, read) : text
    end

    # Returns a text with one fix of its report applied. The rest of the text doesn't change. Raises an `ArgumentError` if
    # the fix doesn't fit the text. `units` are those of the report, and `syntax` is that of the text, JSON by default.
    #
    #   text = '{"id": "api", "memory": "1Gi"}'
    #   fix = Alien.validate(text).diagnostics.flat_map(&:fixes).first
    #   Alien.apply_fix(text, fix) # => '{"id": "api", "memory": {"min": "1Gi", "desired": "1Gi"}}'
    def apply_fix(text, fix, **options)
      options = Options.read("apply_fix", options, %i[units syntax])
      json = valid_text("apply_fix", text)
      tape = Tape.of(Record.to_json_value(fix))
      Core.checked { AlienNative.apply_fix_of_tape(json, tape, options.units || Options::DEFAULT_UNITS, options.syntax) }
    end

    # Returns a text in which the value at a path is set. The path is a JSON Pointer; the index `-` appends to a list.
    # Objects and lists that are missing on the way are added. The layout, the comments and the rest of the text don't change.
    # Raises an `ArgumentError` if nothing can be set at the path, or if the text has syntax errors. `syntax` is the syntax of
    # the text, JSON by default.
    #
    #   Alien.edit('{"id": "api", "replicas": 3} // for now', "/replicas", 5)
    #   # => '{"id": "api", "replicas": 5} // for now'
    def edit(text, path, value, **options)
      syntax = Options.read("edit", options, [:syntax]).syntax
      json = valid_text("edit", text)
      Core.checked { AlienNative.edit_of_path(json, Tape.utf8(path.to_s), Tape.of(value), syntax) }
    end

    # Returns a text without the value at a path, and without its key. The path is a JSON Pointer. The layout, the comments
    # and the rest of the text don't change. Raises an `ArgumentError` if there is nothing at the path, or if the text has
    # syntax errors.
    #
    #   Alien.remove('{"id": "api", "replicas": 3}', "/replicas") # => '{"id": "api"}'
    def remove(text, path, **options)
      syntax = Options.read("remove", options, [:syntax]).syntax
      json = valid_text("remove", text)
      Core.checked { AlienNative.remove_of_path(json, Tape.utf8(path.to_s), syntax) }
    end

    # Formats a report, or the report of a `ValidationError`, for people or for tools.
    #
    # - `text`: the text that was validated. With it, each problem is shown in its line, and values that may be secret are
    #   hidden.
    # - `name`: the name of the file, as it is shown.
    # - `syntax`: the syntax of the text. By default, the end of `name` says it.
    # - `color`: whether the text has ANSI colours. By default, it has them if the standard output is a terminal and the
    #   environment variable `NO_COLOR` is not set.
    # - `format`: `"text"` is for people: as compilers print problems, errors first. `"github"` are annotations of GitHub
    #   Actions, `"sarif"` is a SARIF 2.1.0 log, and `"json"` is the report itself.
    # - `units`: the unit of the positions of the report.
    #
    #   text = '{"id": "api", "replicas": -1}'
    #   puts Alien.render(Alien.validate(text), text: text, name: "api.json")
    def render(report, **options)
      Options.check_names("render()", "keyword", options, %i[text name syntax color format units])
      options = { format: "text", units: "utf-16", color: shows_colors? }.merge(options.compact)
      native = AlienNative::RenderOptions.new(
        format: Options.choose(:format, Options::FORMATS, options[:format]),
        text: options[:text]&.then { |text| Options.text("render", text) },
        name: Options.name(options[:name]),
        syntax: Options.syntax(options[:syntax]),
        color: Options.boolean(:color, options[:color]),
        units: Options.choose(:units, Options::UNITS, options[:units])
      )
      report = report.report if report.is_a?(ValidationError)
      tape = Tape.of(Record.to_json_value(report))
      Core.checked { AlienNative.render_tape(tape, native, Core::RUBY) }
    end

    # Explains a diagnostic code: why it is a problem, an example that has the problem and one that doesn't. Returns `nil` if
    # the code doesn't exist.
    #
    #   Alien.explain("no-ports").summary # => "no port is declared"
    def explain(code)
      catalog.codes.find { |explanation| explanation.code == code.to_s }
    end

    # Returns the explanations of all diagnostic codes, sorted by code.
    #
    #   Alien.catalog.codes.each { |explanation| puts "#{explanation.code}: #{explanation.summary}" }
    def catalog
      Record.read(Catalog, { codes: Core.result(AlienNative.catalog_json) })
    end

    # Returns the JSON Schema (2020-12) of a container, a stack or a state, as JSON text. Editors can use it, but it finds
    # fewer problems than `validate`.
    #
    #   schema = JSON.parse(Alien.json_schema("stack"))
    def json_schema(kind = "container")
      AlienNative.json_schema(Options.choose(:kind, Options::KINDS, kind))
    end

    # Returns the version of the SDK.
    #
    #   Alien.version # => "0.1.0"
    def version
      AlienNative.version
    end

    private

    # Returns text for a function that changes it.
    def valid_text(caller, given)
      text = Options.text(caller, given)
      Options.reject("#{caller}() takes UTF-8, but got invalid bytes") unless text.valid_encoding?
      Options.reject("#{caller}() takes less than 2 GiB of text") if text.bytesize > Options::MAX_BYTES

      text
    end

    def shows_colors?
      $stdout.tty? && ENV.fetch("NO_COLOR", "").empty?
    end
  end
end
