"""The composition root: from a home folder and its settings to the services at work.

home           open_home(path) -> Home           ledger, index, registry: what services are built of
catalog        catalog(home), originals(home)    and so on: a function a service, in a module by its
                                                 package: search, review, parties, audit, ...
ingestion      ingesting(home) -> Ingestion      the pools of readers and the index writer, started
readers        Reader                            inside each process of a pool: extract + models
               reading(home, settings) -> Pool   killable processes that read, nothing stored
               recording(home, settings)         the same for ingestion: records of the ledger
projects       open_project(home, name)          its schema, documents, labels and models
elasticsearch  the index at a server, and those that somebody else fills

What counts and searches starts in a blink, so that what reads and watches is imported where it is
begun. No other package names connectors, and only faces name this one.
"""
