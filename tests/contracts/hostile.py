"""What nobody in good faith sends."""

from urllib.parse import quote

from hypothesis import strategies as st

TEXTS = [
    *["", " ", ".", "..", "\0", "a\0b", "%00", "null", "NaN", "-1", "1e999", "9" * 400, "٣", "²", "true"],
    *["../../etc/passwd", "galleries/../../x", "..\\..\\x", "a\r\nX-Evil: 1", "a\nX-Evil: 1", "\u2028", "\u202e"],
    *["x" * 5000, "é" * 1000, "e\u0301", "🏔" * 300, "\ufeff", "\ud800", "<script>alert(1)</script>", "' OR 1=1 --"],
    *["{gallery}", "{{7*7}}", "%s%n", "$(id)", '{"a":1}', "[[[[", "=?utf-8?q?x?="],
]
NAMES = [text.encode("utf-8", "surrogatepass") for text in TEXTS if text] + [b"\xff\xfe.jpg", b'a".jpg', b"a;b.jpg"]
VALUES = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-(10**40), 10**40),
        st.floats(),
        st.sampled_from(TEXTS),
        st.just("x" * 200_000),
        st.text(max_size=20),
    ),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["id", "photoId", "x", ""]), inner),
    max_leaves=8,
)
BODIES = [
    *[b"", b" ", b"{", b"}", b"[]", b"null", b"true", b"5", b'"x"', b"NaN", b"{}{}", b"{'a':1}", b"\xff\xfe{\0}\0"],
    *[b"[" * 100_000, b'{"a":' * 100_000, b"[" * 100_000 + b"]" * 100_000, b'{"photos":' + b"[" * 50_000],
    *[b'{"a":Infinity}', b'{"years":[NaN]}', b'{"rating":1e400}', b'{"sortOrder":-1e-400,"rating":3e0}'],
    *[b'{"years":[' + b"9" * 10_000 + b"]}", b'{"latitude":' + b"9" * 5_000 + b"}"],
    *[b'{"name":"a","name":5,"id":1,"id":[]}', b'{"galleryId":"a","galleryId":{}}', b'{"name":"\\ud800"}'],
    *[b'{"photoId":"\\ud800","galleryId":"\\ud800","image":"\\ud800"}', b'{"photoId":"\\u0000","id":"\\u0000"}'],
    *[b'{"photos":[' + b"{}," * 2_000 + b"{}]}", b'{"__proto__":{},"constructor":{}}', b"\xef\xbb\xbf{}"],
]


def quoted(text: str) -> str:
    """For a URL; lone surrogates as the bytes that broken clients send."""
    return quote(text.encode("utf-8", "surrogatepass"), safe="")


def multipart(name: str, filename: bytes, file: bytes, fields: dict[str, bytes] | None = None) -> bytes:
    """A form with the boundary `x`, written as no library would."""
    body = b""
    for field, value in (fields or {}).items():
        body += f'--x\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n'.encode() + value + b"\r\n"
    body += f'--x\r\nContent-Disposition: form-data; name="{name}"; filename="'.encode() + filename
    return body + b'"\r\nContent-Type: image/jpeg\r\n\r\n' + file + b"\r\n--x--\r\n"
