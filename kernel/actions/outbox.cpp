#include "actions/outbox.hpp"

#include <boost/json.hpp>

#include "domain/spoken_time.hpp"
#include "domain/text_length.hpp"

namespace seva::actions {
namespace {

using domain::AccountMode;
using domain::DeliveryKind;
using domain::DeliveryState;

/// Why this can never be sent; empty where it can.
std::string obstacle(const Outgoing& outgoing, const domain::Instance& instance, PluginCatalogue& plugins) {
  const domain::Ticket& ticket = *outgoing.ticket;
  if (ticket.is_confidential && outgoing.kind == DeliveryKind::reply) return "confidential";
  if (outgoing.is_about_replayed) return "replay";
  const domain::Account* account = instance.account(ticket.channel, ticket.account);
  if (account == nullptr) return "no_account";
  const domain::PluginSettings* channel = instance.channel(ticket.channel);
  const AccountMode mode = channel != nullptr && channel->mode ? *channel->mode : account->mode;
  if (mode != AccountMode::live) return "replay";
  const auto facts = plugins.plugin(ticket.channel);
  if (!facts || (outgoing.kind == DeliveryKind::reply ? !facts->can_reply : !facts->can_send_private)) return "channel_cannot";
  if (outgoing.kind == DeliveryKind::reply && !outgoing.answered->is_repliable) return "not_repliable";
  return {};
}

void fill_everywhere(std::string& text, std::string_view place, const std::string& value) {
  for (auto at = text.find(place); at != std::string::npos; at = text.find(place, at + value.size())) text.replace(at, place.size(), value);
}

domain::LengthRule length_rule(const std::string& json) {
  const boost::json::object limit = boost::json::parse(json).as_object();
  const auto number = [&](const char* name, std::uint32_t otherwise) {
    const auto* value = limit.if_contains(name);
    return value == nullptr ? otherwise : value->to_number<std::uint32_t>();
  };
  domain::LengthRule rule;
  rule.limit = number("limit", 0);
  rule.default_weight = number("default_weight", 1);
  rule.url_weight = number("url_weight", 0);
  rule.emoji_weight = number("emoji_weight", 0);
  if (const auto* ranges = limit.if_contains("weight_one"))
    for (const auto& range : ranges->as_array())
      rule.weight_one.emplace_back(range.at(0).to_number<std::uint32_t>(), range.at(1).to_number<std::uint32_t>());
  return rule;
}

}  // namespace

domain::Delivery make_delivery(const Outgoing& outgoing, const domain::Instance& instance, PluginCatalogue& plugins, Identities& identities,
                               domain::Instant now) {
  domain::Delivery delivery;
  delivery.id = identities.next<domain::DeliveryId>();
  delivery.ticket = outgoing.ticket->id;
  delivery.channel = outgoing.ticket->channel;
  delivery.account = outgoing.ticket->account;
  delivery.kind = outgoing.kind;
  delivery.to = outgoing.answered->author.id;
  delivery.in_reply_to = outgoing.answered->source_id;
  delivery.thread = outgoing.answered->thread;
  delivery.text = outgoing.text;
  delivery.created_at = now;
  delivery.next_attempt_at = now;
  delivery.reason = obstacle(outgoing, instance, plugins);
  delivery.state = delivery.reason.empty() ? DeliveryState::queued : DeliveryState::not_sent;
  return delivery;
}

domain::Event replied(const domain::Delivery& delivery, const domain::Message& answered, const domain::Actor& actor, domain::Instant now) {
  domain::Event event;
  event.kind = domain::EventKind::replied;
  event.ticket = delivery.ticket;
  event.message = answered.id;
  event.actor = actor;
  event.at = event.source_at = now;
  event.set(domain::detail_name::kText, delivery.text);
  event.set(domain::detail_name::kDelivery, std::to_string(delivery.id.value));
  event.set(domain::detail_name::kIsResponse, "true");
  return event;
}

std::optional<domain::Message> message_to_answer(Transaction& transaction, const domain::Ticket& ticket) {
  std::optional<domain::Message> latest;
  for (domain::Message& message : transaction.tickets().messages(ticket.id)) {
    const bool is_citizens = message.direction == domain::Direction::incoming && message.citizen == ticket.citizen;
    if (is_citizens && (!latest || message.is_repliable || !latest->is_repliable)) latest = std::move(message);
  }
  return latest;
}

std::string ready_text(const domain::Instance& instance, const std::string& purpose, const domain::Ticket& ticket) {
  const auto found = instance.replies.find(purpose);
  if (found == instance.replies.end()) return {};
  const std::string_view language = ticket.language == "hi" ? "hi" : "en";
  std::string text = found->second.in(language);
  const domain::Unit* unit = instance.units.find(ticket.unit);
  fill_everywhere(text, "{docket}", ticket.docket);
  fill_everywhere(text, "{unit}", unit == nullptr ? ticket.unit : unit->name.in(language));
  fill_everywhere(text, "{due}", domain::spoken_time(ticket.resolution_due, instance.time_zone, language));
  return text;
}

domain::Result<void> check_length(const std::string& text, const PluginFacts& channel) {
  if (channel.reply_limit_json.empty()) return {};
  const domain::LengthRule rule = length_rule(channel.reply_limit_json);
  const std::size_t length = domain::weighted_length(text, rule);
  if (length <= rule.limit) return {};
  return domain::invalid("text_too_long", "The text weighs " + std::to_string(length) + "; the channel carries " + std::to_string(rule.limit) + ".",
                         "text", "Shorten it by " + std::to_string(length - rule.limit) + ".");
}

}  // namespace seva::actions
