// What a walk through an archive says: one line for each member that there is something to say of.
#include "archive/archive_walk.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <random>

#include "support/compress.h"
#include "support/slow_stream.h"
#include "support/temporary_folder.h"

namespace firstseen {
namespace {

using test::archived;
using test::MemberKind;
using test::Members;

// `content` of a member, what ended it early in brackets.
std::string text_of(bytes::ByteStream& bytes) {
  std::string text;
  std::string buffer(300, ' ');
  while (true) {
    const auto got = bytes.read(buffer.data(), buffer.size());
    if (!got) return text + " [" + got.error().message + "]";
    if (*got == 0) return text;
    text.append(buffer, 0, *got);
  }
}

std::string line_of(archive::ArchiveMember& member) {
  std::string line = std::to_string(member.id.member) + " " + member.report.path;
  if (member.bytes) line += " = " + text_of(*member.bytes);
  if (member.report.error) line += ": " + member.report.error->message;
  if (!member.report.passed_over.empty()) line += " passed over: " + member.report.passed_over;
  return line;
}

// The lines of the walk; the archive itself has one only when something is wrong with it.
std::string walked(archive::DecodedStream stream, std::uint32_t max_members) {
  REQUIRE(stream.archive);
  archive::ArchiveWalk walk({7, 0}, "a", std::move(stream), max_members, {});
  std::string lines;
  while (!walk.done()) {
    auto member = walk.next();
    if (!member) continue;
    CHECK(member->id.input == 7);
    const bool whole = !member->bytes && !member->report.error && member->report.passed_over.empty();
    if (!whole) lines += line_of(*member) + "\n";
  }
  return lines;
}

std::string walked_as_pipe(const std::string& bytes, std::uint32_t max_members = 1000) {
  auto stream = archive::decoded(std::make_unique<test::SlowStream>(bytes, 1000), ExpansionBounds{});
  REQUIRE(stream);
  return walked(std::move(*stream), max_members);
}

std::string walked_as_file(const std::string& bytes, std::uint32_t max_members = 1000) {
  const test::TemporaryFolder folder;
  auto file = file::File::open(folder.write("a", bytes));
  REQUIRE(file);
  auto stream = archive::open_stream(std::move(*file), ExpansionBounds{});
  REQUIRE(stream);
  return walked(std::move(*stream), max_members);
}

// The zip with the flag that says encrypted set for one member, in both of its headers.
std::string with_encrypted_flag(std::string zip, const std::string& name) {
  const auto set = [&](std::string_view magic, std::size_t flags, std::size_t name_at) {
    for (std::size_t at = 0; (at = zip.find(magic, at)) != std::string::npos; ++at) {
      if (zip.compare(at + name_at, name.size(), name) == 0) zip[at + flags] |= 1;
    }
  };
  set("PK\3\4", 6, 30);
  set("PK\1\2", 8, 46);
  return zip;
}

// A tar whose first member begins with a hole of so many bytes: of GNU's kind, which has the hole in the
// header.
std::string with_hole(std::string tar, std::uint64_t bytes) {
  constexpr std::size_t kChecksum = 148;
  const auto put = [&](std::size_t at, std::size_t digits, std::uint64_t number) {
    for (std::size_t i = digits; i-- > 0; number /= 8) tar[at + i] = static_cast<char>('0' + number % 8);
    tar[at + digits] = '\0';
  };
  const std::uint64_t size = std::stoull(tar.substr(124, 11), nullptr, 8);
  tar[156] = 'S';
  tar.replace(257, 8, "ustar  \0", 8);
  tar.replace(345, 155, 155, '\0');
  put(386, 11, bytes);  // where the only piece begins, its size, and that of the whole
  put(398, 11, size);
  put(483, 11, bytes + size);
  tar.replace(kChecksum, 8, 8, ' ');
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < 512; ++i) sum += static_cast<unsigned char>(tar[i]);
  put(kChecksum, 6, sum);
  return tar;
}

const Members kTwo{{"x.json", "one"}, {"d/y.ndjson", "two"}};
const std::string kTwoWalked = "1 a!x.json = one\n2 a!d/y.ndjson = two\n";

}  // namespace

