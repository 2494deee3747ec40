"""What clerks find in the morning: worklists, calendars, notices, and what came of the inbox."""
