#include <charconv>

#include "post.hpp"
#include "text.hpp"

namespace seva::twitter {
namespace {

/// X names a conversation of two by both ids, the smaller one first.
std::string conversation_of(const std::string& one, const std::string& other) {
  const bool is_smaller = one.size() != other.size() ? one.size() < other.size() : one < other;
  return is_smaller ? one + "-" + other : other + "-" + one;
}

std::optional<Instant> time_of(json::View event) {
  const std::string millis = event["created_timestamp"].id();
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(millis.data(), millis.data() + millis.size(), value);
  const bool is_read = !millis.empty() && error == std::errc() && end == millis.data() + millis.size();
  if (is_read && value > 0 && value <= to_micros(kLastInstant) / 1'000) return from_micros(value * 1'000);
  return time_of_id(event["id"].id());
}

/// The Account Activity API gives profiles of v1.1, the X Activity API those of v2, one level deeper.
Author author_of(const std::string& id, json::View users) {
  const json::View user = users[id]["data"] ? users[id]["data"] : users[id];
  const json::View handle = user["username"] ? user["username"] : user["screen_name"];
  return {id, std::string(handle.text()), std::string(user["name"].text())};
}

}  // namespace

Reading read_direct_message(json::View event, json::View users, const Accounts& ours) {
  const std::string id = event["id"].id();
  if (id.empty()) return Unreadable{"no_id"};
  if (event["type"] && event["type"].text() != "message_create") return Ignored{id, "other_event"};
  const json::View created = event["message_create"];
  const json::View data = created["message_data"];
  const std::string sender = created["sender_id"].id();
  const std::string recipient = created["target"]["recipient_id"].id();
  Message message;
  message.source_id = id;
  message.text = without_entities(data["text"].text());
  if (message.text.find_first_not_of(" \t\r\n") == std::string::npos) return Unreadable{"no_text"};
  if (sender.empty()) return Unreadable{"no_author"};
  const auto sent_at = time_of(event);
  if (!sent_at) return Unreadable{"no_time"};
  message.sent_at = *sent_at;
  message.author = author_of(sender, users);
  message.thread = recipient.empty() ? sender : conversation_of(sender, recipient);
  message.is_private = true;
  message.is_from_us = ours.by_id(sender) != nullptr;
  if (const Account* account = ours.by_id(recipient)) message.to.push_back(account->handle);
  for (const json::View hashtag : data["entities"]["hashtags"]) message.hashtags.emplace_back(hashtag["text"].text());
  for (const json::View mention : data["entities"]["user_mentions"]) message.mentions.emplace_back(mention["screen_name"].text());
  if (const json::View media = data["attachment"]["media"])
    message.attachments.push_back({media["id_str"].id(), std::string(media["type"].text()), std::string(media["media_url_https"].text())});
  return message;
}

}  // namespace seva::twitter
