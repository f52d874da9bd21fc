# frozen_string_literal: true

module Alien
  # Raised when a declaration has errors. The message lists all problems, each with the call that caused it.
  #
  #   begin
  #     Alien::Container.new("api").port(70000).build
  #   rescue Alien::ValidationError => error
  #     error.diagnostics.each { |found| puts "#{found.code} #{found.path} #{found.call&.text}" }
  #   end
  class ValidationError < StandardError
    # The report on the declaration, as `Alien.validate` returns it.
    attr_reader :report

    def initialize(message, report) # :nodoc:
      super(message)
      @report = report
    end

    # All diagnostics (errors, warnings and infos), in the order of the declaration.
    def diagnostics
      report.diagnostics
    end

    # Whether diagnostics were left out because there were too many.
    def truncated?
      report.truncated
    end
  end
end
