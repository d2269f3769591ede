#include <optional>
#include <seva_manifest.hpp>
#include <vector>

#include "accounts.hpp"
#include "mentions.hpp"
#include "replies.hpp"
#include "seva/channel.hpp"
#include "seva/sender.hpp"
#include "stream.hpp"
#include "webhook.hpp"

namespace seva::twitter {
namespace {

/// X (Twitter): takes posts and direct messages by webhook, stream, replay and polling, and answers them.
class Twitter final : public Channel {
 public:
  void on_start(const Start& start, Effects& effects) override {
    settings_ = read_settings(start.config, start.secrets);
    if (settings_.consumer_secret.empty()) effects.health("webhook", HealthState::needs_login, "consumer_secret_missing");
    if (start.is_lead && settings_.polls_mentions) start_polling(start, effects);
  }

  void on_webhook(const Webhook& webhook, Effects& effects) override { webhooks_.read(webhook, effects); }

  void on_stream_data(const StreamData& data, Effects& effects) override { stream_.read(data.data, effects); }

  void on_timer(const TimerFired& timer, Effects& effects) override {
    for (Poller& poller : pollers_)
      if (poller.on_timer(timer, effects)) return;
  }

  void on_http_response(const HttpResponse& response, Effects& effects) override {
    if (sender_.on_http_response(response, effects)) {
      if (response.status == 401) effects.health("reply", HealthState::needs_login, "account_refused");
      return;
    }
    for (Poller& poller : pollers_)
      if (poller.on_http_response(response, effects)) return;
  }

  void on_deliver(const Delivery& delivery, Effects& effects) override {
    if (delivery.kind == DeliveryKind::call_back) return fail(delivery, "cannot_call_back", effects);
    const Account* account = sender_of(settings_, delivery.account);
    if (account == nullptr) return fail(delivery, "unknown_account", effects);
    if (!can_send(settings_, *account)) return wait_for_login(delivery, effects);
    sender_.deliver(delivery, effects);
  }

 private:
  void start_polling(const Start& start, Effects& effects) {
    const auto& accounts = settings_.accounts.all();
    for (std::size_t index = 0; index < accounts.size(); ++index) {
      if (!can_poll(settings_, accounts[index])) {
        effects.health("mentions", HealthState::needs_login, "cannot_poll");
        continue;
      }
      const std::chrono::milliseconds interval = settings_.poll_interval;
      pollers_.push_back(mentions_poller(settings_, accounts[index], interval * index / accounts.size()));
      pollers_.back().start(start, effects);
    }
  }

  static void fail(const Delivery& delivery, std::string_view reason, Effects& effects) {
    effects.receipt({.delivery = std::string(delivery.delivery), .state = ReceiptState::failed, .sent_id = {}, .reason = std::string(reason)});
  }

  static void wait_for_login(const Delivery& delivery, Effects& effects) {
    effects.health("reply", HealthState::needs_login, "cannot_answer");
    effects.receipt({.delivery = std::string(delivery.delivery),
                     .state = ReceiptState::retry,
                     .sent_id = {},
                     .reason = "needs_login",
                     .retry_after = kUntilLoginRenewed});
  }

  Settings settings_;
  WebhookReader webhooks_{settings_};
  StreamReader stream_{settings_.accounts};
  Sender sender_{{.name = "reply", .most_pages = kMostPages}, reply_service(settings_)};
  std::vector<Poller> pollers_;
};

}  // namespace
}  // namespace seva::twitter

SEVA_EXPORT_CHANNEL(seva::twitter::Twitter, seva::kManifest)
