#include <cstddef>
#include <utility>

#include "support/json_string.h"
#include "support/render.h"
#include "support/table.h"

namespace firstseen::test {
namespace {

std::string base64(std::string_view bytes) {
  constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    unsigned group = 0;
    for (std::size_t i = 0; i < 3; ++i)
      group = group << 8 | (at + i < bytes.size() ? static_cast<unsigned char>(bytes[at + i]) : 0u);
    for (std::size_t i = 0; i < 4; ++i)
      out += at + i <= bytes.size() ? kAlphabet[group >> (18 - 6 * i) & 63] : '=';
  }
  return out;
}

std::string numbers(std::string_view bytes) {
  std::string out;
  for (const char c : bytes) out += (out.empty() ? "" : ",") + std::to_string(static_cast<unsigned char>(c));
  return out;
}

// The members of an object: quoted keys, and values, as they are written.
using Members = std::vector<std::pair<std::string, std::string>>;

Members members_of(const std::string& object) {
  Members members;
  std::size_t depth = 0;
  std::size_t begin = 1;
  bool in_string = false;
  bool in_key = true;
  const auto cut = [&](std::size_t end) {
    const std::string piece = object.substr(begin, end - begin);
    in_key ? (void)members.emplace_back(piece, "") : (void)(members.back().second = piece);
    in_key = !in_key;
    begin = end + 1;
  };
  for (std::size_t at = 0; at < object.size(); ++at) {
    const char c = object[at];
    if (in_string && c == '\\') ++at;
    if (c == '"') in_string = !in_string;
    if (in_string) continue;
    if (c == '{' || c == '[') ++depth;
    if (depth == 1 && (c == ',' || c == '}' || (c == ':' && in_key))) cut(at);
    if (c == '}' || c == ']') --depth;
  }
  return members;
}

template <typename Write>
std::string list(const Members& members, const Write& write) {
  std::string out;
  for (const auto& member : members) out += (out.empty() ? "" : ",") + write(member);
  return out;
}

std::string joined(const std::vector<std::string>& records, std::string_view separator) {
  std::string out;
  for (const std::string& record : records) {
    if (!out.empty()) out += separator;
    out += record;
  }
  return out;
}

// One wrapper a line.
template <typename Wrap>
Wrapping each(std::string name, Wrap wrap) {
  return {std::move(name), [wrap](const std::vector<std::string>& records) {
            std::string out;
            for (const std::string& record : records) out += wrap(record) + "\n";
            return out;
          }};
}

Wrapping around(std::string name, const std::string& before, const std::string& after) {
  return {std::move(name), [before, after](const std::vector<std::string>& records) {
            return before + joined(records, ",\n") + after + "\n";
          }};
}

}  // namespace

