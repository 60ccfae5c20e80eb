# enricher in a container: no compiler, no torch, no root in the image that runs.
#
#   docker build -t enricher .
#   docker run --rm enricher demo
#   docker run -e ENRICHER_API_KEY -p 127.0.0.1:8000:8000 -v ~/contracts:/documents:ro \
#       -v enricher-home:/var/lib/enricher enricher
#
# Not run where it was written, where there is no Docker. docs/deployment.md says which of its steps
# were done by hand there.

# Debian 12: the tests read scans with its Tesseract.
ARG PYTHON=python:3.11-slim-bookworm

FROM ${PYTHON} AS build
ENV UV_LINK_MODE=copy UV_NO_CACHE=1 UV_PYTHON_DOWNLOADS=never
RUN pip install --no-cache-dir uv==0.13.9
WORKDIR /build
COPY requirements/serving.txt requirements/
# Wheels of the lock alone, with its hashes: nothing is compiled, what has no wheel stops the build.
RUN uv venv --python /usr/local/bin/python3.11 /opt/enricher \
    && uv pip install --python /opt/enricher/bin/python --require-hashes --only-binary :all: \
        --compile-bytecode -r requirements/serving.txt
COPY pyproject.toml README.md LICENSE ./
COPY enricher enricher
COPY connectors connectors
COPY training training
RUN uv build --wheel --out-dir dist . \
    && uv pip install --python /opt/enricher/bin/python --no-deps --compile-bytecode dist/*.whl

FROM ${PYTHON}
# No versions: Debian keeps one of each package, and its fixes are wanted.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends tesseract-ocr tesseract-ocr-eng \
        tesseract-ocr-deu tesseract-ocr-fra tesseract-ocr-ita tesseract-ocr-spa tesseract-ocr-osd \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 10001 --user-group --no-create-home --home-dir /var/lib/enricher enricher \
    && install -d -m 0700 -o enricher -g enricher /var/lib/enricher \
    && install -d -m 0755 /documents
COPY --from=build /opt/enricher /opt/enricher
ENV PATH=/opt/enricher/bin:$PATH ENRICHER_HOME=/var/lib/enricher
USER 10001:10001
WORKDIR /var/lib/enricher
# The ledger, the decisions about parties, uploads and models; beside them the embedded index.
VOLUME ["/var/lib/enricher"]
EXPOSE 8000
# Answers 503 when the ledger or the index does not answer; needs no key.
HEALTHCHECK --interval=15s --timeout=10s --start-period=120s --retries=4 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=8)"]
ENTRYPOINT ["enricher"]
# Ends at once, and says so, where ENRICHER_API_KEY is not set.
CMD ["serve", "--host", "0.0.0.0", "--watch", "/documents"]
