#include "replies.hpp"

#include <array>
#include <utility>

#include "api.hpp"
#include "seva/signature.hpp"
#include "text.hpp"

namespace seva::twitter {
namespace {

constexpr std::chrono::minutes kClockSkew{5};  ///< between X and us

std::string conversation_path(const Outgoing& outgoing, std::string_view last) {
  return "/2/dm_conversations/with/" + outgoing.to + std::string(last);
}

HttpRequest request_as(const Settings& settings, const Outgoing& outgoing, const Event& event, const std::string& path, const Parameters& query,
                       std::string body) {
  const Account* account = sender_of(settings, outgoing.account);
  const auto keys = account == nullptr ? std::nullopt : settings.keys_for(*account);
  return signed_request(settings, keys.value_or(OAuth1Keys{}), path, query, std::move(body), outgoing.delivery + std::string(event.id), event.now);
}

/// A boundary that the file's bytes cannot hold by chance, the same for the same event.
std::string boundary_for(const Outgoing& outgoing, const Event& event) {
  return "seva-" + to_hex(as_bytes(sha256(outgoing.delivery + std::string(event.id)))).substr(0, 40);
}

/// X's one-shot upload (POST /2/media/upload): the category, the type and the file as multipart/form-data. OAuth 1.0a signs no such body.
HttpRequest upload_request(const Settings& settings, const Outgoing& outgoing, const Event& event) {
  const Outgoing::Attachment& attachment = outgoing.attachments[outgoing.uploaded.size()];
  const bool is_private = outgoing.kind == DeliveryKind::private_reply;
  const std::string boundary = boundary_for(outgoing, event);
  const auto field = [&](std::string_view name, std::string_view value) {
    return "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + std::string(name) + "\"\r\n\r\n" + std::string(value) + "\r\n";
  };
  std::string body = field("media_category", is_private ? "dm_image" : "tweet_image") + field("media_type", attachment.type);
  body += "--" + boundary + "\r\nContent-Disposition: form-data; name=\"media\"; filename=\"media\"\r\nContent-Type: " + attachment.type + "\r\n\r\n";
  HttpRequest request = request_as(settings, outgoing, event, "/2/media/upload", {}, std::move(body));
  for (auto& [name, value] : request.headers)
    if (name == "content-type") value = "multipart/form-data; boundary=" + boundary;
  request.body_from = attachment.id;
  request.body_end = "\r\n--" + boundary + "--\r\n";
  return request;
}

void write_media(json::Writer& writer, const Outgoing& outgoing) {
  if (outgoing.uploaded.empty()) return;
  if (outgoing.kind == DeliveryKind::private_reply) {
    writer.key("attachments").begin_array();
    for (const std::string& id : outgoing.uploaded) writer.begin_object().text("media_id", id).end_object();
    writer.end_array();
    return;
  }
  writer.key("media").begin_object().key("media_ids").begin_array();
  for (const std::string& id : outgoing.uploaded) writer.text(id);
  writer.end_array().end_object();
}

HttpRequest post_request(const Settings& settings, const Outgoing& outgoing, const Event& event) {
  std::string body;
  json::Writer writer(body);
  writer.begin_object().text("text", outgoing.text);
  const bool is_private = outgoing.kind == DeliveryKind::private_reply;
  if (!is_private && !outgoing.in_reply_to.empty())
    writer.key("reply").begin_object().text("in_reply_to_tweet_id", outgoing.in_reply_to).end_object();
  write_media(writer, outgoing);
  writer.end_object();
  return request_as(settings, outgoing, event, is_private ? conversation_path(outgoing, "/messages") : "/2/tweets", {}, std::move(body));
}

HttpRequest look_request(const Settings& settings, const Outgoing& outgoing, const Event& event, std::string_view page) {
  Parameters query{{"max_results", "100"}};
  if (!page.empty()) query.emplace_back("pagination_token", page);
  if (outgoing.kind == DeliveryKind::private_reply) {
    query.emplace_back("dm_event.fields", "id,text,sender_id,created_at");
    query.emplace_back("event_types", "MessageCreate");
    return request_as(settings, outgoing, event, conversation_path(outgoing, "/dm_events"), query, {});
  }
  const Account* account = sender_of(settings, outgoing.account);
  query.emplace_back("tweet.fields", "id,text,note_tweet,referenced_tweets,created_at");
  if (outgoing.queued_at > Instant{}) query.emplace_back("start_time", to_rfc3339(outgoing.queued_at - kClockSkew));
  return request_as(settings, outgoing, event, "/2/users/" + account->user_id + "/tweets", query, {});
}

/// X tells its reasons in prose (API v2) or by number (v1.1). The numbers: 187 duplicate; 144, 385 the post answered is gone; 186 too long;
/// 32, 64, 89, 326 the login is not good any more; 349, 150 no direct message to this person; 433 replies are restricted.
std::string_view reason_for(json::View problem, int status) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kProse{{{"duplicate content", "duplicate"},
                                                                                 {"deleted or not visible", "post_gone"},
                                                                                 {"Reply to this conversation is not allowed", "reply_not_allowed"},
                                                                                 {"mentioned or otherwise engaged", "reply_not_allowed"},
                                                                                 {"not mentioned", "reply_not_allowed"},
                                                                                 {"cannot send messages to this user", "private_closed"}}};
  constexpr std::array<std::pair<std::int64_t, std::string_view>, 11> kNumbers{{{187, "duplicate"},
                                                                                {144, "post_gone"},
                                                                                {385, "post_gone"},
                                                                                {186, "too_long"},
                                                                                {32, "needs_login"},
                                                                                {64, "needs_login"},
                                                                                {89, "needs_login"},
                                                                                {326, "needs_login"},
                                                                                {349, "private_closed"},
                                                                                {150, "private_closed"},
                                                                                {433, "reply_not_allowed"}}};
  const json::View error = problem["errors"].at(0);
  for (const auto& [number, reason] : kNumbers)
    if (error["code"].integer() == number) return reason;
  for (const std::string_view text : {problem["detail"].text(), error["message"].text()})
    for (const auto& [words, reason] : kProse)
      if (text.find(words) != std::string_view::npos) return reason;
  if (status == 401) return "needs_login";
  if (status == 404) return "post_gone";
  return "refused";
}

Sender::Outcome read_post(const HttpResponse& response) {
  if (response.status == 429) return Sender::Later{"rate_limited", until_renewed(response)};
  if (response.status >= 500) return Sender::Unknown{};
  json::Document document;
  const bool is_json = document.parse(response.body) == json::ParseResult::ok;
  if (response.is_success()) {
    const json::View data = document.root()["data"];
    std::string id = data["id"] ? data["id"].id() : data["dm_event_id"].id();
    if (!is_json || id.empty()) return Sender::Unknown{};
    return Sender::Sent{std::move(id)};
  }
  const std::string_view reason = reason_for(document.root(), response.status);
  if (reason == "needs_login") return Sender::Later{std::string(reason), kUntilLoginRenewed};
  return Sender::Refused{std::string(reason)};
}

/// An upload that X did not confirm was none: nobody sees what no post names, and X forgets it after a day.
Sender::Upload read_upload(const HttpResponse& response) {
  if (response.status == 429) return Sender::Later{"rate_limited", until_renewed(response)};
  if (response.status == 401) return Sender::Later{"needs_login", kUntilLoginRenewed};
  json::Document document;
  const bool is_json = document.parse(response.body) == json::ParseResult::ok;
  if (response.is_success() && is_json) {
    std::string id = document.root()["data"]["id"].id();
    if (!id.empty()) return Sender::Uploaded{std::move(id)};
  }
  if (response.status >= 500 || response.is_success()) return Sender::Later{"unreachable"};
  return Sender::Refused{"media_refused"};
}

bool answers(json::View post, const std::string& source_id) {
  for (const std::string_view name : {"referenced_tweets", "referenced_posts"})
    for (const json::View reference : post[name])
      if (reference["type"].text() == "replied_to" && reference["id"].text() == source_id) return true;
  return source_id.empty();
}

bool is_ours(const Settings& settings, const Outgoing& outgoing, json::View found) {
  const json::View note = found["note_tweet"]["text"];
  const std::string text = without_entities(note ? note.text() : found["text"].text());
  if (!is_same_reply(text, outgoing.text)) return false;
  if (outgoing.kind != DeliveryKind::private_reply) return answers(found, outgoing.in_reply_to);
  const Account* account = sender_of(settings, outgoing.account);
  return account != nullptr && found["sender_id"].text() == account->user_id;
}

Sender::Look read_look(const Settings& settings, const Outgoing& outgoing, const HttpResponse& response) {
  if (response.status == 429) return Sender::Later{"rate_limited", until_renewed(response)};
  if (response.status == 401) return Sender::Later{"needs_login", kUntilLoginRenewed};
  json::Document document;
  if (!response.is_success() || document.parse(response.body) != json::ParseResult::ok) return Sender::Later{"outcome_unknown"};
  const json::View root = document.root();
  if (!root["data"].is_array() && !root["meta"].is_object()) return Sender::Later{"outcome_unknown"};
  for (const json::View found : root["data"])
    if (is_ours(settings, outgoing, found)) return Sender::Sent{found["id"].id()};
  return Sender::NotHere{std::string(root["meta"]["next_token"].text())};
}

}  // namespace

const Account* sender_of(const Settings& settings, std::string_view handle) {
  if (handle.empty() && settings.accounts.all().size() == 1) return &settings.accounts.all().front();
  return settings.accounts.by_handle(handle);
}

bool can_send(const Settings& settings, const Account& account) { return !account.user_id.empty() && settings.keys_for(account).has_value(); }

Sender::Service reply_service(const Settings& settings) {
  Sender::Service service;
  service.post = [&settings](const Outgoing& outgoing, const Event& event) { return post_request(settings, outgoing, event); };
  service.read_post = [](const Outgoing&, const HttpResponse& response) { return read_post(response); };
  service.look = [&settings](const Outgoing& outgoing, const Event& event, std::string_view page) {
    return look_request(settings, outgoing, event, page);
  };
  service.read_look = [&settings](const Outgoing& outgoing, const HttpResponse& response) { return read_look(settings, outgoing, response); };
  service.upload = [&settings](const Outgoing& outgoing, const Event& event) { return upload_request(settings, outgoing, event); };
  service.read_upload = [](const Outgoing&, const HttpResponse& response) { return read_upload(response); };
  return service;
}

}  // namespace seva::twitter
