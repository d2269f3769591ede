#include <algorithm>
#include <boost/json/value.hpp>

#include "seva/testing/fake_host.hpp"

namespace seva::testing {
namespace {

using Names = std::vector<std::string_view>;

struct Rule {
  Names required;
  Names optional;
};

const std::map<std::string_view, Rule>& rules() {
  static const std::map<std::string_view, Rule> kRules{
      {"accept", {{}, {"messages", "calls", "withdrawn", "ignored", "unreadable"}}},
      {"save", {{"key", "value"}, {"secret"}}},
      {"receipt", {{"state"}, {"delivery", "sent_id", "reason", "retry_after_ms"}}},
      {"respond", {{"tag", "status"}, {"headers", "body"}}},
      {"http_request", {{"tag", "method", "url"}, {"headers", "body", "timeout_ms", "save_as", "body_from"}}},
      {"open_stream", {{"tag", "url"}, {"headers", "delimiter", "silence_ms"}}},
      {"send_stream", {{"tag", "data"}, {}}},
      {"close_stream", {{"tag"}, {}}},
      {"set_timer", {{"tag", "after_ms"}, {}}},
      {"health", {{"part", "state"}, {"detail"}}},
      {"log", {{"level", "code", "text"}, {}}},
      {"assessed", {{"results"}, {}}},
      {"outcome_checked", {{"problems"}, {}}},
  };
  return kRules;
}

const Rule& message_rule() {
  static const Rule kRule{
      {"source_id", "author", "text", "sent_at"},
      {"revision", "thread", "in_reply_to", "to", "language", "hashtags", "mentions", "attachments", "location", "repliable", "from_us", "private"}};
  return kRule;
}

const Rule& call_rule() {
  static const Rule kRule{{"call_id", "sequence", "state", "at"}, {"from", "name", "to", "agent", "reason", "recording", "location", "gap"}};
  return kRule;
}

bool contains(const Names& names, std::string_view name) { return std::find(names.begin(), names.end(), name) != names.end(); }

std::optional<std::string> breach(const boost::json::object& object, const Rule& rule, const std::string& what) {
  for (const std::string_view name : rule.required)
    if (!object.contains({name.data(), name.size()})) return what + " has no " + std::string(name);
  for (const auto& member : object) {
    const std::string_view name(member.key().data(), member.key().size());
    if (name != "type" && !contains(rule.required, name) && !contains(rule.optional, name))
      return what + " has the unknown field " + std::string(name);
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> protocol_problem(const boost::json::value& effect) {
  const auto* object = effect.if_object();
  const auto* type = object == nullptr ? nullptr : object->if_contains("type");
  if (type == nullptr || !type->is_string()) return "an effect has no type";
  const std::string name(type->get_string().c_str());
  const auto rule = rules().find(name);
  if (rule == rules().end()) return "there is no effect " + name;
  if (auto problem = breach(*object, rule->second, name)) return problem;
  if (const auto* messages = object->if_contains("messages"))
    for (const auto& message : messages->as_array())
      if (auto problem = breach(message.as_object(), message_rule(), "a message")) return problem;
  if (const auto* calls = object->if_contains("calls"))
    for (const auto& call : calls->as_array())
      if (auto problem = breach(call.as_object(), call_rule(), "a call")) return problem;
  return std::nullopt;
}

}  // namespace seva::testing
