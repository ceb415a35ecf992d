// What is in an archive beside its members is read, or the archive is named.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <random>
#include <set>

#include "archive/archive_walk.h"
#include "support/compress.h"
#include "support/slow_stream.h"
#include "support/zip_writer.h"

namespace firstseen {
namespace {

using test::ZipPart;

// What a walk found.
struct Found {
  std::multiset<std::string> lines;  // that end
  std::string text;                  // of all files, in order
  bool named = false;                // something was not read
  std::size_t passed_over = 0;

  bool operator==(const Found&) const = default;
};

void add(bytes::ByteStream& bytes, Found& found) {
  std::string text;
  std::string piece(4096, ' ');
  while (true) {
    const auto got = bytes.read(piece.data(), piece.size());
    found.named |= !got;
    if (!got || *got == 0) break;
    text.append(piece, 0, *got);
  }
  found.text += text;
  for (std::size_t end; (end = text.find('\n')) != std::string::npos; text.erase(0, end + 1))
    found.lines.insert(text.substr(0, end));
}

Found found_in(Result<archive::DecodedStream> stream) {
  REQUIRE(stream);
  REQUIRE(stream->archive);
  archive::ArchiveWalk walk({0, 0}, "a", std::move(*stream), 1000, {});
  Found found;
  while (!walk.done()) {
    auto member = walk.next();
    if (!member) continue;
    found.named |= member->report.error.has_value();
    found.passed_over += member->report.passed_over.empty() || member->report.archive ? 0U : 1U;
    if (member->bytes) add(*member->bytes, found);
  }
  return found;
}

Found in_file(const std::string& bytes) {
  return found_in(archive::open_stream(file::File::of_bytes(bytes), {}));
}

Found in_pipe(const std::string& bytes, std::size_t at_once) {
  return found_in(archive::decoded(std::make_unique<test::SlowStream>(bytes, at_once), {}));
}

// REQUIRES: the same is found in a file, in pipes and in a tar. Returns it.
Found found(const std::string& bytes) {
  Found first = in_file(bytes);
  CHECK(in_pipe(bytes, 1) == first);
  CHECK(in_pipe(bytes, 1000) == first);
  CHECK(in_file(test::archived("ustar", "", {{"b", bytes}})) == first);
  return first;
}

std::string line(int number) {
  return "{\"number\":" + std::to_string(number) + "}";
}

ZipPart member(int number) {
  return {.name = std::to_string(number) + ".json", .content = line(number) + "\n"};
}

ZipPart beside(const std::string& content) {
  return {.content = content, .beside = true};
}

void check_read(const std::string& bytes, const std::multiset<std::string>& lines) {
  const Found one = found(bytes);
  CHECK(one.lines == lines);
  CHECK_FALSE(one.named);
}

const std::string kTwo = test::zip_of({member(1), member(2)});
const std::multiset<std::string> kBoth{line(1), line(2)};

std::multiset<std::string> both_and(std::initializer_list<int> numbers) {
  std::multiset<std::string> all = kBoth;
  for (const int number : numbers) all.insert(line(number));
  return all;
}

// A zip of random parts, the lines in it, and whether a program may have written it so.
struct RandomZip {
  std::string bytes;
  std::multiset<std::string> lines;
  bool plain = true;
};

class RandomParts {
 public:
  explicit RandomParts(unsigned seed) : random_(seed) {}

  RandomZip zip() {
    RandomZip zip;
    for (int zips = one_of(4) == 0 ? 2 : 1; zips > 0; --zips) {
      std::vector<ZipPart> parts;
      for (int count = one_of(5); count > 0; --count) parts.push_back(part(zip, !parts.empty()));
      const std::string comment = one_of(6) == 0 ? lines(zip) : one_of(3) == 0 ? "a comment" : "";
      zip.bytes += test::zip_of(parts, comment);
      if (one_of(6) == 0) zip.bytes += std::string(static_cast<std::size_t>(one_of(2000)), '\0');
      if (one_of(6) == 0) zip.bytes += one_of(2) == 0 ? lines(zip) : test::compressed("gzip", lines(zip));
      if (one_of(12) == 0) zip.bytes += other(zip);
    }
    return zip;
  }

 private:
  int one_of(int count) { return static_cast<int>(random_() % static_cast<unsigned>(count)); }

  std::string lines(RandomZip& zip) {
    std::string out;
    for (int count = 1 + one_of(one_of(4) == 0 ? 300 : 3); count > 0; --count) {
      const std::string next = line(next_++);
      zip.lines.insert(next);
      out += next + "\n";
    }
    return out;
  }

