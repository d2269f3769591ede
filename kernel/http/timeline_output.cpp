#include "http/timeline_output.hpp"

#include <algorithm>
#include <charconv>

#include "actions/kernel_texts.hpp"
#include "http/json_output.hpp"

namespace seva::http {
namespace {

namespace json = boost::json;
namespace name = domain::detail_name;
using domain::DeliveryState;
using domain::Event;

std::int64_t number(std::string_view digits) {
  std::int64_t value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

/// The parts of the text that led to a decision, each once.
json::array words_of(const Event& event, const domain::Message& message) {
  std::vector<std::string> words;
  for (const domain::Reason& reason : event.reasons)
    for (const auto& [offset, size] : reason.words) {
      if (offset > message.text.size() || size > message.text.size() - offset) continue;
      std::string word = message.text.substr(offset, size);
      if (std::find(words.begin(), words.end(), word) == words.end()) words.push_back(std::move(word));
    }
  return json::array(words.begin(), words.end());
}

class TimelineWriter {
 public:
  TimelineWriter(Call& call, const actions::TicketFile& file) : call_(call), file_(file), people_(actors()) {}

  json::array entries() {
    json::array entries;
    for (const Event& event : file_.events) entries.push_back(entry(event));
    return entries;
  }

 private:
  std::unordered_map<domain::UserId, actions::KnownPerson> actors() {
    std::vector<domain::UserId> ids;
    for (const Event& event : file_.events)
      if (event.actor.kind == domain::ActorKind::user) ids.push_back({number(event.actor.id)});
    std::unordered_map<domain::UserId, actions::KnownPerson> people;
    call_.ports().store.read([&](actions::Transaction& transaction) { people = transaction.desk().people(ids); });
    return people;
  }

  json::object entry(const Event& event) {
    json::object details;
    for (const auto& [detail, value] : event.details)
      if (!file_.ticket.is_sealed || detail != name::kCitizen) details[detail] = value;
    json::object body{{"id", std::to_string(event.id.value)},
                      {"kind", domain::name_of(event.kind)},
                      {"at", written_instant(event.at)},
                      {"source_at", written_instant(event.source_at)},
                      {"actor", actor(event.actor)},
                      {"reason", event.reason},
                      {"details", std::move(details)},
                      {"message", message(event)},
                      {"delivery", delivery_of(domain::DeliveryId{number(event.detail(name::kDelivery))})}};
    if (event.kind == domain::EventKind::noted) body["attachments"] = files_of(event);
    return body;
  }

  json::array files_of(const Event& event) {
    json::array files;
    for (const domain::File& file : file_.files)
      if (file.event == event.id) files.push_back(json_of(file));
    return files;
  }

  /// An answer that was sent again carries files that belong to the first one.
  json::array files_of(const domain::Delivery& delivery) {
    json::array files;
    for (const domain::DeliveryFile& carried : delivery.files)
      for (const domain::File& file : file_.files)
        if (file.id == carried.id) files.push_back(json_of(file));
    return files;
  }

  /// Each attachment as it lies here, or with why it does not.
  json::array files_of(const domain::Message& message) {
    json::array files;
    for (std::size_t part = 0; part < message.attachments.size(); ++part) files.push_back(file_of(message, static_cast<std::uint32_t>(part)));
    return files;
  }

  json::object file_of(const domain::Message& message, std::uint32_t part) {
    const auto& known = file_.message_files;
    const auto found = std::find_if(known.begin(), known.end(), [&](const auto& one) { return one.message == message.id && one.part == part; });
    if (found != known.end())
      for (const domain::File& file : file_.files)
        if (file.id == found->file) return json_of(file);
    json::object body{{"id", std::to_string(message.id.value) + "." + std::to_string(part)},
                      {"name", message.attachments[part].type},
                      {"type", message.attachments[part].type},
                      {"size", 0},
                      {"state", found == known.end()  ? "elsewhere"
                                : found->is_waiting() ? "waiting"
                                                      : "refused"}};
    if (found != known.end() && !found->refusal.empty()) body["reason"] = json_of(refusal_of(found->refusal));
    return body;
  }

  static domain::Text refusal_of(const std::string& code) { return actions::file_text(code).value_or(domain::Text{code, code}); }

  json::object actor(const domain::Actor& actor) {
    json::object body{{"kind", domain::name_of(actor.kind)}, {"name", actor.name}, {"login", nullptr}};
    if (actor.kind != domain::ActorKind::user) return body;
    if (const auto person = people_.find({number(actor.id)}); person != people_.end()) body["login"] = person->second.login;
    return body;
  }

  json::value message(const Event& event) {
    if (!event.message) return nullptr;
    for (const domain::Message& candidate : file_.messages)
      if (candidate.id == event.message) {
        json::object body = json_of(candidate);
        body["attachments"] = files_of(candidate);
        body["words"] = words_of(event, candidate);
        return body;
      }
    return nullptr;
  }

  json::value delivery_of(domain::DeliveryId id) {
    if (!id) return nullptr;
    for (const domain::Delivery& candidate : file_.deliveries)
      if (candidate.id == id) return delivery(candidate);
    return nullptr;
  }

  json::object delivery(const domain::Delivery& delivery) {
    const bool is_tried_again = delivery.state == DeliveryState::queued && delivery.next_attempt_at > call_.now();
    return {{"id", std::to_string(delivery.id.value)},
            {"kind", domain::name_of(delivery.kind)},
            {"state", domain::name_of(delivery.state)},
            {"reason", delivery.reason},
            {"reason_text", reason_text(delivery)},
            {"text", delivery.text},
            {"attempts", delivery.attempts},
            {"channel", delivery.channel},
            {"account", delivery.account},
            {"at", written_instant(changed_at(delivery))},
            {"next_try_at", json_of(is_tried_again ? std::optional(delivery.next_attempt_at) : std::nullopt)},
            {"attachments", files_of(delivery)}};
  }

  json::value reason_text(const domain::Delivery& delivery) {
    if (delivery.reason.empty()) return nullptr;
    auto text = call_.ports().plugins.text(delivery.channel, delivery.reason);
    if (!text) text = actions::delivery_text(delivery.reason);
    return json_of(text.value_or(domain::Text{delivery.reason, delivery.reason}));
  }

  /// When it came to its present state, as far as an event tells it.
  domain::Instant changed_at(const domain::Delivery& delivery) {
    domain::Instant at = delivery.created_at;
    for (const Event& event : file_.events)
      if (event.kind == domain::EventKind::delivery_changed && number(event.detail(name::kDelivery)) == delivery.id.value) at = event.at;
    return at;
  }

  Call& call_;
  const actions::TicketFile& file_;
  std::unordered_map<domain::UserId, actions::KnownPerson> people_;
};

}  // namespace

json::array timeline_json(Call& call, const actions::TicketFile& file) { return TimelineWriter(call, file).entries(); }

}  // namespace seva::http
