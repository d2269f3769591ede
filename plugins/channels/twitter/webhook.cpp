#include "webhook.hpp"

#include "post.hpp"
#include "seva/signature.hpp"

namespace seva::twitter {
namespace {

std::string signature_of(std::string_view secret, std::string_view data) { return "sha256=" + to_base64(as_bytes(hmac_sha256(secret, data))); }

bool is_post(std::string_view event_type) { return event_type.starts_with("post.") && event_type.ends_with(".create"); }

void report_revocation(Effects& effects) {
  effects.health("account", HealthState::needs_login, "permission_withdrawn");
  effects.log(LogLevel::error, "permission_withdrawn", "An account has withdrawn its permission from the app.");
}

void withdraw(json::View deleted, std::size_t size, Effects& effects) {
  const std::string id = deleted["id"].id();
  if (id.empty()) return effects.unreadable(0, size, "no_id");
  effects.withdraw(id);
}

}  // namespace

void WebhookReader::read(const Webhook& webhook, Effects& effects) {
  if (webhook.method == "GET") return answer_challenge(webhook, effects);
  if (webhook.method != "POST") return effects.respond(webhook.tag, 405, {}, {{"allow", "GET, POST"}});
  if (!is_signed(webhook)) return effects.respond(webhook.tag, 401);
  read_delivery(webhook.body, effects);
  effects.respond(webhook.tag, 200);
}

void WebhookReader::answer_challenge(const Webhook& webhook, Effects& effects) const {
  const std::string_view token = webhook.query.get("crc_token");
  if (token.empty()) return effects.respond(webhook.tag, 400);
  if (settings_.consumer_secret.empty()) return effects.respond(webhook.tag, 503);
  std::string body;
  json::Writer(body).begin_object().text("response_token", signature_of(settings_.consumer_secret, token)).end_object();
  effects.respond(webhook.tag, 200, body, {{"content-type", "application/json"}});
}

bool WebhookReader::is_signed(const Webhook& webhook) const {
  const std::string_view claimed = webhook.headers.get("x-twitter-webhooks-signature");
  bool is_right = false;
  for (const std::string* secret : {&settings_.consumer_secret, &settings_.previous_consumer_secret})
    if (!secret->empty() && are_equal_in_constant_time(claimed, signature_of(*secret, webhook.body))) is_right = true;
  return is_right;
}

void WebhookReader::read_delivery(std::string_view body, Effects& effects) {
  const json::ParseResult parsed = document_.parse(body);
  if (parsed != json::ParseResult::ok) return effects.unreadable(0, body.size(), reason_of(parsed));
  const json::View root = document_.root();
  if (root["data"]["event_type"].is_text()) return read_activity(root["data"], body.size(), effects);
  read_account_activity(root, body.size(), effects);
}

void WebhookReader::read_activity(json::View data, std::size_t size, Effects& effects) const {
  const std::string_view type = data["event_type"].text();
  const json::View payload = data["payload"];
  if (is_post(type)) {
    const Account* subscriber = settings_.accounts.by_id(data["filter"]["user_id"].text());
    const Envelope envelope{subscriber, type == "post.quote.create" && subscriber != nullptr};
    return add(read_post(payload, data["includes"], settings_.accounts, envelope), 0, size, effects);
  }
  if (type == "post.delete") return withdraw(payload, size, effects);
  if (type == "dm.received" || type == "dm.sent") return read_direct_messages(payload, size, effects);
  if (type == "oauth.revoke") report_revocation(effects);
  const std::string_view id = data["event_uuid"].text();
  effects.ignore(id.empty() ? type : id, "other_event");
}

void WebhookReader::read_account_activity(json::View root, std::size_t size, Effects& effects) const {
  constexpr std::string_view kPosts = "tweet_create_events";
  constexpr std::string_view kMessages = "direct_message_events";
  constexpr std::string_view kDeletions = "tweet_delete_events";
  const json::View subscriber = root["for_user_id"];
  const Envelope envelope{settings_.accounts.by_id(subscriber.text()), false};
  bool is_known = false;
  for (std::size_t index = 0; root.is_object() && index < root.size(); ++index) {
    const std::string_view name = root.key_at(index);
    if (!name.ends_with("_events") && name != "user_event") continue;
    is_known = true;
    if (name == kMessages) read_direct_messages(root, size, effects);
    if (name == "user_event" && root.at(index)["revoke"]) report_revocation(effects);
    for (const json::View event : root.at(index)) {
      if (name == kPosts) add(read_status(event, settings_.accounts, envelope), 0, size, effects);
      if (name == kDeletions) withdraw(event["status"], size, effects);
    }
    if (name != kMessages && name != kPosts && name != kDeletions) effects.ignore(std::string(name) + ":" + subscriber.id(), "other_event");
  }
  if (!is_known) effects.unreadable(0, size, "unknown_event");
}

void WebhookReader::read_direct_messages(json::View holder, std::size_t size, Effects& effects) const {
  const json::View events = holder["direct_message_events"];
  if (events.size() == 0) return effects.unreadable(0, size, "unknown_event");
  for (const json::View event : events) add(read_direct_message(event, holder["users"], settings_.accounts), 0, size, effects);
}

}  // namespace seva::twitter
