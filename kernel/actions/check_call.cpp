#include "actions/check_call.hpp"

#include <utility>

#include "domain/unicode.hpp"

namespace seva::actions {
namespace {

using domain::invalid;

constexpr std::size_t kLongestCallId = 256;
constexpr std::size_t kLongestNumber = 64;
constexpr std::size_t kLongestCallName = 256;
constexpr domain::Instant kEarliestCall{std::chrono::sys_days{std::chrono::year{2000} / 1 / 1}};

domain::Result<void> tidy_call(std::string& text, std::size_t longest, const char* field) {
  if (text.size() > longest) return invalid("call_field_too_long", std::string("The call's ") + field + " is too long.", field);
  if (!domain::is_utf8(text)) return invalid("call_not_utf8", std::string("The call's ") + field + " is not UTF-8.", field);
  text = domain::to_nfc(std::move(text));
  return {};
}

}  // namespace

domain::Result<void> check_call(domain::CallUpdate& call, domain::Instant now) {
  if (call.call_id.empty() || call.sequence < 1) return invalid("call_without_id", "The call lacks its id or its sequence.", "call_id");
  if (call.at < kEarliestCall || call.at > now + std::chrono::days{1})
    return invalid("call_time_implausible", "The call was made before 2000 or in the future.", "at");
  const std::pair<std::string*, std::pair<std::size_t, const char*>> texts[] = {
      {&call.call_id, {kLongestCallId, "call_id"}},      {&call.from, {kLongestNumber, "from"}},
      {&call.name, {kLongestCallName, "name"}},          {&call.to, {kLongestCallName, "to"}},
      {&call.agent, {kLongestCallName, "agent"}},        {&call.reason, {kLongestCallName, "reason"}},
      {&call.recording, {kLongestCallName, "recording"}}};
  for (const auto& [text, rule] : texts)
    if (const auto tidied = tidy_call(*text, rule.first, rule.second); !tidied) return tidied;
  if (call.location)
    if (const auto tidied = tidy_call(call.location->place, kLongestCallName, "location"); !tidied) return tidied;
  return {};
}

}  // namespace seva::actions
