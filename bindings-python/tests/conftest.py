"""What holds for all tests."""

import signal

# A shell's background job is started deaf to Ctrl-C, and so is every program that the tests start.
signal.signal(signal.SIGINT, signal.default_int_handler)
