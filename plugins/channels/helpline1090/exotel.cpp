#include "exotel.hpp"

#include <algorithm>
#include <array>

#include "charset.hpp"
#include "seva/json.hpp"
#include "telephone.hpp"

namespace seva::helpline1090 {
namespace {

constexpr std::size_t kLongestCallId = 64;

std::string lower(std::string_view text) {
  std::string word(text);
  for (char& symbol : word)
    if (symbol >= 'A' && symbol <= 'Z') symbol = static_cast<char>(symbol - 'A' + 'a');
  return word;
}

/// Passthru writes some values in double quotes.
std::string_view unquoted(std::string_view text) {
  return text.size() >= 2 && text.front() == '"' && text.back() == '"' ? text.substr(1, text.size() - 2) : text;
}

std::string field(const FormFields& fields, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names)
    if (const auto value = unquoted(value_of(fields, name)); !value.empty()) return to_utf8(value.substr(0, 256), "UTF-8");
  return {};
}

/// `2026-11-22 10:05:00`, India's time. Nothing for 1970 and for whatever lies far from now.
std::optional<Instant> indian_time(std::string written, Instant now) {
  if (written.size() != 19 || written[10] != ' ') return std::nullopt;
  written[10] = 'T';
  const auto at = parse_rfc3339(written + "+05:30");
  if (!at || *at < now - std::chrono::days{7} || *at > now + std::chrono::hours{1}) return std::nullopt;
  return at;
}

/// How a call that is over ended: somebody spoke with the caller, or nobody did.
CallState end_of(const FormFields& fields, const std::string& status) {
  const std::string duration = field(fields, {"ConversationDuration", "DialCallDuration"});
  const bool has_spoken = duration.find_first_of("123456789") != std::string::npos;
  const bool was_missed = status == "no-answer" || status == "busy" || status == "failed" || status == "canceled" || status == "incomplete" ||
                          status == "client-hangup" || (!duration.empty() && !has_spoken);
  return was_missed ? CallState::abandoned : CallState::ended;
}

CallState state_of(const FormFields& fields) {
  const std::string event = lower(field(fields, {"EventType"}));
  const std::string status = lower(field(fields, {"Status", "CallStatus", "DialCallStatus", "CallType"}));
  if (event == "dial" || event == "ringing") return CallState::offered;
  if (event == "answered") return CallState::answered;
  if (event == "terminal") return end_of(fields, status);
  if (status == "in-progress") return CallState::answered;
  if (status == "completed" || status == "no-answer" || status == "busy" || status == "failed" || status == "canceled" || status == "incomplete" ||
      status == "client-hangup")
    return end_of(fields, status);
  return CallState::waiting;
}

}  // namespace

std::optional<Call> read_exotel(const FormFields& fields, const Settings& settings, Instant now) {
  Call call;
  call.call_id = field(fields, {"CallSid"});
  const bool is_id =
      !call.call_id.empty() && call.call_id.size() <= kLongestCallId && std::all_of(call.call_id.begin(), call.call_id.end(), [](char symbol) {
        return (symbol >= '0' && symbol <= '9') || (symbol >= 'a' && symbol <= 'z') || (symbol >= 'A' && symbol <= 'Z') || symbol == '-';
      });
  if (!is_id || lower(field(fields, {"Direction"})).starts_with("out")) return std::nullopt;
  call.state = state_of(fields);
  const bool is_over = call.state == CallState::ended || call.state == CallState::abandoned;
  call.at = now;
  for (const std::string_view name :
       {is_over ? std::string_view("EndTime") : std::string_view("CurrentTime"), std::string_view("DateUpdated"), std::string_view("CurrentTime")})
    if (const auto at = indian_time(field(fields, {name}), now)) {
      call.at = *at;
      break;
    }
  const auto second = std::chrono::floor<std::chrono::seconds>(call.at);
  call.sequence = to_micros(Instant{second}) + static_cast<std::int64_t>(call.state);
  call.from = person_number(field(fields, {"CallFrom", "From"}), settings.country).value_or("");
  call.to = field(fields, {"CallTo", "To"}).substr(0, 32);
  call.agent = field(fields, {"DialWhomNumber"}).substr(0, 64);
  call.recording = field(fields, {"RecordingUrl"});
  return call;
}

FormFields read_body(std::string_view body, std::string_view content_type) {
  if (content_type.find("json") == std::string_view::npos) return read_fields(body);
  FormFields fields;
  json::Document document;
  if (document.parse(body) != json::ParseResult::ok) return fields;
  const json::View root = document.root();
  for (std::size_t place = 0; root.is_object() && place < root.size(); ++place) fields.emplace(root.key_at(place), root.at(place).id());
  return fields;
}

}  // namespace seva::helpline1090
