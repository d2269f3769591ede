#pragma once

#include <optional>
#include <string>

#include "actions/ports.hpp"

namespace seva::actions {

/// Something that is to be said to a citizen.
struct Outgoing {
  const domain::Ticket* ticket = nullptr;
  const domain::Message* answered = nullptr;  ///< the message that it answers
  std::string text;
  domain::DeliveryKind kind = domain::DeliveryKind::reply;
  bool is_about_replayed = false;  ///< nobody asked for it, and what it answers came from a file
};

/// Makes the delivery: queued, or not_sent with the reason (replay, no_account, not_repliable, channel_cannot, confidential).
[[nodiscard]] domain::Delivery make_delivery(const Outgoing& outgoing, const domain::Instance& instance, PluginCatalogue& plugins,
                                             Identities& identities, domain::Instant now);

/// That the delivery answers the message, as an event of its ticket.
[[nodiscard]] domain::Event replied(const domain::Delivery& delivery, const domain::Message& answered, const domain::Actor& actor,
                                    domain::Instant now);

/// The citizen's latest message that can be answered; the latest of all where none can.
[[nodiscard]] std::optional<domain::Message> message_to_answer(Transaction& transaction, const domain::Ticket& ticket);

/// A ready text with {docket}, {unit} and {due} filled in, in the citizen's language. Empty where the instance has none for the purpose.
[[nodiscard]] std::string ready_text(const domain::Instance& instance, const std::string& purpose, const domain::Ticket& ticket);

/// Refuses what the channel would not carry; the Problem says by how much it is too long.
[[nodiscard]] domain::Result<void> check_length(const std::string& text, const PluginFacts& channel);

}  // namespace seva::actions