  // Bytes that are no documents.
  std::string other(RandomZip& zip) {
    zip.plain = false;
    std::string out = "x";
    for (int count = one_of(100); count > 0; --count) out += static_cast<char>(random_());
    return out + "\n";
  }

  ZipPart part(RandomZip& zip, bool may_be_beside) {
    if (may_be_beside && one_of(6) == 0) return beside(one_of(3) == 0 ? other(zip) : lines(zip));
    ZipPart part;
    part.name = one_of(5) == 0 ? "" : one_of(5) == 0 ? "d/" : one_of(5) == 0 ? ".x" : "x.json";
    if (one_of(8) != 0) part.content = lines(zip);
    part.deflated = one_of(2) == 0;
    part.described = one_of(3) == 0;
    part.magic = !part.deflated || one_of(2) == 0;
    part.wide = one_of(4) == 0;
    part.named = one_of(5) != 0;
    if (part.named && one_of(5) == 0) part.comment = lines(zip);
    if (one_of(15) == 0) change(part, zip);
    return part;
  }

  void change(ZipPart& part, RandomZip& zip) {
    zip.plain = false;
    const int by = one_of(9) - 4;
    switch (one_of(3)) {
      case 0: part.size_error = std::max(by * 20, -static_cast<int>(part.content.size())); break;
      case 1: part.directory_size_error = by; break;
      default: part.directory_name = "y.json";
    }
  }

