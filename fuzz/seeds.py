"""Writes seeds/TARGET/*: beginnings of the pages and rows in ../data, and small broken variants of them.

    python3 fuzz/seeds.py        (with pyarrow, those of Parquet too)
"""

import bz2
import gzip
import json
import lzma
import pathlib
import struct

ROOT = pathlib.Path(__file__).resolve().parent
DATA = ROOT.parent / "data"

HARBOUR = (DATA / "html/harbour.html").read_bytes()
BLOG = (DATA / "html/blog.html").read_bytes()
FAEHRE = (DATA / "html/faehre.html").read_bytes()
TEXT = (DATA / "example.txt").read_bytes()
ROWS = (DATA / "test.csv").read_bytes().split(b"\n")
MARKED = (DATA / "tides/labels.csv").read_bytes().split(b"\n")


def write(target, seeds):
    folder = ROOT / "seeds" / target
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in seeds.items():
        (folder / name).write_bytes(content)


def tokens(html):
    """A page of HTML as the token targets read it: ASCII stands for itself."""
    return html.decode("utf-8").encode("ascii", "ignore")


def text():
    wrapped = b"The ferry sails again from the old harbour on Monday. It had lain at the\nmole for two weeks because of the storm, and the crew has\nused the time to repaint the deck.\n"
    return {
        "example": TEXT[:1500],
        "wrapped": wrapped * 3,
        "list": b"What is new:\n1. Tickets\n   are sold\n- Dogs\n* Cats\n(2) d\n",
        "ends": "a\r\nb\rc\u2028d\u2029e\u0085f\x0cg\x0bh".encode(),
        "invisible": "\ufeffa\u00adb\u200b \u200d\u200f\n\u2060\n\u00a0x\u202f".encode(),
        "utf16": "Ferries sail\nagain".encode("utf-16"),
        "latin": "F\u00e4hren fahren wieder".encode("latin-1"),
        "broken": b"a\xff\xfe\x80\xc3\n\xe2\x80",
    }


def html():
    return {
        "harbour": HARBOUR[:2500],
        "blog": BLOG,
        "faehre": FAEHRE[:1500],
        "cut": HARBOUR[:777],
        "headers": b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=latin1\r\n\r\n<p>F\xe4hren",
        "nested": b"<div>" * 60 + b"<p>a" + b"</div>" * 30,
        "tables": b"<table><tr><td>a<table><td>b</table><th>c<p>d<caption>e",
        "formatting": b"<b><i><p>a</b>b</i><a href=/x>c<a href=/y>d<nobr><nobr>e",
        "foreign": b"<svg><foreignObject><p>a</svg><math><mi><p>b<annotation-xml encoding=text/html><p>c",
        "select": b"<select><option>a<optgroup><option>b<p>c</select><template><td>d</template><frameset>",
        "raw": b"<textarea>\n<p>a</textarea><script><!--<script></script>--></script><style>p{display:none}</style><plaintext><p>b",
        "attributes": b"<p a=1 a=2 'x\"=y class='a  b' hidden style=\"DISPLAY:none!important\" id=\x00>a<br/></p/>&#x110000;&notit;&amp",
        "declarations": b"<?xml version=1.0?><!DOCTYPE html [<!ENTITY a 'b'>]><!-a--><!----!><![CDATA[x]]></ ><!>",
        "shiftjis": b"<meta charset=shift_jis><p>" + "\u65e5\u672c\u8a9e".encode("shift_jis"),
        "css": b"<style>@media print{.a{display:none}} .b,.c>d{visibility:hidden;}/*</style><p class=b>a<p class='a c'>b",
    }


def metadata():
    article = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": ["NewsArticle", "Article"], "headline": "Ferries sail again", "author": [{"name": "Ada Byron"}, "Jon Marsh"],
             "datePublished": "2024-03-27T06:20:00+01:00", "dateModified": "2024-03-28", "isAccessibleForFree": "False",
             "hasPart": [{"cssSelector": ".paywall", "isAccessibleForFree": False}], "wordCount": "1,200", "keywords": "sea, ferry",
             "publisher": {"name": "The Quay"}, "image": {"url": "/a.jpg"}, "articleBody": "Ferries sail."}],
    }
    text = json.dumps(article).encode()
    metas = b"property=og:title content='Ferries sail again | The Quay'\nname=author content='By Ada Byron and Jon Marsh, editor'\nproperty=article:published_time content='2024-02-30T25:61:00Z'\nname=date content='27. M\xc3\xa4rz 2024'\nproperty=og:image content=//a.example/i\nitemprop=datePublished content=20240327"
    return {
        "graph": b"\x00" + text,
        "cut": b"\x00" + text[:300],
        "deep": b"\x00" + b'{"author":' * 40 + b"1" + b"}" * 40,
        "comment": b"\x00<!-- {\"@type\": \"BlogPosting\", \"headline\": \"a\\ud800\\u0000\", } -->",
        "metas": b"\x01" + metas,
        "microdata": b"\x02<div itemscope itemtype=//schema.org/Article><h1 itemprop=headline>a</h1><span itemprop=author itemscope><b itemprop=name>Ada</b></span><time itemprop=datePublished datetime=2024>",
        "page": b"\x02" + tokens(HARBOUR)[:1800],
    }


