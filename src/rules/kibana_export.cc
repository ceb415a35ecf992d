#include "rules/kibana_export.h"

#include <compare>
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
  Export(const std::string& file, LoadedRules& loaded) : file_(file), loaded_(loaded) {}

  void read_line(std::string_view line, std::size_t number) {
    const auto node = json::parse_document(line);
    if (!node) return loaded_.bad.push_back(in_file(node.error(), place_of(file_, number)));
    if (node->find("rule_id") != nullptr) return read_rule_line(*node, number);
    const bool has_list = node->find("list_id") != nullptr;
    if (has_list && node->find("entries") != nullptr) {
      lists_[ListId::of(*node)].push_back(json::to_json(*node));
    } else if (has_list) {
      lists_.try_emplace(ListId::of(*node));
    }
    // The rest are connectors and the last line with the counts. The lists that it names as missing
    // are not in the file, which is what counts.
  }

  // Adds the exceptions to the rules. Items may follow the rules that use them, so all lines must
  // have been read.
  void finish() {
    for (ListedRule& listed : rules_) {
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
  }

 private:
  void read_rule_line(const config::Node& node, std::size_t number) {
    auto document = read_rule(node);
    if (!document) return loaded_.bad.push_back(in_file(document.error(), place_of(file_, number)));
    if (!document->unsupported.empty()) {
      return loaded_.unsupported.push_back(
          in_file(Error(document->rule.name + ": " + document->unsupported), place_of(file_, number)));
    }
    document->rule.file = file_;
    document->rule.line = number;
    ListedRule listed{std::move(*document), {}};
    if (const config::Node* const lists = node.find("exceptions_list")) {
      for (const config::Node& list : lists->items) listed.lists.push_back(ListId::of(list));
    }
    rules_.push_back(std::move(listed));
  }

  const std::string& file_;
  LoadedRules& loaded_;
  std::vector<ListedRule> rules_;
  std::map<ListId, std::vector<std::string>> lists_;  // the items of the lists in the file
};

}  // namespace

void read_kibana_export(std::string_view text, const std::string& file, LoadedRules& loaded) {
  Export reader(file, loaded);
  std::size_t number = 0;
  while (!text.empty()) {
    const std::string_view line = text::take_line(text);
    ++number;
    if (!text::is_blank(line)) reader.read_line(line, number);
  }
  reader.finish();
}

}  // namespace firstseen::rules
