# frozen_string_literal: true

module Alien
  # Turns the recording of the file and line of builder calls on or off. Errors that `build` raises show them.
  #
  # By default, the first 2,000 calls of a process are recorded. `track_calls(true)` records all further calls, which takes
  # some microseconds per call, and `track_calls(false)` none.
  #
  #   Alien.track_calls(true)
  def self.track_calls(enabled)
    Places.remaining = enabled ? Float::INFINITY : 0
  end

  # Finds out where builder calls are made.
  module Places
    # How the paths of this package and of Ruby itself start, and the number of frames that are looked at.
    OWN = ["#{__dir__}/", "<internal:"].freeze
    MAX_FRAMES = 8

    @remaining = 2000

    class << self
      # How many more calls are recorded. Finding a place takes time, so there is a limit by default.
      attr_writer :remaining

      # Returns the file and line of the innermost call that is neither in this package nor in Ruby itself.
      def current
        return unless @remaining.positive?

        @remaining -= 1
        frames = caller_locations(2, MAX_FRAMES) || []
        frame = frames.find { |location| !location.path&.start_with?(*OWN) }
        [frame.path, frame.lineno] if frame&.path
      end

      # Returns an error whose backtrace starts where the program called this package, since the program has to be changed.
      def at_call(error)
        error.set_backtrace(caller.drop_while { |frame| frame.start_with?(*OWN) })
        error
      end

      # Returns the path of a file as messages show it: relative to the working directory if it is inside.
      def shown(path)
        Tape.utf8(path).scrub.delete_prefix("#{Dir.pwd}/")
      rescue SystemCallError
        # The working directory was removed.
        path
      end
    end
  end
  private_constant :Places
end
