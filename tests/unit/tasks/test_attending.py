"""What a long task and the one who attends it say to each other."""

from __future__ import annotations

import io
import os
import time

from annotator.tasks.attending import ended, progress_in, told_as_lines


def test_progress_is_read_as_it_was_told():
    stream = io.StringIO()
    tell = told_as_lines(stream)
    tell(0, 3, "甲“.txt\n")
    tell(3, 3, "")
    lines = stream.getvalue().splitlines()
    assert [progress_in(line.encode()) for line in lines] == [(0, 3, "甲“.txt\n"), (3, 3, "")]


def test_it_is_no_more_than_eyes_can_follow_but_the_end_is_told():
    stream = io.StringIO()
    tell = told_as_lines(stream)
    for done in range(1_000):
        tell(done, 1_000, "")
    tell(1_000, 1_000, "")
    lines = stream.getvalue().splitlines()
    assert len(lines) < 500
    assert progress_in(lines[-1].encode()) == (1_000, 1_000, "")


def test_other_lines_are_no_progress():
    for line in (b"", b"Traceback", b"{", b'{"progress": 1}', b'{"progress": [1]}', b'{"status": "refused"}'):
        assert progress_in(line) is None


def test_the_end_of_the_stream_cancels():
    reader, writer = os.pipe()
    is_over = ended(reader)
    os.write(writer, b"x")
    assert not is_over()
    os.close(writer)
    end = time.monotonic() + 10
    while not is_over() and time.monotonic() < end:
        os.sched_yield()
    assert is_over()
    os.close(reader)
