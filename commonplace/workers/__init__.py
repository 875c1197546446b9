"""Where the per-document stages run: processes with limits, executors, a cluster.

`pool` and `executors` have what may be called; the processes themselves run `process`, and
import as little as possible.
"""
