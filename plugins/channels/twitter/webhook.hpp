#pragma once

#include "accounts.hpp"
#include "seva/channel.hpp"
#include "seva/json.hpp"

namespace seva::twitter {

/// Takes X's webhooks: the challenge-response check (GET), deliveries of the X Activity API and of the older Account Activity API (POST).
/// A delivery counts only if its signature over the raw bytes is right, under the current consumer secret or the one before it; else it is
/// answered with 401 and leaves nothing behind. A right one is always answered with 200 in the turn that accepts it: what cannot be read is
/// handed on as unreadable, since X would only send the same again.
class WebhookReader {
 public:
  /// `settings` outlives the reader.
  explicit WebhookReader(const Settings& settings) : settings_(settings) {}

  void read(const Webhook& webhook, Effects& effects);

 private:
  void answer_challenge(const Webhook& webhook, Effects& effects) const;
  [[nodiscard]] bool is_signed(const Webhook& webhook) const;
  void read_delivery(std::string_view body, Effects& effects);
  void read_activity(json::View data, std::size_t size, Effects& effects) const;
  void read_account_activity(json::View root, std::size_t size, Effects& effects) const;
  void read_direct_messages(json::View holder, std::size_t size, Effects& effects) const;

  const Settings& settings_;
  json::Document document_;
};

}  // namespace seva::twitter
