#include "rules/kibana_export.h"

#include <compare>
#include <iterator>
#include <map>

#include "json/document.h"
#include "rules/rule_document.h"
#include "text/ascii.h"
#include "text/lines.h"

namespace firstseen::rules {
namespace {

// An exception list, which Kibana identifies by both.
struct ListId {
  std::string space;  // `namespace_type`: single (the default) or agnostic
  std::string id;     // `list_id`

  static ListId of(const config::Node& node) {
    const std::string_view space = node.text("namespace_type");
    return {std::string(space.empty() ? "single" : space), std::string(node.text("list_id"))};
  }

  friend auto operator<=>(const ListId&, const ListId&) = default;
};

// A rule and its exception lists.
struct ListedRule {
  RuleDocument document;
  std::vector<ListId> lists;
};

class Export {
 public:
  // `meant` tells whether the text has the keys of rules, even if it cannot be read.
  Export(const std::string& file, bool meant, LoadedRules& loaded)
      : file_(file), meant_(meant), loaded_(loaded) {}

  // `line` is 0 if the file is one document.
  void read(const config::Node& node, std::size_t line) {
    if (node.is(config::Node::Kind::kArray)) {
      const std::size_t outer = element_;
      element_ = 0;
      for (const config::Node& item : node.items) {
        ++element_;
        read(item, line);
      }
      element_ = outer;
    } else if (const config::Node* const data = node.find("data");
               data != nullptr && node.find("total") != nullptr) {
      read(*data, line);  // an answer of Kibana's API
    } else if (const config::Node* const attributes = node.find("attributes")) {
      read_saved_object(node, *attributes, line);
    } else {
      read_object(node, line);
    }
  }

  void note_malformed(const Error& error, std::size_t line) {
    if (++malformed_ <= kShownErrors) bad_.push_back(in_file(error, place_of(file_, line)));
  }

  // Adds the exceptions to the rules, and all to `loaded`. Items may follow the rules that use them, so
  // all lines must have been read. Returns whether there was anything.
  bool finish() {
    const bool broken = meant_ && malformed_ > 0;
    if (rules_.empty() && lists_.empty() && unsupported_.empty() && bad_rules_ == 0 && !broken) return false;
    for (ListedRule& listed : rules_) add_exceptions(listed);
    if (malformed_ > kShownErrors)
      bad_.push_back(
          in_file(Error(std::to_string(malformed_ - kShownErrors) + " more lines are malformed"), file_));
    std::move(unsupported_.begin(), unsupported_.end(), std::back_inserter(loaded_.unsupported));
    std::move(bad_.begin(), bad_.end(), std::back_inserter(loaded_.bad));
    return true;
  }

 private:
  static constexpr std::size_t kShownErrors = 5;  // of malformed lines

  void read_object(const config::Node& node, std::size_t line) {
    if (!node.is(config::Node::Kind::kObject)) {
      if (element_ > 0) bad_rule(Error("element " + std::to_string(element_) + " is not a rule"), line);
      return;
    }
    if (node.find("list_id") != nullptr) return read_list(node, line);
    if (node.find("rule_id") != nullptr || looks_like_rule(node)) return read_rule_object(node, line);
    // The rest are records, connectors and the last line with the counts. The lists that it names as
    // missing are not in the file, which is what counts.
  }

  void read_list(const config::Node& node, std::size_t line) {
    const ListId id = ListId::of(node);
    if (id.space != "single" && id.space != "agnostic") {
      return bad_rule(
          Error("an exception list has the namespace_type " + id.space, "it is one of: single, agnostic"),
          line);
    }
    auto& items = lists_[id];
    const bool is_item = node.find("entries") != nullptr || node.find("item_id") != nullptr;
    if (is_item) items.push_back(json::to_json(node));
  }

  // Elastic's rule package holds rules as saved objects. Those of Kibana's alerting have other keys.
  void read_saved_object(const config::Node& node, const config::Node& attributes, std::size_t line) {
    if (node.text("type") == "security-rule" || attributes.find("rule_id") != nullptr)
      return read_rule_object(attributes, line);
    if (node.text("type") != "alert") return;
    bad_rule(Error("is a saved object of Kibana's alerting, not a rule",
                   "export it under Security, Rules, Detection rules"),
             line);
  }

  void read_rule_object(const config::Node& node, std::size_t line) {
    auto document = read_rule(node);
    if (!document) return bad_rule(in_list(document.error(), node), line);
    if (!document->unsupported.empty()) {
      unsupported_.push_back(
          in_file(Error(document->rule.name + ": " + document->unsupported), place_of(file_, line)));
      return;
    }
    document->rule.file = file_;
    document->rule.line = line;
    ListedRule listed{std::move(*document), {}};
    if (const config::Node* const lists = node.find("exceptions_list")) {
      for (const config::Node& list : lists->items) listed.lists.push_back(ListId::of(list));
    }
    rules_.push_back(std::move(listed));
  }

  // Adds which rule of a list the error is about.
  Error in_list(Error error, const config::Node& node) const {
    if (element_ == 0) return error;
    const std::string name(node.text("name"));
    error.message = "element " + std::to_string(element_) + (name.empty() ? "" : " (" + name + ")") + ": " +
                    error.message;
    return error;
  }

  void bad_rule(Error error, std::size_t line) {
    ++bad_rules_;
    bad_.push_back(in_file(std::move(error), place_of(file_, line)));
  }

  void add_exceptions(ListedRule& listed) {
    Rule& rule = listed.document.rule;
    for (const ListId& list : listed.lists) {
      const auto items = lists_.find(list);
      if (items == lists_.end()) {
        rule.missing_exception_lists.push_back(list.id);
      } else {
        rule.exceptions.insert(rule.exceptions.end(), items->second.begin(), items->second.end());
      }
    }
    loaded_.rules.push_back(std::move(rule));
  }

  const std::string& file_;
  bool meant_;
  LoadedRules& loaded_;
  std::vector<ListedRule> rules_;
  std::map<ListId, std::vector<std::string>> lists_;  // the items of the lists in the file
  Errors unsupported_;
  Errors bad_;
  std::size_t bad_rules_ = 0;  // of bad_; the others are malformed lines
  std::size_t malformed_ = 0;
  std::size_t element_ = 0;  // the number of the current rule in its list, from 1; 0: it is in none
};

}  // namespace

bool has_rule_keys(std::string_view text) {
  return text.find("\"rule_id\"") != std::string_view::npos ||
         text.find("\"risk_score\"") != std::string_view::npos;
}

bool read_kibana_export(std::string_view text, const std::string& file, LoadedRules& loaded) {
  Export reader(file, has_rule_keys(text), loaded);
  if (const auto document = json::parse_document(text)) {
    reader.read(*document, 0);
    return reader.finish();
  }
  std::size_t number = 0;
  while (!text.empty()) {
    const std::string_view line = text::take_line(text);
    ++number;
    if (text::is_blank(line)) continue;
    const auto node = json::parse_document(line);
    if (node) {
      reader.read(*node, number);
    } else {
      reader.note_malformed(node.error(), number);
    }
  }
  return reader.finish();
}

}  // namespace firstseen::rules
