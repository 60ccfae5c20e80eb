"""The composition root: from a home folder and its settings to the parts at work.

home           open_home(path) -> Home           ledger, index, registry: what every command needs
ingestion      ingesting(home) -> Ingestion      with it: the pools of readers and the index writer
readers        Reader                            inside each process of a pool: extract + models
               reading(home, settings) -> Pool   killable processes that read, nothing stored
projects       open_project(home, name)          its schema, documents, labels and models
elasticsearch  the index at a server, and those that somebody else fills

What counts and searches starts in a blink, so that what reads and watches is imported where it is
begun. No other package names connectors.
"""