const std::vector<Wrapping>& wrappings() {
  static const std::vector<Wrapping> kWrappings{
      each("lines", [](const std::string& record) { return record; }),
      {"bom-crlf-blank-lines",
       [](const std::vector<std::string>& records) {
         return "\xef\xbb\xbf" + joined(records, "\r\n\r\n") + "\r\n";
       }},
      {"bulk-body",
       [](const std::vector<std::string>& records) {
         std::string out;
         for (const std::string& record : records)
           out += "{\"create\":{\"_index\":\"i\",\"_id\":\"1\"}}\n" + record + "\n";
         return out;
       }},
      each("hit",
           [](const std::string& record) {
             return R"({"_index":"i","_id":"1","_score":1,"_source":)" + record + "}";
           }),
      {"search-response",
       [](const std::vector<std::string>& records) {
         std::string hits;
         for (const std::string& record : records)
           hits += (hits.empty() ? "" : ",") + (R"({"_index":"i","_source":)" + record) + "}";
         return R"({"took":1,"hits":{"total":{"value":1},"hits":[)" + hits + "]}}\n";
       }},
      around("event-hub", R"({"records":[)", "]}"),
      around("api-results", R"({"Schema":[],"Results":[)", "]}"),
      around("graph-results", R"({"schema":[],"results":[)", "]}"),
      each("splunk",
           [](const std::string& record) {
             return R"({"preview":false,"offset":0,"result":)" + record + "}";
           }),
      around("pages", R"({"data":[)", R"(],"pagination":{"nextCursor":null}})"),
      each("message-text",
           [](const std::string& record) {
             return R"({"@version":"1","message":)" + json_string(record) + "}";
           }),
      each("event-original",
           [](const std::string& record) { return R"({"event":{"original":)" + json_string(record) + "}}"; }),
      around("array", "[", "]"),
      {"pretty",
       [](const std::vector<std::string>& records) {
         std::string out;
         for (const std::string& record : records)
           out += "{\n  " + record.substr(1, record.size() - 2) + "\n}\n";
         return out;
       }},
      {"evtx-dump-records",
       [](const std::vector<std::string>& records) {
         std::string out;
         for (std::size_t i = 0; i < records.size(); ++i) {
           out += "Record " + std::to_string(i + 1) + "\n{\n" + records[i].substr(1, records[i].size() - 2) +
                  "\n}\n";
         }
         return out;
       }},
      each("hit-in-records",
           [](const std::string& record) {
             return R"({"records":[{"_index":"i","_source":)" + record + "}]}";
           }),
      each("string-of-any-key",
           [](const std::string& record) {
             return R"({"topic":"t","partition":0,"payload":)" + json_string(" \n" + record) + "}";
           }),
      each("line-of-a-log",
           [](const std::string& record) { return "Mar  2 09:15:00 relay agent[7]: " + record; }),
      each("line-that-is-a-string", [](const std::string& record) { return json_string(record); }),
      each("behind-a-header",
           [](const std::string& record) {
             return R"({"MESSAGE":)" + json_string("<13>1 - - agent - - " + record) + "}";
           }),
      {"two-in-a-string",
       [](const std::vector<std::string>& records) {
         std::string out;
         for (std::size_t i = 0; i < records.size(); i += 2) {
           const std::string& second = i + 1 < records.size() ? records[i + 1] : "";
           out += R"({"line":)" + json_string(records[i] + "\n" + second) + "}\n";
         }
         return out;
       }},
      each(
          "agent-document",
          [](const std::string& record) {
            return R"({"@timestamp":"2026-03-20T00:00:00Z","agent":{"type":"filebeat"},"event":{"dataset":"x.y"},"message":)" +
                   json_string(record) + "}";
          }),
      each("base64", [](const std::string& record) { return R"({"data":")" + base64(record) + R"("})"; }),
      each("bytes",
           [](const std::string& record) { return R"({"body":{"data":[)" + numbers(record) + "]}}"; }),
      each("object-within",
           [](const std::string& record) { return R"({"a":1,"b":{"c":{"event data":)" + record + "}}}"; }),
      around("answers", R"({"took":1,"responses":[{"status":200,"list":{"rows":[)", "]}}]}"),
      each("row-of-a-table",
           [](const std::string& record) {
             const Members all = members_of(record);
             return R"({"result":{"schema":{"fields":[)" +
                    list(all, [](const auto& one) { return R"({"name":)" + one.first + R"(,"type":"t"})"; }) +
                    R"(]},"data":[[)" + list(all, [](const auto& one) { return one.second; }) + "]]}}";
           }),
      each("names-first",
           [](const std::string& record) {
             const Members all = members_of(record);
             return R"({"values":[[)" + list(all, [](const auto& one) { return one.first; }) + "],[" +
                    list(all, [](const auto& one) { return one.second; }) + "]]}";
           }),
      each("typed-values",
           [](const std::string& record) {
             return R"({"Item":{)" +
                    list(members_of(record),
                         [](const auto& one) {
                           const bool is_scalar = one.second[0] != '{' && one.second[0] != '[';
                           return one.first + ":" +
                                  (is_scalar ? R"({"stringValue":)" + one.second + "}" : one.second);
                         }) +
                    "}}";
           }),
      each("numbered-columns",
           [](const std::string& record) {
             return "{" +
                    list(members_of(record),
                         [](const auto& one) { return one.first + R"(:{"0":)" + one.second + "}"; }) +
                    "}";
           }),
      each("rows-of-pairs",
           [](const std::string& record) {
             return R"({"status":"Complete","results":[[)" +
                    list(members_of(record),
                         [](const auto& one) {
                           return R"({"field":)" + one.first + R"(,"value":)" + one.second + "}";
                         }) +
                    "]]}";
           }),
      each("dotted-keys",
           [](const std::string& record) {
             return R"({"#repo":"r",)" +
                    list(members_of(record),
                         [](const auto& one) {
                           return R"("payload.)" + one.first.substr(1) + ":" + one.second;
                         }) +
                    "}";
           }),
      each("quoted-twice",
           [](const std::string& record) {
             return R"({"message":)" + json_string(json_string(record)) + "}";
           }),
      {"among-other-text",
       [](const std::vector<std::string>& records) {
         std::string out;
         for (std::size_t i = 0; i < records.size(); i += 2) {
           std::string text = "first: " + records[i];
           if (i + 1 < records.size()) text += " | second: " + records[i + 1];
           out += R"({"line":)" + json_string(text + "; done") + "}\n";
         }
         return out;
       }},
      each("pairs",
           [](const std::string& record) {
             return R"({"results":1,"row":[{"field":"rows","value":1},)" +
                    list(members_of(record),
                         [](const auto& one) {
                           return R"({"field":)" + one.first + R"(,"value":)" + one.second + "}";
                         }) +
                    "]}";
           }),
      {"dev-tools",
       [](const std::vector<std::string>& records) {
         std::string out;
         for (const std::string& record : records) {
           out +=
               "# GET logs/_search 200 OK\n{\n  \"took\": 1,\n  \"hits\": {\n    \"hits\": [\n      {\n"
               "        \"_source\": {\n          \"message\": \"\"\"" +
               record + "\n\"\"\"\n        }\n      }\n    ]\n  }\n}\n\n";
         }
         return out;
       }},
      {"table-of-texts",
       [](const std::vector<std::string>& records) {
         std::string out = row_of({"time", "text"}, '\t', true) + "\n";
         for (const std::string& record : records) out += row_of({"1", record}, '\t', true) + "\n";
         return out;
       }},
  };
  return kWrappings;
}

}  // namespace firstseen::test
