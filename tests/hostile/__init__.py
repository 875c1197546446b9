"""Files that somebody might send in order to break the build or harm its readers.

`python -m tests.hostile` prints what classes there are, and with the name of a folder
writes all of them into it.
"""
