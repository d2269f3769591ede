#include <seva/channel.hpp>
#include <seva/json.hpp>
#include <seva/signature.hpp>

#include <array>
#include <string>

#include <seva_manifest.hpp>

/// A gateway posts {"id", "from", "text"} and proves with the header x-token that it is ours.
class @CLASS@ final : public seva::Channel {
  void on_start(const seva::Start& start, seva::Effects& effects) override {
    account_ = start.config.text("account");
    tokens_ = {std::string(start.secrets.current("token")), std::string(start.secrets.previous("token"))};
    effects.health("webhook", tokens_[0].empty() ? seva::HealthState::needs_login : seva::HealthState::ok);
  }

  void on_webhook(const seva::Webhook& webhook, seva::Effects& effects) override {
    if (!is_ours(webhook.headers.get("x-token"))) return effects.respond(webhook.tag, 401);
    if (posted_.parse(webhook.body) != seva::json::ParseResult::ok) {
      effects.unreadable(0, webhook.body.size(), "not_json");
      return effects.respond(webhook.tag, 400);
    }
    const seva::json::View post = posted_.root();
    seva::Message message;
    message.source_id = post["id"].id();
    message.author.id = post["from"].id();
    message.thread = message.author.id;
    message.text = post["text"].text();
    if (!account_.empty()) message.to = {account_};
    message.sent_at = webhook.now;
    message.is_repliable = false;
    message.is_private = true;
    if (message.source_id.empty() || message.author.id.empty() || message.text.empty()) {
      effects.unreadable(0, webhook.body.size(), "incomplete");
      return effects.respond(webhook.tag, 400);
    }
    effects.accept(message);
    effects.respond(webhook.tag, 200);  // after the message is durable
  }

  [[nodiscard]] bool is_ours(std::string_view given) const {
    bool found = false;
    for (const std::string& token : tokens_) found |= !token.empty() && seva::are_equal_in_constant_time(given, token);
    return found;
  }

  std::string account_;
  std::array<std::string, 2> tokens_;
  seva::json::Document posted_;
};

SEVA_EXPORT_CHANNEL(@CLASS@, seva::kManifest)
