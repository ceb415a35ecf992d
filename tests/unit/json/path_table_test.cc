#include "json/path_table.h"

#include <catch2/catch_test_macros.hpp>
#include <string>

#include "support/read_paths.h"

namespace firstseen::json {
namespace {

using test::read_paths;

constexpr std::size_t kLongest = 40;

// A key of a length; no two of them begin or end alike.
std::string key_of_length(std::size_t length) {
  std::string key;
  for (std::size_t i = 0; i < length; ++i) key += static_cast<char>('a' + (i * 7 + length) % 26);
  return key;
}

// A table, with look-ups by keys that need not be padded.
class Lookup {
 public:
  explicit Lookup(const std::vector<std::string>& paths) {
    for (const std::string& path : paths) table_.add(path);
    table_.compile();
  }

  PathId operator()(const std::string& key) const {
    const std::string padded = key + std::string(Key::kReadable, 'x');
    const auto* const node = table_.child(table_.root(), Key(std::string_view(padded).substr(0, key.size())));
    return node == nullptr ? PathTable::kNoPath : node->path;
  }

 private:
  PathTable table_;
};

}  // namespace

TEST_CASE("path table: a key is found at every length, and nothing that is nearly one") {
  std::vector<std::string> keys;
  for (std::size_t length = 0; length <= kLongest; ++length) keys.push_back(key_of_length(length));
  const Lookup find(keys);
  for (std::size_t length = 0; length <= kLongest; ++length) {
    const std::string& key = keys[length];
    CAPTURE(key);
    CHECK(find(key) == length);
    CHECK(find(key + '.') == PathTable::kNoPath);
    CHECK(find(key + '\0') == PathTable::kNoPath);
    CHECK(find('-' + key) == PathTable::kNoPath);
    for (std::size_t at = 0; at < length; ++at) {
      std::string other = key;
      other[at] = '-';
      CHECK(find(other) == PathTable::kNoPath);
      other.erase(at, 1);
      CHECK(find(other) == (other.empty() ? 0 : PathTable::kNoPath));
    }
  }
}

TEST_CASE("path table: many keys that begin and end alike are told apart") {
  std::vector<std::string> keys;
  for (int i = 0; i < 3000; ++i) keys.push_back("InitiatingProcess" + std::to_string(i) + "AccountName");
  const Lookup find(keys);
  for (std::size_t i = 0; i < keys.size(); ++i) CHECK(find(keys[i]) == i);
  CHECK(find("InitiatingProcess3000AccountName") == PathTable::kNoPath);
  CHECK(find("InitiatingProcessAccountName") == PathTable::kNoPath);
}

TEST_CASE("path table: a key is found however it is spelt") {
  for (std::size_t length = 1; length <= kLongest; ++length) {
    const std::string key = key_of_length(length);
    for (std::size_t at = 0; at < length; ++at) {
      // One character as an escape; the key cut in two segments there.
      std::string escaped = key;
      escaped.replace(at, 1,
                      "\\u00" + std::string(key[at] < 'p' ? "6" : "7") + "0123456789abcdef"[key[at] % 16]);
      std::string path = key;
      path[at] = '.';
      CAPTURE(key, escaped, path);
      CHECK(read_paths("{\"" + escaped + "\":1,\"" + key + "\" :2,\"" + key + "\"\n\t: 3}", {key}) ==
            key + "=1 " + key + "=2 " + key + "=3 \n");
      const std::string nested =
          "{\"" + path.substr(0, at) + "\":{\"" + path.substr(at + 1) + "\":1},\"" + path + "\":2}";
      CHECK(read_paths(nested, {path}) == path + "=1 " + path + "=2 \n");
      CHECK(read_paths(nested, {key}) == "\n");
    }
  }
}

TEST_CASE("path table: a wanted backslash is one that the key's escapes stand for") {
  CHECK(read_paths(R"({"a\\b":1,"a\\\\b":2,"a\u005cb":3})", {R"(a\b)"}) == "a\\b=1 a\\b=3 \n");
  CHECK(read_paths(R"({"a\\b":1,"a\\\\b":2})", {R"(a\\b)"}) == "a\\\\b=2 \n");
}

}  // namespace firstseen::json