TEST_CASE("archive: recognised by what it begins with, below compression too") {
  for (const auto& [format, filter] :
       {std::pair{"zip", ""}, std::pair{"pax", ""}, std::pair{"gnutar", ""}, std::pair{"ustar", ""},
        std::pair{"pax", "gzip"}, std::pair{"pax", "zstd"}, std::pair{"pax", "bzip2"}, std::pair{"pax", "xz"},
        std::pair{"zip", "gzip"}}) {
    CAPTURE(format, filter);
    const std::string bytes = archived(format, filter, kTwo);
    CHECK(walked_as_file(bytes) == kTwoWalked);
    CHECK(walked_as_pipe(bytes) == kTwoWalked);
  }
  CHECK(walked_as_file(archived("zip", "", {})).empty());
  CHECK(walked_as_pipe(archived("zip", "", {})).empty());
}

TEST_CASE("archive: a text that only speaks of one is none") {
  std::string text(600, ' ');
  text.replace(257, 7, "ustar  ");
  CHECK_FALSE(archive::archive_format(text));
  CHECK_FALSE(archive::archive_format("PK"));
  CHECK_FALSE(archive::archive_format(""));
}

TEST_CASE("archive: members are decoded as files are") {
  const std::string bytes = archived("zip", "",
                                     {{"a.json.gz", test::compressed("gzip", "one")},
                                      {"b.json", std::string("\xff\xfet\0w\0o\0", 8)},
                                      {"c.json.xz", test::compressed("xz", "three")},
                                      {"d.json", ""}});
  const std::string expected =
      "1 a!a.json.gz = one\n2 a!b.json = two\n3 a!c.json.xz = three\n4 a!d.json = \n";
  CHECK(walked_as_file(bytes) == expected);
  CHECK(walked_as_pipe(bytes) == expected);
}

TEST_CASE("archive: members are passed over by what they hold, and links") {
  const std::string bytes = archived("pax", "",
                                     {{"./d", "", MemberKind::kDirectory},
                                      {"./d/a.json", "one"},
                                      {"d/notes.txt", "x"},
                                      {"d/.hidden.json", "x"},
                                      {".git/a.json", "x"},
                                      {"__MACOSX/a.json", "x"},
                                      {"s.json", "d/a.json", MemberKind::kSymbolicLink},
                                      {"h.json", "./d/a.json", MemberKind::kHardLink},
                                      {"f.json", "", MemberKind::kFifo},
                                      {"../b.json", "two"}});
  CHECK(walked_as_pipe(bytes) ==
        "2 a!./d/a.json = one\n"
        "3 a!d/notes.txt passed over: a file without a line of JSON\n"
        "4 a!d/.hidden.json passed over: hidden\n"
        "5 a!.git/a.json passed over: hidden\n"
        "6 a!__MACOSX/a.json passed over: hidden\n"
        "7 a!s.json passed over: a symbolic link\n"
        "8 a!h.json passed over: a hard link\n"
        "9 a!f.json passed over: not a regular file\n"
        "10 a!../b.json = two\n");
}

TEST_CASE("archive: names of any bytes, and the same name twice, whatever the locale") {
  const Members members{
      {"\xc3\xbc/\xd0\xb4.json", "one"}, {"a\n\x1b[1m.json", "two"}, {"a\n\x1b[1m.json", "three"}};
  const std::string expected =
      "1 a!\xc3\xbc/\xd0\xb4.json = one\n2 a!a\n\x1b[1m.json = two\n3 a!a\n\x1b[1m.json = three\n";
  for (const char* const format : {"zip", "pax", "gnutar"}) {
    CAPTURE(format);
    CHECK(walked_as_file(archived(format, "", members)) == expected);
    CHECK(walked_as_pipe(archived(format, "", members)) == expected);
  }
  CHECK(walked_as_file(archived("gnutar", "", {{"\xff.json", "one"}})) == "1 a!\xff.json = one\n");
}

TEST_CASE("archive: a member whose name is not UTF-8 is read") {
  std::string zip = archived("zip", "", {{"x.json", "zero"}, {"\xc3\xbc.json", "one"}});
  for (std::size_t at = 0; (at = zip.find("\xc3\xbc", at)) != std::string::npos;)
    zip.replace(at, 2, "\xff\xfe");
  CHECK(walked_as_file(zip) == "1 a!x.json = zero\n2 a!\xff\xfe.json = one\n");
}

