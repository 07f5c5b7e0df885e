"""The peers that are Python packages; runs in the virtual environment and prints one JSON object.

python python_peers.py fit TRAIN.csv.gz MODEL | sklearn MODEL FILE.jsonl | fasttext MODEL FILE.jsonl
                       | lbfgs FILE.svmlight ALPHA | trafilatura DIR | resiliparse DIR | justext DIR
                       | versions PACKAGE...
Reading and opening models are left out of the seconds, which are CPU seconds of the process, user and system.
"""

import json
import pickle
import sys
import time
from pathlib import Path

import inputs


def fit(csv_path, model_path):
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    rows = [row for rows in inputs.pages(csv_path) for row in rows]
    vectorizer = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
    model = make_pipeline(vectorizer, LogisticRegression(max_iter=200))
    start = time.process_time()
    model.fit([text for _, text in rows], [label for label, _ in rows])
    Path(model_path).write_bytes(pickle.dumps(model))
    return {"seconds": time.process_time() - start}


def lbfgs(svmlight_path, alpha):
    """Fits a matrix; the objective is as unpitch writes it: summed losses and alpha / 2 times the squared weights."""
    from sklearn.datasets import load_svmlight_file
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import log_loss

    rows, labels = load_svmlight_file(svmlight_path, zero_based=True)
    model = LogisticRegression(C=1 / float(alpha), max_iter=10_000)
    start = time.process_time()
    model.fit(rows, labels)
    seconds = time.process_time() - start
    loss = log_loss(labels, model.predict_proba(rows), normalize=False)
    objective = loss + float(alpha) / 2 * (model.coef_**2).sum()
    return {"seconds": seconds, "objective": objective, "iterations": int(model.n_iter_.max())}


def sklearn(model_path, jsonl_path):
    model = pickle.loads(Path(model_path).read_bytes())
    return timed(model.predict, texts(jsonl_path))


def fasttext(model_path, jsonl_path):
    import fasttext

    model = fasttext.load_model(model_path)
    # As for the command line, the tokens are ready before the clock starts.
    return timed(model.predict, [[inputs.tokens(text) for text in page] for page in texts(jsonl_path)])


def trafilatura(folder):
    import trafilatura

    return timed(trafilatura.extract, html(folder))


def resiliparse(folder):
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding

    def extract(page):
        return extract_plain_text(bytes_to_str(page, detect_encoding(page)), main_content=True)

    return timed(extract, html(folder))


def justext(folder):
    import justext

    stopwords = justext.get_stoplist("English")
    return timed(lambda page: justext.justext(page, stopwords), html(folder))


def versions(*packages):
    from importlib.metadata import version

    return {package: version(package) for package in packages}


def texts(jsonl_path):
    with open(jsonl_path, encoding="utf-8") as lines:
        return [json.loads(line)["text"].split("\n") for line in lines]


def html(folder):
    return [path.read_bytes() for path in sorted(Path(folder).iterdir())]


def timed(work, pages):
    """One call a page. A page without an answer is counted, and its time too."""
    failed = 0
    start = time.process_time()
    for page in pages:
        try:
            failed += work(page) is None
        except Exception:
            failed += 1
    seconds = time.process_time() - start
    return {"pages": len(pages), "size": sum(map(len, pages)), "failed": failed, "seconds": seconds}


if __name__ == "__main__":
    commands = {f.__name__: f for f in (fit, lbfgs, sklearn, fasttext, trafilatura, resiliparse, justext, versions)}
    print(json.dumps(commands[sys.argv[1]](*sys.argv[2:])))
