#include "http/pages/timeline.hpp"

#include <algorithm>
#include <charconv>

#include "domain/sealed.hpp"
#include "http/pages/choices.hpp"
#include "http/pages/clock_words.hpp"

namespace seva::http {
namespace {

namespace name = domain::detail_name;
using domain::Event;
using domain::EventKind;

std::int64_t number(std::string_view digits) {
  std::int64_t value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

PageData message_data(const Call& call, const domain::Message& message) {
  const Words& words = words_of(call);
  PageData data;
  data.set("name", message.is_sealed ? std::string(domain::kHidden) : message.author.name.empty() ? message.author.handle : message.author.name);
  data.set("handle", message.author.handle.empty() || message.author.name.empty() ? std::string{} : "@" + message.author.handle);
  data.set("way", words.filled(message.is_private ? "timeline.private_on" : "timeline.public_on", {name_of_plugin(call, message.channel)}));
  data.set("private", message.is_private);
  data.set("text", message.is_sealed && message.text.empty() ? words("timeline.sealed") : message.text);
  if (message.location && !message.location->place.empty()) data.set("place", message.location->place);
  if (!message.attachments.empty()) data.set("attachments", words.filled("timeline.attachments", {std::to_string(message.attachments.size())}));
  return data;
}

std::string delivery_reason(const Call& call, const domain::Delivery& delivery) {
  const Words& words = words_of(call);
  if (delivery.reason.empty()) return {};
  if (const std::string key = "delivery_reason." + delivery.reason; words.has(key)) return words(key);
  const auto text = call.ports().plugins.text(delivery.channel, delivery.reason);
  return text ? text->in(call.language) : delivery.reason;
}

PageData reply_data(const Call& call, const Event& event, const std::vector<domain::Delivery>& deliveries) {
  const Words& words = words_of(call);
  PageData data;
  data.set("name", event.actor.kind == domain::ActorKind::user ? event.actor.name : words("timeline.automatic"));
  data.set("text", std::string(event.detail(name::kText)));
  const domain::DeliveryId id{number(event.detail(name::kDelivery))};
  const auto found = std::find_if(deliveries.begin(), deliveries.end(), [&](const domain::Delivery& delivery) { return delivery.id == id; });
  if (found == deliveries.end()) return data;
  if (event.detail(name::kText).empty()) data.set("text", found->text);
  const std::string state(domain::name_of(found->state));
  data.set("way", words(found->kind == domain::DeliveryKind::reply ? "timeline.public_reply" : "timeline.private_reply"));
  data.set("private", found->kind == domain::DeliveryKind::private_message);
  data.set("state", words("delivery." + state));
  data.set("state_reason", delivery_reason(call, *found));
  data.set("is_done", state == "sent" || state == "delivered" || state == "read");
  data.set("is_failed", state == "failed");
  return data;
}

/// "In process", "Forwarded from … to …": one line.
std::string line_of(const Call& call, const Event& event) {
  const Words& words = words_of(call);
  const std::string kind(domain::name_of(event.kind));
  const auto unit = [&](std::string_view detail) { return name_of_unit(call, std::string(event.detail(detail))); };
  switch (event.kind) {
    case EventKind::opened: return words.filled("event.opened", {unit(name::kUnit)});
    case EventKind::forwarded:
    case EventKind::transferred: return words.filled("event." + kind, {unit(name::kUnitBefore), unit(name::kUnit)});
    case EventKind::assigned: {
      const std::string_view person = event.detail(name::kAssigneeName);
      return person.empty() ? words("event.unassigned") : words.filled("event.assigned", {person});
    }
    case EventKind::corrected: {
      const std::string category = name_of_category(call, std::string(event.detail(name::kCategory)));
      return words.filled("event.corrected", {category, words("priority." + std::string(event.detail(name::kPriority)))});
    }
    case EventKind::triaged:
      return event.detail(name::kUnit).empty() ? words("event.triaged") : words.filled("event.triaged_to", {unit(name::kUnit)});
    case EventKind::status_changed:
    case EventKind::reopened: return words.filled("event." + kind, {words("status." + std::string(event.detail(name::kStatus)))});
    case EventKind::delivery_changed: {
      const std::string key = "delivery." + std::string(event.detail(name::kState));
      return words.filled("event.delivery_changed", {words.has(key) ? words(key) : std::string(event.detail(name::kState))});
    }
    default: return words("event." + kind);
  }
}

PageData entry_of(const Call& call, const actions::TicketFile& file, const Event& event) {
  const Words& words = words_of(call);
  PageData entry;
  entry.set("time", clock_time(event.source_at == domain::Instant{} ? event.at : event.source_at, call.instance->time_zone));
  if (!event.detail(name::kDelivery).empty() && event.kind != EventKind::delivery_changed)
    entry.set("ours", reply_data(call, event, file.deliveries));
  if (event.kind == EventKind::replied) return entry;
  if (event.kind == EventKind::noted) {
    PageData note;
    note.set("name", event.actor.name);
    note.set("text", std::string(event.detail(name::kText)));
    entry.set("office", note);
    return entry;
  }
  const auto message = std::find_if(file.messages.begin(), file.messages.end(), [&](const domain::Message& one) { return one.id == event.message; });
  const bool brings_message =
      event.kind == EventKind::opened || event.kind == EventKind::message_appended || event.kind == EventKind::information_received;
  if (message != file.messages.end() && brings_message) entry.set("from", message_data(call, *message));
  if (event.kind == EventKind::message_appended && message != file.messages.end()) return entry;
  PageData line;
  line.set("text", line_of(call, event));
  if (event.actor.kind == domain::ActorKind::user) line.set("by", words.filled("timeline.by", {event.actor.name}));
  if (!event.reason.empty()) line.set("reason", event.reason);
  if (const auto status = domain::status_named(event.detail(name::kStatus))) line.set("line_status", status_data(*status, words));
  entry.set("line", line);
  return entry;
}

}  // namespace

PageData timeline_data(const Call& call, const actions::TicketFile& file) {
  const std::string& zone = call.instance->time_zone;
  const Words& words = words_of(call);
  PageData days(PageData::type::list);
  for (std::size_t place = 0; place < file.events.size();) {
    const domain::Instant first = file.events[place].source_at;
    PageData entries(PageData::type::list);
    for (; place < file.events.size() && is_same_day(file.events[place].source_at, first, zone); ++place)
      entries.push_back(entry_of(call, file, file.events[place]));
    PageData day;
    day.set("date", desk_date(first, zone, words));
    if (is_same_day(first, call.now(), zone)) day.set("today", words("today"));
    day.set("entries", entries);
    days.push_back(day);
  }
  return days;
}

}  // namespace seva::http