TEST_CASE("archive: archives in archives, depth first, to a bound") {
  const std::string inner = archived("pax", "gzip", kTwo);
  const std::string bytes =
      archived("zip", "", {{"v.json", "zero"}, {"b.tar.gz", inner}, {"z.json", "three"}});
  const std::string expected =
      "1 a!v.json = zero\n3 a!b.tar.gz!x.json = one\n4 a!b.tar.gz!d/y.ndjson = two\n5 a!z.json = three\n";
  CHECK(walked_as_file(bytes) == expected);
  CHECK(walked_as_pipe(bytes) == expected);

  std::string nested = archived("zip", "", {{"x.json", "one"}});
  for (std::size_t depth = 1; depth < archive::kMaxArchiveDepth; ++depth) {
    nested = archived(depth % 2 == 0 ? "zip" : "pax", "", {{"b.zip", nested}});
  }
  CHECK(walked_as_file(nested) == "4 a!b.zip!b.zip!b.zip!x.json = one\n");
  nested = archived("zip", "", {{"b.zip", nested}, {"y.json", "two"}});
  CHECK(walked_as_file(nested) ==
        "4 a!b.zip!b.zip!b.zip!b.zip: archives nested too deeply\n5 a!y.json = two\n");
}

TEST_CASE("archive: an archive by its content, whatever its name") {
  CHECK(walked_as_file(archived("pax", "", {{"b.json", archived("zip", "", kTwo)}})) ==
        "2 a!b.json!x.json = one\n3 a!b.json!d/y.ndjson = two\n");
}

TEST_CASE("archive: members beyond the bound are said to be unread") {
  const std::string bytes = archived("pax", "", {{"b.tar", archived("pax", "", kTwo)}, {"z.json", "three"}});
  CHECK(walked_as_file(bytes, 4) ==
        "2 a!b.tar!x.json = one\n3 a!b.tar!d/y.ndjson = two\n4 a!z.json = three\n");
  CHECK(walked_as_file(bytes, 3) ==
        "2 a!b.tar!x.json = one\n3 a!b.tar!d/y.ndjson = two\n"
        "0 a: more than 3 members; the others are not read\n");
  CHECK(walked_as_file(bytes, 2) ==
        "2 a!b.tar!x.json = one\n0 a: more than 2 members; the others are not read\n");
}

TEST_CASE("archive: encrypted members are named, and the others read") {
  const std::string some = with_encrypted_flag(
      archived("zip", "", {{"x.json", "one"}, {"y.json", "two"}, {"z.json", "three"}}), "y.json");
  const std::string expected = "1 a!x.json = one\n2 a!y.json: encrypted\n3 a!z.json = three\n";
  CHECK(walked_as_file(some) == expected);
  CHECK(walked_as_pipe(some) == expected);
  for (const char* const method : {"zipcrypt", "aes128", "aes256"}) {
    CAPTURE(method);
    const std::string all =
        test::encrypted_zip(method, {{"x.json", "one"}, {"n.txt", "no"}, {"y.json", "two"}});
    const std::string unread = "1 a!x.json: encrypted\n2 a!n.txt: encrypted\n3 a!y.json: encrypted\n";
    CHECK(walked_as_file(all) == unread);
    CHECK(walked_as_pipe(all) == unread);
    CHECK(walked_as_file(archived("zip", "", {{"e.zip", all}, {"z.json", "three"}})) ==
          "2 a!e.zip!x.json: encrypted\n3 a!e.zip!n.txt: encrypted\n"
          "4 a!e.zip!y.json: encrypted\n5 a!z.json = three\n");
  }
}

TEST_CASE("archive: what precedes damage counts, and the damage is said") {
  std::mt19937 random(5);
  std::string noise(1'000'000, ' ');
  for (char& byte : noise) byte = static_cast<char>('!' + random() % 90);
  for (const auto& [format, filter] :
       {std::pair{"zip", ""}, std::pair{"pax", ""}, std::pair{"pax", "gzip"}, std::pair{"pax", "zstd"},
        std::pair{"pax", "bzip2"}, std::pair{"pax", "xz"}}) {
    CAPTURE(format, filter);
    const std::string whole =
        archived(format, filter, {{"x.json", "one"}, {"y.json", noise}, {"z.json", "two"}});
    for (const bool as_file : {true, false}) {
      const std::string cut = whole.substr(0, whole.size() - whole.size() / 20);
      const std::string lines = as_file ? walked_as_file(cut) : walked_as_pipe(cut);
      CAPTURE(as_file, lines.size());
      CHECK(lines.starts_with("1 a!x.json = one\n2 a!y.json = " + noise.substr(0, 100)));
      CHECK(lines.find("\n0 a: ") != std::string::npos);
      CHECK(lines.find("z.json") == std::string::npos);
    }
  }
}

