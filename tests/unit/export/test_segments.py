"""A segment holds what was made durable and nothing else, and gets its final name once."""

import pytest

from crawler.errors import SegmentError
from crawler.export.compression import Compression, pack, read_lines
from crawler.export.segments import OpenSegment, part_of, seal, segment_name

each_compression = pytest.mark.parametrize("compression", list(Compression))


def write(path, compression, *batches, size=0, lines=0):
    segment = OpenSegment(path, compression, size, lines)
    for batch in batches:
        for line in batch:
            segment.append(line)
        segment.sync()
    segment.close()
    return segment


@each_compression
def test_lines_come_back_as_they_went(tmp_path, compression):
    path = tmp_path / "new" / segment_name("articles", 1, compression)
    segment = write(path, compression, [b"one", "zwölf".encode()], [], [b"three"])
    assert list(read_lines(part_of(path))) == [b"one", "zwölf".encode(), b"three"]
    assert segment.lines == 3
    assert segment.bytes == part_of(path).stat().st_size


@each_compression
def test_what_was_not_committed_is_cut_and_the_rest_continued(tmp_path, compression):
    path = tmp_path / segment_name("articles", 1, compression)
    size = write(path, compression, [b"one"]).bytes
    write(path, compression, [b"lost"], size=size, lines=1)
    write(path, compression, [b"two"], size=size, lines=1)
    assert list(read_lines(part_of(path))) == [b"one", b"two"]


@each_compression
def test_a_sealed_segment_is_whole_and_has_no_part(tmp_path, compression):
    path = tmp_path / segment_name("articles", 1, compression)
    size = write(path, compression, [b"one"]).bytes
    with part_of(path).open("ab") as file:
        file.write(b"behind the end")
    for _ in range(2):  # a crash may come between the rename and the ledger's word of it
        seal(path, size)
    assert list(read_lines(path)) == [b"one"]
    assert not part_of(path).exists()


def test_lines_are_numbered_through(tmp_path):
    segment = OpenSegment(tmp_path / "a.jsonl", Compression.NONE)
    assert [segment.append(b"x"), segment.append(b"y")] == [0, 1]
    assert segment.has_news
    segment.sync()
    assert not segment.has_news
    assert segment.append(b"z") == 2
    segment.close()


def test_a_segment_shorter_than_what_was_committed_is_refused(tmp_path):
    path = tmp_path / "a.jsonl"
    part_of(path).write_bytes(b"1234")
    with pytest.raises(SegmentError, match=r"a.jsonl.part is damaged: it holds 4 bytes, and 5 were written"):
        OpenSegment(path, Compression.NONE, 5)
    with pytest.raises(SegmentError, match="is damaged"):
        seal(path, 5)


def test_a_segment_that_is_gone_cannot_be_sealed(tmp_path):
    with pytest.raises(SegmentError, match="cannot be written: No such file"):
        seal(tmp_path / "a.jsonl", 5)


def test_a_folder_in_the_way_is_told(tmp_path):
    part_of(tmp_path / "a.jsonl").mkdir()
    with pytest.raises(SegmentError, match="cannot be written: Is a directory"):
        OpenSegment(tmp_path / "a.jsonl", Compression.NONE)


def test_a_disk_that_takes_no_more_is_told(tmp_path):
    path = tmp_path / "a.jsonl"
    segment = OpenSegment(path, Compression.NONE)
    segment.append(b"one")
    segment._file.close()
    segment._file = part_of(path).open("rb", buffering=0)
    with pytest.raises(SegmentError, match="cannot be written"):
        segment.sync()
    segment.close()


def test_the_same_lines_give_the_same_bytes():
    assert pack(b"x\n" * 100, Compression.GZIP) == pack(b"x\n" * 100, Compression.GZIP)
