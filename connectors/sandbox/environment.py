"""What a process that is started here learns of the environment: nothing that could be a key."""

from __future__ import annotations

import os

_NAMES = frozenset(
    [
        "PATH",
        "HOME",
        "USER",
        "LOGNAME",
        "SHELL",
        "LANG",
        "LANGUAGE",
        "TZ",
        "TMPDIR",
        "TMP",
        "TEMP",
        "VIRTUAL_ENV",
        "CONDA_PREFIX",
        "LD_LIBRARY_PATH",
        "LD_PRELOAD",
        "DYLD_LIBRARY_PATH",
        "DYLD_FALLBACK_LIBRARY_PATH",
        "SSL_CERT_FILE",
        "SSL_CERT_DIR",
        "TESSDATA_PREFIX",
        "XDG_CACHE_HOME",
        "XDG_DATA_HOME",
        "XDG_CONFIG_HOME",
    ]
)
_PREFIXES = ("LC_", "PYTHON", "OMP_", "MKL_", "OPENBLAS_", "GLIBC_", "MALLOC_", "FONTCONFIG_")
# Of what only training uses: it may fetch an encoder from Hugging Face, with a token if need be.
_OF_TRAINING = ("CUDA", "NVIDIA_", "TORCH", "PYTORCH_", "TRANSFORMERS_", "TOKENIZERS_", "HF_",
                "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "http_proxy", "https_proxy",
                "all_proxy", "no_proxy")  # fmt: skip


def child_environment(*, trains: bool = False) -> dict[str, str]:
    """The variables of this process that say where things are and how to compute.

    Not those of settings, nor of clouds, proxies and whatever else this process was started beside.

    Args:
        trains: those of torch and transformers too, and how the network is reached.
    """
    prefixes = (*_PREFIXES, *_OF_TRAINING) if trains else _PREFIXES
    return {
        name: value
        for name, value in os.environ.items()
        if name in _NAMES or name.startswith(prefixes)
    }