def markdown():
    sorts = bytes(range(8))
    return {
        "harbour": sorts + tokens(HARBOUR)[:2000],
        "lists": b"\x03" * 8 + b"<ul><li>a<ul><li>b<p>c<ol><li>1. d<li># e</ol></ul><li>&lt;b&gt;</ul>",
        "table": b"\x05" * 8 + b"<table><tr><td>a|b<td>c<tr><th>`d`<td><a href=/x>e</a></table>",
        "code": b"\x06" * 8 + b"<pre>\n```\n<b>\n</pre><pre>````</pre>",
        "links": sorts + b"<p>!<a href='javascript:x'>a</a>![<a href=/a_(b)>b]</a> <a href=' data:text/html,x'>c</a> <a href=x&colon;y>d</a>",
        "signs": sorts + b"<p># a<p>1) b<p>---<p>===<p>> c<p>&amp;lt;d&amp;gt;<p>~~e~~ **f** _g_<p>|h|<p>[x]: /y<p>[ ] z<p><https://a.example>",
    }


def predict():
    return {
        "harbour": b"\x80" + tokens(HARBOUR)[:2500],
        "blog": b"\x41" + tokens(BLOG),
        "text": b"\x83" + tokens(TEXT)[:1500],
        "offers": b"\x00" + bytes([224, 248, 225, 249, 129, 128, 250, 128, 251, 170, 178, 253, 182]) * 4,
        "empty": b"\x03",
    }


def stored():
    page = {"language": "de", "paragraphs": [{"text": "F\u00e4hren fahren wieder.", "start": 0, "end": 22, "marks": {
        "tag": "p", "link_density": 0.25, "path": "p < div.x < body", "place": [0, 1, 2], "links": ["0-7,nofollow:/x"], "form": "/s text:q",
        "beside": "img", "raw": "F\u00e4hren\n"}}], "facts": {"title": "F\u00e4hren", "n_articles": 2, "times": [], "claims": []}}
    labels = {"language": None, "page": "0", "predictions": [{"label": "article", "probability": 0.7, "probabilities": {
        "article": 0.7, "subscription-pitch": 0.1, "navigation": 0.1, "related-content": 0.1}, "known_features": 3}]}
    seeds = {"page": page, "labels": labels, "wrong": {"paragraphs": [{"text": "\u00e4", "start": 5, "end": 2, "marks": {"tag": "", "link_density": -1, "path": "", "links": ["1-2:/"]}}]}}
    return {name: json.dumps(value, ensure_ascii=False).encode() for name, value in seeds.items()}


def csv():
    rows = b"\n".join(ROWS[:12]) + b"\n"
    return {
        "rows": rows,
        "marked": b"\n".join(MARKED[:6]) + b"\n",
        "packed": gzip.compress(rows, mtime=0),
        "cut_packed": gzip.compress(rows, mtime=0)[:-9],
        "open_quote": rows + b'a,b,c,"d\n',
        "quotes": b'text,label\n"a ""b""\n c",article\n"d"e,article\nf"g,navigation\n',
        "ends": b"\xef\xbb\xbftext,label\r\na,article\rb,article\nc\x00,article\r\n\r\n",
        "short": b"text,label,position\na,article\nb,article,1,2\n",
        "twice": b"text,text,label\na,b,article\n",
        "positions": b"page,text,label,position\np,a,article,1\np,b,article,1\np,c,article,99999999999999999999\n",
        "facts": b'page,text,label,facts\np,a,article,"{""title"": ""b""}"\np,c,article,"{""title"": ""d""}"\n',
        "latin": b"text,label\n\xe4,article\n",
        "semicolons": b"text;label\na;article\n",
    }


def jsonl():
    one = json.dumps({"id": 7, "url": "https://a.example/", "html": "<p>Ferries <b>sail</b>", "site": "a.example", "crawl": {"n": 1.50}}).encode()
    return {
        "lines": one + b"\n" + b'{"text": "Ferries sail\\nagain"}\n',
        "array": b"[" + one + b", " + one + b"]",
        "spread": json.dumps({"text": "a", "x": [1, {"y": None}]}, indent=2).encode() + b"{}",
        "cut": one[:50],
        "surrogates": b'{"text": "\\ud83d \\ude00 \\ud83d\\ude00", "a\\u0000": 1e999}',
        "deep": b'{"text": "a", "x": ' + b"[" * 150 + b"]" * 150 + b"}",
        "wrong": b'{"text": "a" "html": 3}\n{"html": ["b"]}\nnull\n"c"\n{\'text\': \'d\'}\n{"text": "e",}\n',
        "twice": b'{"text": "a", "text": "b", "html": " "}\n',
        "utf16": '{"text": "a"}\n'.encode("utf-16"),
        "latin": b'{"text": "\xe4"}\n',
    }


