// Sysmon's events, put together from names and forms that no list of exporters has.
#include <catch2/catch_test_macros.hpp>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "support/event_of.h"
#include "support/json_string.h"

namespace firstseen {
namespace {

using Fields = std::vector<std::pair<std::string, std::string>>;

class Renderer {
 public:
  explicit Renderer(unsigned seed) : random_(seed) {}

  std::string render() {
    const std::string system = one_of({"", "System", "event", "winlog", "log.entry"});
    const std::string style = one_of({"", "snake", "lower", "upper"});
    std::vector<std::string> members;
    const auto add = [&](const std::string& name, const std::string& value) {
      members.push_back(test::json_string(styled(name, style)) + ":" + value);
    };
    const std::string sysmon = "\"Microsoft-Windows-Sysmon\"";
    const std::string channel = "\"Microsoft-Windows-Sysmon/Operational\"";
    const bool has_provider = below(4) != 0;
    if (has_provider) {
      const std::string name = one_of({"ProviderName", "Provider", "SourceName", "EventSource"});
      add(name, name == "Provider" && below(2) == 0 ? "{\"#attributes\":{\"Name\":" + sysmon + "}}" : sysmon);
    }
    if (!has_provider || below(2) == 0) add(one_of({"Channel", "LogName", "EventLog", "log_name"}), channel);
    const std::string id = one_of({"3", "\"3\"", "3.0", "\"3.0\"", R"({"#text":"3"})", R"(["3"])",
                                   R"([{"_":"3"}])", R"({"$numberInt":"3"})", R"({"intValue":"3"})",
                                   R"({"_text":"3"})", R"({"#attributes":{"Qualifiers":0},"#text":3})"});
    add(one_of({"EventID", "EventCode", "EventIdentifier", "Id"}), id);
    add(one_of({"Computer", "ComputerName", "MachineName", "Hostname"}), "\"ws-1\"");
    add(one_of({"TimeCreated", "TimeGenerated", "SystemTime", "EventTime"}), "\"2026-03-02T10:00:00Z\"");
    add("ProcessID", "2808");
    add("RecordNumber", "17");
    std::shuffle(members.begin(), members.end(), random_);
    std::string out = joined(members);
    if (!system.empty()) {
      out = "{" + out + "}";
      std::string path = system;
      for (std::size_t dot = path.rfind('.'); dot != std::string::npos; dot = path.rfind('.')) {
        out = "{\"" + path.substr(dot + 1) + "\":" + out + "}";
        path.resize(dot);
      }
      out = test::json_string(path) + ":" + out;
    }
    const std::string data = this->data(style);
    return "{" + (below(2) == 0 ? out + "," + data : data + "," + out) +
           R"(,"other":[1,{"x":2}],"tags":["a","b"]})";
  }

 private:
  std::size_t below(std::size_t bound) { return random_() % bound; }
  std::string one_of(const std::vector<std::string>& all) { return all[below(all.size())]; }

  static std::string joined(const std::vector<std::string>& parts) {
    std::string out;
    for (const std::string& part : parts) out += (out.empty() ? "" : ",") + part;
    return out;
  }

  static std::string styled(const std::string& name, const std::string& style) {
    std::string out;
    for (std::size_t i = 0; i < name.size(); ++i) {
      const char c = name[i];
      const bool upper = c >= 'A' && c <= 'Z';
      const bool begins_word = upper && i > 0 && !(name[i - 1] >= 'A' && name[i - 1] <= 'Z');
      if (style == "snake" && begins_word) out += '_';
      out += style.empty() ? c : static_cast<char>(style == "upper" ? std::toupper(c) : std::tolower(c));
    }
    return out;
  }

  // The data, as one member or several.
  std::string data(const std::string& style) {
    const Fields fields{{"RuleName", "-"},
                        {"UtcTime", "2026-03-02 09:15:00.123"},
                        {"ProcessGuid", "{11111111-2222-3333-eb03-000000000000}"},
                        {"ProcessId", "4"},
                        {"Image", "System"},
                        {"Protocol", "tcp"},
                        {"Initiated", "true"},
                        {"SourceIp", "10.4.0.21"},
                        {"SourcePort", "50123"},
                        {"DestinationIp", "203.0.113.7"},
                        {"DestinationPort", "445"}};
    const std::string name = one_of({"EventData", "event_data", "Data", "params", "Properties"});
    std::vector<std::string> parts;
    switch (below(9)) {
      case 0: return test::json_string(name) + ":{" + object(fields, style, "") + "}";
      case 1: return test::json_string(name) + ":" + test::json_string("{" + object(fields, style, "") + "}");
      case 2: return object(fields, style, name + one_of({"_", "."}));
      case 3: {
        // Of a name and a value, or of attributes and a text.
        const std::string form = one_of(
            {R"({"@Name":$1,"#text":$2})", R"({"name":$1,"value":$2})", R"({"Name":$1,"content":$2})",
             R"({"@_Name":$1,"#text":$2})", R"({"@Name":$1,"$":$2})", R"({"$":{"Name":$1},"_":$2})",
             R"({"_attributes":{"Name":$1},"_text":$2})", R"({"#attributes":{"Name":$1},"#text":$2})",
             R"({"@attributes":{"Name":$1},"#":$2})", R"({"tag":"Data","attrib":{"Name":$1},"text":$2})",
             R"({"key":$1,"value":{"stringValue":$2}})", R"([$1,$2])"});
        for (const auto& [field, text] : fields) {
          std::string pair = form;
          pair.replace(pair.find("$1"), 2, test::json_string(field));
          pair.replace(pair.find("$2"), 2, test::json_string(text));
          parts.push_back(std::move(pair));
        }
        return test::json_string(name) + ":{\"Data\":[" + joined(parts) + "]}";
      }
      case 4:
        for (const auto& [field, text] : fields)
          parts.push_back("{" + test::json_string(field) + ":" + test::json_string(text) + "}");
        return test::json_string(name) + ":[" + joined(parts) + "]";
      case 5:
        for (const auto& [field, text] : fields) parts.push_back(test::json_string(field + ": " + text));
        return test::json_string(name) + ":[" + joined(parts) + "]";
      case 6: {
        std::string xml = "<EventData>";
        for (const auto& [field, text] : fields) xml += "<Data Name='" + field + "'>" + text + "</Data>";
        return test::json_string(name) + ":" +
               test::json_string("<DataItem type='x'>" + xml + "</EventData></DataItem>");
      }
      case 7: {
        std::string text = "Network connection detected:";
        for (const auto& [field, value] : fields) text += "\r\n" + field + ": " + value;
        return test::json_string(one_of({"Message", "rendered", "description"})) + ":" +
               test::json_string(text);
      }
      default:
        return test::json_string(name) + ":" +
               test::json_string(R"({"EventData":{)" + object(fields, style, "") + "}}");
    }
  }

  std::string object(const Fields& fields, const std::string& style, const std::string& prefix) {
    std::vector<std::string> parts;
    for (const auto& [field, text] : fields) {
      const bool typed = style.empty() && field.ends_with("Port") && below(3) == 0;
      parts.push_back(test::json_string(prefix + styled(field, style) + (typed ? "_string" : "")) + ":" +
                      test::json_string(text));
    }
    return joined(parts);
  }

  std::mt19937 random_;
};

}  // namespace

TEST_CASE("event parts: four hundred renderings that no table has are one connection each") {
  for (unsigned seed = 0; seed < 400; ++seed) {
    const std::string text = Renderer(seed).render();
    CAPTURE(seed, text);
    const auto records = test::read_records(text);
    REQUIRE(records.size() == 1);
    const test::ReadRecord& record = records.front();
    CHECK(record["destination.ip"] == "\"203.0.113.7\"");
    CHECK(record["destination.port"] == "445");
    CHECK(record["source.ip"] == "\"10.4.0.21\"");
    CHECK(record["process.pid"] == "4");
    CHECK(record["network.transport"] == "\"tcp\"");
    CHECK(record["event.category"] == "\"network\"");
    CHECK(record["host.name"] == "\"ws-1\"");
    CHECK(record["host.os.type"] == "\"windows\"");
    CHECK(record["@timestamp"] == "\"2026-03-02T09:15:00.123Z\"");
  }
}

}  // namespace firstseen
