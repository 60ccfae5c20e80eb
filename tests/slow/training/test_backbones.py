"""An encoder of another kind and language, given as a folder, trains, exports and serves."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from tokenizers import Tokenizer, normalizers, pre_tokenizers, processors, trainers
from tokenizers.models import Unigram
from transformers import PreTrainedTokenizerFast, XLMRobertaConfig, XLMRobertaModel

from enricher.ledger.labels import DataSet, Label, LabeledDocument
from enricher.models.deployments import ProjectModels
from enricher.models.memory import serve_bundle
from enricher.projects.label_files import import_documents
from enricher.projects.project import create_project
from enricher.wiring.projects import open_project
from training.projects import Request, train_project

POSITIONS = 96
TEXTS = (
    ("Der Mieter {} schuldet dem Vermieter die Miete für {}.", "Jürgen Groß", "München"),
    ("Арендатор {} платит арендодателю за квартиру в городе {}.", "Иван Петров", "Москва"),
    ("Le locataire {} paie le loyer de l'appartement à {}.", "Hélène Lefèvre", "Besançon"),
    ("承租人 {} 向出租人支付位于 {} 的房屋租金。", "王小明", "上海"),
)


def document(number: int, dataset: DataSet) -> LabeledDocument:
    pattern, who, where = TEXTS[number % len(TEXTS)]
    before, between, after = pattern.split("{}")
    text = f"{before}{who}{between}{where}{after}\n" * 12
    line = len(text) // 12
    start, place = len(before), len(before) + len(who) + len(between)
    labels = [
        label
        for first in range(0, len(text), line)
        for label in (
            Label(first + start, first + start + len(who), "Tenant"),
            Label(first + place, first + place + len(where), "Town"),
        )
    ]
    return LabeledDocument(f"{dataset}-{number}", text, tuple(labels), dataset)


@pytest.fixture(scope="module")
def multilingual(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """As the multilingual encoders are made: pieces of any script, cased, positions from 2 on."""
    folder = tmp_path_factory.mktemp("multilingual")
    tokenizer = Tokenizer(Unigram())
    tokenizer.normalizer = normalizers.NFKC()
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    special = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
    tokenizer.train_from_iterator(
        (document(number, "train").text for number in range(4)),
        trainers.UnigramTrainer(
            vocab_size=200, special_tokens=special, unk_token="<unk>", show_progress=False
        ),
    )
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        bos_token="<s>",
        cls_token="<s>",
        eos_token="</s>",
        sep_token="</s>",
        pad_token="<pad>",
        unk_token="<unk>",
        mask_token="<mask>",
    ).save_pretrained(folder)
    torch.manual_seed(0)
    config = XLMRobertaConfig(
        vocab_size=tokenizer.get_vocab_size(),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=POSITIONS + 2,
        pad_token_id=1,
        type_vocab_size=1,
    )
    XLMRobertaModel(config, add_pooling_layer=False).save_pretrained(folder)
    return folder


def test_a_multilingual_encoder_trains_exports_and_serves(
    multilingual: Path, tmp_path: Path
) -> None:
    create_project(tmp_path, "leases")
    losses: list[float] = []
    with open_project(tmp_path, "leases") as project:
        import_documents(
            project,
            [*(document(number, "train") for number in range(8)), document(9, "test")],
        )
        trained = train_project(
            project,
            Request(backbone=str(multilingual), epochs=12),
            progress=lambda epoch: losses.append(epoch.loss),
        )
        models = ProjectModels(project.registry, project.name)
        models.deploy(trained.model)
        bundle = models.find(trained.model.version).bundle
        served = serve_bundle(bundle, project.schema)
    assert losses[-1] < losses[0]
    assert {use.use for use in trained.labels} <= {"used", "snapped"}
    assert bundle.description.window_tokens == POSITIONS
    text = document(1, "test").text
    assert served.recognizer.recognize(text, len(text)).characters_read == len(text)