def record(fields, body, length=None):
    head = "WARC/1.0\r\n" + "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return f"{head}Content-Length: {len(body) if length is None else length}\r\n\r\n".encode() + body + b"\r\n\r\n"


def warc():
    fields = {"WARC-Type": "response", "WARC-Record-ID": "<urn:uuid:1>", "WARC-Target-URI": "https://a.example/", "Content-Type": "application/http; msgtype=response"}
    page = b"<p>Ferries sail again."
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
    chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n"
    packed = gzip.compress(page, mtime=0)
    chunked += b"%x\r\n" % len(packed) + packed + b"\r\n0\r\n\r\n"
    response = record(fields, http)
    text = record({"WARC-Type": "conversion", "Content-Type": "text/plain"}, b"Ferries sail again.\nNews")
    return {
        "response": response,
        "wet": record({"WARC-Type": "warcinfo"}, b"software: x") + text,
        "chunked": record(fields, chunked) + record(fields | {"WARC-Type": "revisit"}, b""),
        "resource": record({"WARC-Type": "resource", "Content-Type": "text/html"}, page),
        "packed": gzip.compress(response, mtime=0) + gzip.compress(text, mtime=0),
        "long": record(fields, http, 1 << 40),
        "short": record(fields, http, 9) + response,
        "overflow": record(fields, http, 1 << 64) + text,
        "no_length": b"WARC/1.0\r\nWARC-Type: response\r\n\r\n" + page + b"\r\n\r\n" + response,
        "cut": response[:-30],
        "status": record(fields, b"HTTP/1.1 404 Not\r\nA: b\r\n c\r\n\r\nx") + record(fields, b"HTTP/1.1 200\r\nContent-Type: image/png\r\n\r\n\x89PNG"),
    }


def files():
    zstd = bytes.fromhex("28b52ffd2016b10000") + b"<p>Ferries sail again."
    return {
        "gzip": gzip.compress(HARBOUR[:900], mtime=0),
        "two_members": gzip.compress(b"<p>a", mtime=0) + gzip.compress(b"<p>b", mtime=0) + b"trailing",
        "bzip2": bz2.compress(BLOG[:300]),
        "xz": lzma.compress(BLOG[:300]),
        "xz_memory": lzma.compress(b"a", preset=9),
        "zstd": zstd,
        "zip": b"PK\x03\x04\x14\x00" + b"\x00" * 24,
        "pdf": b"%PDF-1.7\n\xe2\xe3\xcf\xd3\n",
        "html": BLOG[:600],
        "text": TEXT[:600],
        "jsonl": jsonl()["lines"],
        "warc": warc()["packed"],
        "utf16": "\n<p>Ferries".encode("utf-16-be"),
        "blank": b" \n\t" * 20,
    }


def service():
    raw = b"\x00\x00\x00\x00POST /label HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/html\r\nContent-Length: 4\r\n\r\n<p>a"
    return {
        "raw": raw,
        "pipelined": raw + raw[4:],
        "health": b"\x00\x00\x00\x00GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "chunks": b"\x00\x00\x00\x00POST /clean?markdown=true&max_loss=0.005 HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n12\r\n{\"text\": \"a\"}\n{}\n\r\n0\r\n\r\n",
        "sound": bytes([255] * 4) + bytes(range(64)) + b"<p>Ferries sail again. keep=article&explain=true",
    }


def parquet():
    import io
    import pyarrow as pa
    import pyarrow.parquet as pq

    columns = {"url": ["https://a.example/", "b", None], "html": ["<p>Ferries sail again.", None, "<p>b"], "text": [None, "a\nb", None], "n": [1, 2, 3], "tags": [["a"], [], None]}

    def file(table, **options):
        bytes = io.BytesIO()
        pq.write_table(table, bytes, **options)
        return bytes.getvalue()

    table = pa.table(columns)
    small = pa.table({"text": ["a", "b"]})
    plain = file(small, compression="none", use_dictionary=False, write_statistics=False, store_schema=False)
    claims = plain.replace(struct.pack("<i", len(plain)), struct.pack("<i", 0x7FFFFFF))
    return {
        "plain": plain,
        "mixed": file(table, compression="snappy", store_schema=False),
        "zstd": file(small, compression="zstd", store_schema=False),
        "gzip": file(small, compression="gzip", store_schema=False),
        "lz4": file(small, compression="lz4", store_schema=False),
        "delta": file(small, use_dictionary=False, column_encoding="DELTA_BYTE_ARRAY", store_schema=False),
        "binary": file(pa.table({"html": [b"<p>\xe4", b"b"]}), store_schema=False),
        "cut": plain[:-20] + plain[-8:],
        "long_footer": plain[:-8] + struct.pack("<i", 0x7FFFFFFF) + b"PAR1",
        "claims": claims,
    }


TARGETS = [text, html, metadata, markdown, predict, stored, csv, jsonl, warc, files, service]

if __name__ == "__main__":
    for target in TARGETS:
        write(target.__name__, target())
    try:
        write("parquet", parquet())
    except ImportError:
        print("pyarrow is not there: the seeds of Parquet stay as they are")
