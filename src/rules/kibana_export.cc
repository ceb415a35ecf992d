#include "rules/kibana_export.h"

#include <map>

#include "json/document.h"
#include "rules/rule_document.h"
#include "text/ascii.h"
#include "text/lines.h"

namespace firstseen::rules {
namespace {

// A rule and the ids of its exception lists.
struct ListedRule {
  RuleDocument document;
  std::vector<std::string> lists;
};

class Export {
 public:
  Export(const std::string& file, LoadedRules& loaded) : file_(file), loaded_(loaded) {}

  void read_line(std::string_view line, std::size_t number) {
    const auto node = json::parse_document(line);
    if (!node) return loaded_.bad.push_back(in_file(node.error(), place_of(file_, number)));
    if (node->find("rule_id") != nullptr) return read_rule_line(*node, number);
    const bool is_item = node->find("entries") != nullptr && node->find("list_id") != nullptr;
    if (is_item) items_[std::string(node->text("list_id"))].push_back(json::to_json(*node));
    // The rest are exception lists, connectors, and the last line with the counts.
  }

  // Adds the exceptions to the rules. Items may follow the rules that use them, so all lines must
  // have been read.
  void finish() {
    for (ListedRule& listed : rules_) {
      for (const std::string& list : listed.lists) {
        const auto& items = items_[list];
        listed.document.rule.exceptions.insert(listed.document.rule.exceptions.end(), items.begin(),
                                               items.end());
      }
      loaded_.rules.push_back(std::move(listed.document.rule));
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
      for (const config::Node& list : lists->items) listed.lists.emplace_back(list.text("list_id"));
    }
    rules_.push_back(std::move(listed));
  }

  const std::string& file_;
  LoadedRules& loaded_;
  std::vector<ListedRule> rules_;
  std::map<std::string, std::vector<std::string>> items_;  // by id of the list
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
