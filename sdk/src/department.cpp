#include "seva/department.hpp"

#include <array>
#include <stdexcept>

namespace seva::detail {
namespace {

constexpr std::array<std::string_view, 4> kRelevanceKinds{"grievance", "query", "praise", "chatter"};
constexpr std::array<std::string_view, 4> kPriorities{"emergency", "high", "normal", "low"};
constexpr std::array<std::string_view, 5> kAspects{"relevance", "category", "priority", "unit", "confidentiality"};

/// The wire's words, in the order of the enums, which begin at 1.
template <class Enum, std::size_t Size>
std::string_view word(const std::array<std::string_view, Size>& words, Enum value) {
  return words.at(static_cast<std::size_t>(value) - 1);
}

void read_texts(json::View list, std::vector<std::string_view>& texts) {
  texts.clear();
  for (const json::View text : list) texts.push_back(text.text());
}

UnitView read_unit(json::View unit) {
  UnitView read{unit["code"].text(), unit["parent"].text(), unit["kind"].text(), {}, {}};
  read_texts(unit["names"], read.names);
  read_texts(unit["aliases"], read.aliases);
  return read;
}

std::optional<Location> read_location(json::View location) {
  if (!location.is_object()) return std::nullopt;
  return Location{location["latitude"].number(), location["longitude"].number(), std::string(location["place"].text())};
}

void read_message(json::View from, CitizenMessage& message) {
  message.text = from["text"].text();
  message.language = from["language"].text();
  message.sent_at = from_micros(from["sent_at"].integer().value_or(0));
  message.channel_kind = from["channel_kind"].text();
  message.addressed.clear();
  for (const json::View addressed : from["addressed"]) message.addressed.push_back({addressed["account"].text(), addressed["unit"].text()});
  read_texts(from["hashtags"], message.hashtags);
  read_texts(from["mentions"], message.mentions);
  message.location = read_location(from["location"]);
  message.is_reply = from["is_reply"].flag();
}

void write_arguments(json::Writer& writer, const std::vector<std::string>& arguments) {
  if (arguments.empty()) return;
  writer.key("arguments").begin_array();
  for (const std::string& argument : arguments) writer.text(argument);
  writer.end_array();
}

void write_reason(json::Writer& writer, const Reason& reason) {
  writer.begin_object().text("aspect", word(kAspects, reason.aspect)).text("code", reason.code);
  write_arguments(writer, reason.arguments);
  writer.number("weight", reason.weight);
  if (!reason.words.empty()) {
    writer.key("words").begin_array();
    for (const Words& words : reason.words) {
      writer.begin_array().integer(static_cast<std::int64_t>(words.offset)).integer(static_cast<std::int64_t>(words.size)).end_array();
    }
    writer.end_array();
  }
  writer.end_object();
}

void write_candidates(json::Writer& writer, const std::vector<UnitCandidate>& candidates) {
  if (candidates.empty()) return;
  writer.key("candidates").begin_array();
  for (const UnitCandidate& candidate : candidates) writer.begin_object().text("unit", candidate.unit).number("score", candidate.score).end_object();
  writer.end_array();
}

void write_assessment(json::Writer& writer, std::int64_t index, const Assessment& assessment) {
  writer.begin_object().integer("index", index);
  writer.key("relevance").begin_object().text("kind", word(kRelevanceKinds, assessment.relevance)).number("score", assessment.score).end_object();
  if (!assessment.category.empty()) writer.text("category", assessment.category);
  writer.text("priority", word(kPriorities, assessment.priority)).text("unit", assessment.unit);
  write_candidates(writer, assessment.candidates);
  if (!assessment.facts.empty()) {
    writer.key("facts").begin_object();
    for (const auto& [name, value] : assessment.facts) writer.text(name, value);
    writer.end_object();
  }
  writer.flag("confidential", assessment.is_confidential);
  writer.key("reasons").begin_array();
  for (const Reason& reason : assessment.reasons) write_reason(writer, reason);
  writer.end_array().end_object();
}

}  // namespace

void DepartmentHost::turn(json::View event, std::string_view payload, std::string& answer) {
  notices_.clear_notices();
  answer += '[';
  const std::string_view type = event["type"].text();
  if (type == "assess") assess(payload, answer);
  if (type == "check_outcome") check_outcome(event, answer);
  if (type == "start") start(event, payload);
  answer += notices_.in_order_;
  if (answer.back() == ',') answer.pop_back();
  answer += ']';
}

void DepartmentHost::start(json::View event, std::string_view payload) {
  DepartmentStart start{from_micros(event["now"].integer().value_or(0)), Config(event["config"]), Files(event["files"], payload), {}, {}};
  start.units.reserve(event["units"].size());
  for (const json::View unit : event["units"]) start.units.push_back(read_unit(unit));
  start.accounts.reserve(event["accounts"].size());
  for (const json::View account : event["accounts"]) start.accounts.push_back({account["handle"].text(), account["unit"].text()});
  department_->on_start(start, notices_);
}

void DepartmentHost::assess(std::string_view payload, std::string& answer) {
  if (messages_.parse(payload) != json::ParseResult::ok || !messages_.root().is_array())
    throw std::invalid_argument("The payload of assess is no array.");
  json::Writer writer(answer);
  writer.begin_object().text("type", "assessed").key("results").begin_array();
  for (const json::View message : messages_.root()) {
    read_message(message, message_);
    write_assessment(writer, message["index"].integer().value_or(0), department_->assess(message_));
  }
  writer.end_array().end_object();
  answer += ',';
}

void DepartmentHost::check_outcome(json::View event, std::string& answer) const {
  const json::View ticket = event["ticket"];
  const json::View outcome = event["outcome"];
  OutcomeCheck check{from_micros(event["now"].integer().value_or(0)),
                     ticket["category"].text(),
                     ticket["priority"].text(),
                     ticket["unit"].text(),
                     ticket["status"].text(),
                     outcome["code"].text(),
                     {}};
  const json::View fields = outcome["fields"];
  for (std::size_t index = 0; fields.is_object() && index < fields.size(); ++index)
    check.fields.emplace_back(fields.key_at(index), fields.at(index).text());
  json::Writer writer(answer);
  writer.begin_object().text("type", "outcome_checked").key("problems").begin_array();
  for (const OutcomeProblem& problem : department_->check_outcome(check)) {
    writer.begin_object().text("field", problem.field).text("code", problem.code);
    write_arguments(writer, problem.arguments);
    writer.end_object();
  }
  writer.end_array().end_object();
  answer += ',';
}

}  // namespace seva::detail
