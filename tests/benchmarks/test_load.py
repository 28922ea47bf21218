"""Reading what wrk says, and keeping answers for the floor."""

from pathlib import Path

import pytest

from benchmarks.load import Answer, Load, read_wrk
from benchmarks.measured import NotMeasured

WRK = """Running 3s test @ http://127.0.0.1:8000/
  2 threads and 32 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency     3.02ms    1.51ms  33.16ms   86.80%
    Req/Sec     5.36k   631.48     6.60k    68.33%
  Latency Distribution
     50%  {p50}
     75%    3.70ms
     90%    4.67ms
     99%  {p99}
  32010 requests in 3.00s, 803.20MB read
Requests/sec:  10663.25
Transfer/sec:    267.56MB
"""


@pytest.mark.parametrize(
    ("written", "milliseconds"),
    [("  2.81ms", 2.81), ("812.00us", 0.812), ("  1.02s ", 1020), ("  1.50m ", 90_000)],
)
def test_every_unit_of_wrk_becomes_milliseconds(written: str, milliseconds: float) -> None:
    assert read_wrk(WRK.format(p50=written, p99="  9.13ms")) == Load(
        10663.25, 32010, pytest.approx(milliseconds), 9.13
    )


@pytest.mark.parametrize(
    "trouble",
    ["  Non-2xx or 3xx responses: 12", "  Socket errors: connect 0, read 3, write 0, timeout 0"],
)
def test_one_request_that_failed_spoils_the_number(trouble: str) -> None:
    output = WRK.format(p50="  2.81ms", p99="  9.13ms")
    with pytest.raises(NotMeasured, match=trouble.strip()):
        read_wrk(output.replace("Requests/sec", f"{trouble}\nRequests/sec"))


def test_other_words_are_no_numbers() -> None:
    with pytest.raises(NotMeasured, match="something else"):
        read_wrk("unable to connect to 127.0.0.1:8000 Connection refused")


def test_a_kept_answer_comes_back_byte_for_byte(tmp_path: Path) -> None:
    body = b"\x1f\x8b\n\n\x00 end\n"
    answer = Answer(200, [("Content-Encoding", "gzip"), ("Vary", "Accept-Encoding")], body)
    answer.keep(tmp_path / "answer")
    assert Answer.kept_in(tmp_path / "answer") == answer
    assert answer.header("content-encoding") == "gzip"
    assert answer.header("etag") == ""
