#include "hosting/events.hpp"

#include "hosting/json_writer.hpp"

namespace seva::hosting {
namespace {

/// Opens the event's object; end() closes it.
class EventText {
 public:
  EventText(const Stamp& stamp, std::string_view type) : writer_(text_) {
    writer_.begin_object().text("id", stamp.id).integer("now", domain::to_micros(stamp.now)).text("type", type);
  }

  [[nodiscard]] JsonWriter& writer() { return writer_; }
  [[nodiscard]] std::string end() {
    writer_.end_object();
    return std::move(text_);
  }

 private:
  std::string text_;
  JsonWriter writer_;
};

void write_material(JsonWriter& writer, const StartMaterial& material) {
  writer.key("config").json(material.config_json);
  writer.key("files").begin_object();
  for (const auto& file : material.files) {
    writer.key(file.name).begin_array();
    writer.integer(static_cast<std::int64_t>(file.offset)).integer(static_cast<std::int64_t>(file.size)).end_array();
  }
  writer.end_object();
}

void write_location(JsonWriter& writer, const domain::Location& location) {
  writer.key("location").begin_object();
  const bool has_degrees = location.latitude != 0 || location.longitude != 0;
  if (has_degrees) {
    writer.key("latitude").number(location.latitude);
    writer.key("longitude").number(location.longitude);
  }
  writer.text("place", location.place).end_object();
}

/// Never the caller's number or name: the plugin only needs to know which of its calls are not over.
void write_known_call(JsonWriter& writer, const domain::CallSession& call) {
  writer.begin_object().text("call_id", call.call_id).integer("sequence", call.facts.state.sequence);
  writer.text("state", domain::name_of(call.facts.state.value)).text("to", call.facts.to.value).text("agent", call.facts.agent.value).end_object();
}

std::string handle_of(const domain::Account& account) { return account.is_hashtag ? "#" + account.handle : account.handle; }

void write_assessable(JsonWriter& writer, std::size_t index, const actions::Assessable& assessable) {
  const domain::Message& message = *assessable.message;
  writer.begin_object().integer("index", static_cast<std::int64_t>(index)).text("text", message.text).text("language", message.language);
  writer.integer("sent_at", domain::to_micros(message.sent_at)).text("channel_kind", message.channel);
  writer.key("addressed").begin_array();
  for (const domain::Account* account : assessable.addressed)
    writer.begin_object().text("account", handle_of(*account)).text("unit", account->unit).end_object();
  writer.end_array().texts("hashtags", message.hashtags).texts("mentions", message.mentions);
  if (message.location) write_location(writer, *message.location);
  writer.flag("is_reply", assessable.is_reply).end_object();
}

std::string_view protocol_name(domain::DeliveryKind kind) { return domain::name_of(kind); }

}  // namespace

Stamps::Stamps(actions::Clock& clock) : clock_(clock), prefix_(std::to_string(domain::to_micros(clock.now())) + "-") {}

Stamp Stamps::next() { return {prefix_ + std::to_string(++count_), clock_.now()}; }

std::string start_event(const Stamp& stamp, const StartMaterial& material, std::span<const actions::PluginState> state,
                        std::span<const domain::CallSession> calls, bool is_lead) {
  EventText event(stamp, "start");
  JsonWriter& writer = event.writer();
  write_material(writer, material);
  writer.key("secrets").begin_object();
  for (const auto& [name, values] : material.secrets) writer.texts(name, values);
  writer.end_object().key("state").begin_object();
  for (const auto& entry : state) writer.text(entry.key, entry.value);
  writer.end_object().key("calls").begin_array();
  for (const auto& call : calls) write_known_call(writer, call);
  writer.end_array().flag("lead", is_lead);
  return event.end();
}

std::string stop_event(const Stamp& stamp) { return EventText(stamp, "stop").end(); }

std::string webhook_event(const Stamp& stamp, std::string_view tag, const actions::WebhookRequest& request) {
  EventText event(stamp, "webhook");
  event.writer().text("tag", tag).text("method", request.method).text("url", request.url).text("path", request.path);
  event.writer().pairs("query", request.query).pairs("headers", request.headers);
  return event.end();
}

std::string timer_event(const Stamp& stamp, std::string_view tag) {
  EventText event(stamp, "timer");
  event.writer().text("tag", tag);
  return event.end();
}

std::string http_response_event(const Stamp& stamp, std::string_view tag, const HttpAnswer& answer) {
  EventText event(stamp, "http_response");
  event.writer().text("tag", tag).integer("status", answer.status).pairs("headers", answer.headers).flag("was_sent", answer.was_sent);
  if (!answer.error.empty()) event.writer().text("error", answer.error);
  return event.end();
}

std::string stream_opened_event(const Stamp& stamp, std::string_view tag, int status,
                                const std::vector<std::pair<std::string, std::string>>& headers) {
  EventText event(stamp, "stream_opened");
  event.writer().text("tag", tag).integer("status", status).pairs("headers", headers);
  return event.end();
}

std::string stream_closed_event(const Stamp& stamp, std::string_view tag, std::string_view error) {
  EventText event(stamp, "stream_closed");
  event.writer().text("tag", tag).text("error", error);
  return event.end();
}

std::string stream_data_event(const Stamp& stamp, std::string_view tag) {
  EventText event(stamp, "stream_data");
  event.writer().text("tag", tag);
  return event.end();
}

std::string deliver_event(const Stamp& stamp, const domain::Delivery& delivery, bool is_retry) {
  EventText event(stamp, "deliver");
  event.writer().text("delivery", std::to_string(delivery.id.value)).text("account", delivery.account).text("kind", protocol_name(delivery.kind));
  event.writer().text("to", delivery.to).text("in_reply_to", delivery.in_reply_to).text("text", delivery.text);
  JsonWriter& writer = event.writer();
  writer.key("attachments").begin_array();
  for (const domain::DeliveryFile& file : delivery.files) writer.text(std::to_string(file.id.value));
  writer.end_array();
  if (!delivery.files.empty()) {
    writer.key("attached").begin_array();
    for (const domain::DeliveryFile& file : delivery.files)
      writer.begin_object()
          .text("id", std::to_string(file.id.value))
          .text("type", file.type)
          .integer("size", static_cast<std::int64_t>(file.size))
          .end_object();
    writer.end_array();
  }
  writer.integer("queued_at", domain::to_micros(delivery.created_at)).flag("retry", is_retry);
  return event.end();
}

std::string department_start_event(const Stamp& stamp, const StartMaterial& material, std::span<const domain::Unit> units,
                                   std::span<const domain::Account> accounts) {
  EventText event(stamp, "start");
  JsonWriter& writer = event.writer();
  write_material(writer, material);
  writer.key("units").begin_array();
  for (const auto& unit : units) {
    writer.begin_object().text("code", unit.code).text("parent", unit.parent).text("kind", unit.kind).key("names").begin_array();
    for (const std::string* name : {&unit.name.en, &unit.name.hi})
      if (!name->empty()) writer.text(*name);
    writer.end_array().texts("aliases", unit.aliases).end_object();
  }
  writer.end_array().key("accounts").begin_array();
  for (const auto& account : accounts) writer.begin_object().text("handle", handle_of(account)).text("unit", account.unit).end_object();
  writer.end_array();
  return event.end();
}

std::string assess_event(const Stamp& stamp) { return EventText(stamp, "assess").end(); }

std::string assess_payload(std::span<const actions::Assessable> messages) {
  constexpr std::size_t kTypicalMessage = 640;
  std::string payload;
  payload.reserve(messages.size() * kTypicalMessage);
  JsonWriter writer(payload);
  writer.begin_array();
  for (std::size_t index = 0; index < messages.size(); ++index) write_assessable(writer, index, messages[index]);
  writer.end_array();
  return payload;
}

std::string check_outcome_event(const Stamp& stamp, const domain::Ticket& ticket, const domain::Outcome& outcome) {
  EventText event(stamp, "check_outcome");
  JsonWriter& writer = event.writer();
  writer.key("ticket").begin_object().text("category", ticket.category).text("priority", domain::name_of(ticket.priority));
  writer.text("unit", ticket.unit).text("status", domain::name_of(ticket.status)).end_object();
  writer.key("outcome").begin_object().text("code", outcome.code).pairs("fields", outcome.fields).end_object();
  return event.end();
}

}  // namespace seva::hosting