  std::mt19937 random_;
  int next_ = 1;
};

}  // namespace

TEST_CASE("beside: zips as programs write them are read, and nothing of them is named") {
  for (const bool deflated : {false, true}) {
    for (const bool described : {false, true}) {
      for (const bool wide : {false, true}) {
        for (const bool magic : {true, false}) {
          if (!magic && !(described && deflated)) continue;
          CAPTURE(deflated, described, wide, magic);
          std::vector<ZipPart> parts{member(1), {.name = "d/"}, {.name = "empty.json"}, member(2)};
          for (ZipPart& part : parts) {
            part.deflated = deflated;
            part.described = described;
            part.wide = wide;
            part.magic = magic;
            part.extra = std::string("\x99\x99\x03\0abc", 7);
            part.comment = "made by hand";
          }
          check_read(test::zip_of(parts, "a comment\nof two lines"), kBoth);
          check_read(test::zip_of(parts) + std::string(3000, '\0'), kBoth);
        }
      }
    }
  }
  check_read(test::zip_of({member(1), beside(std::string(13, '\0')), member(2)}), kBoth);
}

TEST_CASE("beside: documents after, between and around the members of a zip are read") {
  const std::string lines = line(3) + "\n" + line(4) + "\n";
  check_read(kTwo + lines, both_and({3, 4}));
  check_read(kTwo + test::compressed("gzip", lines), both_and({3, 4}));
  check_read(test::zip_of({}) + lines, {line(3), line(4)});
  check_read(test::zip_of({member(1), beside(lines), member(2)}), both_and({3, 4}));
  check_read(test::zip_of({member(1), member(2)}, lines), both_and({3, 4}));
  ZipPart commented = member(1);
  commented.comment = lines;
  check_read(test::zip_of({commented, member(2)}), both_and({3, 4}));
  ZipPart with_field = member(1);
  with_field.extra = std::string("\x99\x99", 2) + static_cast<char>(lines.size() + 1) + '\0' + "\n" + lines;
  const Found one = found(test::zip_of({with_field, member(2)}));
  CHECK(one.lines.contains(line(3)));
  CHECK(one.lines.contains(line(4)));
  CHECK_FALSE(one.named);
}

TEST_CASE("beside: a member that the central directory does not name is read, and so is a second zip") {
  ZipPart hidden = member(3);
  hidden.named = false;
  for (const bool deflated : {false, true}) {
    hidden.deflated = deflated;
    check_read(test::zip_of({member(1), hidden, member(2)}), both_and({3}));
    check_read(test::zip_of({hidden, member(1), member(2)}), both_and({3}));
  }
  check_read(kTwo + test::zip_of({member(3)}), both_and({3}));
  check_read(test::zip_of({}) + kTwo, kBoth);
  check_read(test::zip_of({member(1), member(2)}, test::zip_of({member(3)})), both_and({3}));
}

TEST_CASE("beside: other bytes in a zip are named") {
  for (const std::string& bytes :
       {kTwo + "no documents", test::zip_of({member(1), beside("no documents"), member(2)}),
        test::zip_of({member(1), member(2)}, "x" + test::zip_of({member(3)})), kTwo + "PK\3\4",
        kTwo + "PK\5\6"}) {
    const Found one = found(bytes);
    CHECK(one.lines == kBoth);
    CHECK(one.named);
  }
}

TEST_CASE("beside: a central directory that describes members otherwise is named") {
  ZipPart small = member(1);
  small.directory_size_error = 5;
  CHECK(found(test::zip_of({small, member(2)})).named);
  ZipPart other = member(1);
  other.name = "1.png";
  other.directory_name = "1.json";
  CHECK(found(test::zip_of({other, member(2)})).named);
  ZipPart inner = member(2);
  inner.deflated = true;
  const Found overlapping = found(test::overlapping_zip(inner, line(1) + "\n"));
  CHECK(overlapping.named);
  CHECK(overlapping.lines.contains(line(1)));
}

TEST_CASE("beside: members are read whatever their names and kinds") {
  check_read(test::zip_of({{.name = "1.json/", .content = line(1) + "\n"},
                           {.name = "__MACOSX/.x", .content = line(2) + "\n"},
                           {.name = "", .content = line(3) + "\n"}}),
             both_and({3}));
  const std::string attributes = std::string("\0\5\x16\7", 4) + "\n" + line(1) + "\n";
  CHECK(found(test::zip_of({{.name = "._a", .content = attributes}})).lines.contains(line(1)));
  const Found none = found(test::zip_of({{.name = "._a", .content = std::string("\0\5\x16\7 x\n", 8)}}));
  CHECK(none.passed_over == 1);
  CHECK_FALSE(none.named);
}

TEST_CASE("beside: documents after a tar are read, and further tars, and other bytes are named") {
  const std::string tar =
      test::archived("ustar", "", {{"1.json", line(1) + "\n"}, {"2.json", line(2) + "\n"}});
  const std::string lines = line(3) + "\n" + line(4) + "\n";
  check_read(tar + lines, both_and({3, 4}));
  check_read(tar + lines + tar, both_and({1, 2, 3, 4}));
  check_read(tar + test::compressed("zstd", lines), both_and({3, 4}));
  check_read(tar + std::string(5000, '\0'), kBoth);
  const Found one = found(tar + "no documents");
  CHECK(one.lines == kBoth);
  CHECK(one.named);
}

TEST_CASE("beside: documents after a 7z are read, and other bytes are named") {
  const std::string bytes =
      test::archived("7zip", "", {{"1.json", line(1) + "\n"}, {"2.json", line(2) + "\n"}});
  CHECK(in_file(bytes).lines == kBoth);
  CHECK_FALSE(in_file(bytes).named);
  CHECK(in_file(bytes + line(3) + "\n").lines == both_and({3}));
  CHECK_FALSE(in_file(bytes + line(3) + "\n").named);
  CHECK(in_file(bytes + "no documents").named);
  CHECK(in_pipe(bytes, 100).named);
}

TEST_CASE("beside: in random zips every line is found, or the zip is named") {
  std::size_t read = 0;
  for (unsigned seed = 0; seed < 3000; ++seed) {
    CAPTURE(seed);
    const RandomZip zip = RandomParts(seed).zip();
    const Found one = found(zip.bytes);
    const bool whole = std::includes(one.lines.begin(), one.lines.end(), zip.lines.begin(), zip.lines.end());
    CHECK((whole || one.named));
    if (zip.plain) CHECK(whole);
    if (zip.plain) CHECK_FALSE(one.named);
    read += whole ? 1U : 0U;
  }
  CHECK(read > 2000);
}

TEST_CASE("beside: of a zip that is cut anywhere nothing is lost unnamed") {
  ZipPart described = member(2);
  described.described = described.deflated = true;
  const std::string whole =
      test::zip_of({member(1), described, beside(line(3) + "\n"), member(4)}, line(5) + "\n");
  const Found all = found(whole);
  CHECK(all.lines.size() == 5);
  for (std::size_t size = 1; size < whole.size(); ++size) {
    CAPTURE(size);
    const std::string cut = whole.substr(0, size);
    if (!archive::archive_format(cut)) continue;
    const Found one = in_file(cut);
    CHECK((one.named || one.lines == all.lines));
    CHECK(in_pipe(cut, 7) == one);
  }
}

}  // namespace firstseen