TEST_CASE("archive: large members that are passed over are gone behind") {
  const std::string large(1'000'000, 'x');
  for (const char* const format : {"zip", "pax"}) {
    CAPTURE(format);
    const std::string bytes =
        archived(format, "", {{"a.txt", large}, {"x.json", "one"}, {"b.txt", large}, {"y.json", "two"}});
    const std::string expected =
        "1 a!a.txt passed over: a file without a line of JSON\n2 a!x.json = one\n"
        "3 a!b.txt passed over: a file without a line of JSON\n4 a!y.json = two\n";
    CHECK(walked_as_file(bytes) == expected);
    CHECK(walked_as_pipe(bytes) == expected);
  }
  const std::string cut = archived("pax", "", {{"x.json", "one"}, {"a.txt", large}}).substr(0, 500'000);
  for (const std::string& lines : {walked_as_file(cut), walked_as_pipe(cut)}) {
    CHECK(lines.starts_with("1 a!x.json = one\n2 a!a.txt passed over: a file without a line of JSON\n0 a: "));
  }
}

TEST_CASE("archive: a hole in a sparse file is read as zeros") {
  const std::string content = std::string(100'000, '\0') + "one";
  const std::string bytes =
      archived("pax", "", {{"x.json", content, MemberKind::kSparseFile}, {"y.json", "two"}});
  CHECK(bytes.size() < content.size());
  CHECK(walked_as_file(bytes) == "1 a!x.json = " + content + "\n2 a!y.json = two\n");
}

TEST_CASE("archive: a member that is damaged does not hide the next") {
  const std::string content(5000, 'x');
  std::string zip = archived("zip", "", {{"x.json", content}, {"y.json", "two"}});
  const auto length_at = [&](std::size_t at) {
    return static_cast<std::size_t>(static_cast<unsigned char>(zip[at]) |
                                    static_cast<unsigned char>(zip[at + 1]) << 8);
  };
  const std::size_t first_byte =
      30 + length_at(26) + length_at(28);  // behind the header, the name, extra fields
  zip[first_byte + 3] ^= 0x55;
  const std::string lines = walked_as_file(zip);
  CAPTURE(lines);
  CHECK(lines.find("the archive is damaged or of a kind that is not read: ") != std::string::npos);
  CHECK(lines.ends_with("\n2 a!y.json = two\n"));
}

TEST_CASE("archive: a damaged header in a tar is passed over, and said at the end") {
  std::string tar = archived("ustar", "", {{"x.json", "one"}, {"y.json", "two"}, {"z.json", "three"}});
  tar[1024] ^= 1;  // the name of the second
  const std::string walked = walked_as_file(tar);
  CAPTURE(walked);
  CHECK(walked.starts_with(
      "1 a!x.json = one\n2 a!#2: bytes that belong to no member are not read\n3 a!z.json = three\n"
      "0 a: the archive is damaged or of a kind that is not read: Damaged tar archive"));
}

TEST_CASE("archive: tars one after another are one") {
  const std::string first = archived("ustar", "", {{"x.json", "one"}});
  const std::string second = archived("ustar", "", {{"y.json", "two"}});
  CHECK(walked_as_file(first + second) == "1 a!x.json = one\n2 a!y.json = two\n");
  CHECK(walked_as_pipe(test::compressed("gzip", first) + test::compressed("gzip", second)) ==
        "1 a!x.json = one\n2 a!y.json = two\n");
}

TEST_CASE("archive: a hole in a sparse file is read as zeros, to a bound") {
  const std::string tar = archived("gnutar", "", {{"x.json", "one"}, {"y.json", "two"}});
  CHECK(walked_as_pipe(with_hole(tar, 100'000)) ==
        "1 a!x.json = " + std::string(100'000, '\0') + "one\n2 a!y.json = two\n");
  for (const std::string& lines :
       {walked_as_file(with_hole(tar, (1ULL << 30) + 1)), walked_as_pipe(with_hole(tar, (1ULL << 30) + 1))})
    CHECK(lines == "1 a!x.json: a hole in a sparse file is too large\n2 a!y.json = two\n");
}

TEST_CASE("archive: a checksum that does not fit costs nothing of what it is over, and is said") {
  std::string zip = archived("zip", "", {{"x.json", "one"}, {"y.json", "two"}});
  const std::string checksum = zip.substr(zip.find("PK\1\2") + 16, 4);
  std::size_t places = 0;
  for (std::size_t at = 0; (at = zip.find(checksum, at)) != std::string::npos; ++places)
    zip[at] = static_cast<char>(~zip[at]);
  CHECK(places >= 2);
  for (const std::string& lines : {walked_as_file(zip), walked_as_pipe(zip)}) {
    CHECK(lines.starts_with(
        "1 a!x.json = one [the archive is damaged or of a kind that is not read: ZIP bad CRC"));
    CHECK(lines.ends_with("]\n2 a!y.json = two\n"));
  }
}

}  // namespace firstseen
