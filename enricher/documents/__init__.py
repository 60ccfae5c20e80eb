"""Files, texts and documents: the values that travel through the pipeline.

    SourceFile -> ExtractedText -> EnrichedText -> IndexedDocument

Beside them stand what people said of a document (`corrections`), what there is to know of it
(`notices`, `facts`), which others belong to it (`references`, `families`), and how it is kept (`records`).
"""

from enricher.documents.derivations import Derivation, Input, Place
from enricher.documents.document import EnrichedText, IndexedDocument, ModelVersion
from enricher.documents.source import (
    MEMBER_MARK,
    SourceFile,
    display_path,
    document_id,
    member_id,
    member_parents,
)
from enricher.documents.text import ExtractedText, Reading

__all__ = [
    "MEMBER_MARK",
    "Derivation",
    "EnrichedText",
    "ExtractedText",
    "IndexedDocument",
    "Input",
    "ModelVersion",
    "Place",
    "Reading",
    "SourceFile",
    "display_path",
    "document_id",
    "member_id",
    "member_parents",
]
