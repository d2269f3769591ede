#include "mentions.hpp"

#include <utility>

#include "api.hpp"
#include "post.hpp"

namespace seva::twitter {
namespace {

HttpRequest mentions_request(const Settings& settings, const Account& account, const Poller::Position& position) {
  const std::string path = "/2/users/" + account.user_id + "/mentions";
  Parameters query{
      {"max_results", "100"},
      {"start_time", to_rfc3339(position.since)},
      {"tweet.fields",
       "author_id,conversation_id,created_at,edit_history_tweet_ids,entities,geo,in_reply_to_user_id,lang,note_tweet,referenced_tweets,attachments"},
      {"expansions", "author_id,attachments.media_keys,geo.place_id,referenced_tweets.id"},
      {"user.fields", "id,name,username"},
      {"media.fields", "media_key,type,url,preview_image_url,variants,duration_ms"},
      {"place.fields", "full_name,id"}};
  if (!position.page.empty()) query.emplace_back("pagination_token", position.page);
  if (!settings.bearer_token.empty()) return bearer_request(settings, path, query);
  const auto keys = settings.keys_for(account).value_or(OAuth1Keys{});
  return signed_request(settings, keys, path, query, {}, account.user_id + std::string(position.event_id), position.now);
}

std::optional<Poller::Retry> trouble(const HttpResponse& response) {
  if (response.status == 429) return Poller::Retry{"X's limit is used up.", until_renewed(response)};
  if (response.status == 401 || response.status == 403)
    return Poller::Retry{"X refuses the credentials.", std::chrono::minutes{5}, HealthState::needs_login};
  if (!response.is_success()) return Poller::Retry{"X answered with the status " + std::to_string(response.status) + "."};
  return std::nullopt;
}

Poller::Reading read_mentions(const Accounts& accounts, const Account& account, const HttpResponse& response, Effects& effects) {
  if (auto retry = trouble(response)) return *std::move(retry);
  json::Document document;
  if (document.parse(response.body) != json::ParseResult::ok) return Poller::Retry{"X's answer is no JSON."};
  const json::View root = document.root();
  if (!root["data"].is_array() && !root["meta"].is_object()) return Poller::Retry{"X's answer is no page of posts."};
  Poller::Page page{std::string(root["meta"]["next_token"].text()), std::nullopt};
  for (const json::View post : root["data"]) {
    const Reading reading = read_post(post, root["includes"], accounts, {&account, false});
    if (const auto* message = std::get_if<Message>(&reading))
      if (!page.newest || message->sent_at > *page.newest) page.newest = message->sent_at;
    add(reading, 0, response.body.size(), effects);
  }
  return page;
}

}  // namespace

Poller mentions_poller(const Settings& settings, const Account& account, std::chrono::milliseconds first_after) {
  PollerSettings poller;
  poller.name = "mentions_" + account.user_id;
  poller.interval = settings.poll_interval;
  poller.first_after = first_after;
  return Poller(
      std::move(poller), [&settings, &account](const Poller::Position& position) { return mentions_request(settings, account, position); },
      [&settings, &account](const HttpResponse& response, Effects& effects) { return read_mentions(settings.accounts, account, response, effects); });
}

bool can_poll(const Settings& settings, const Account& account) {
  return !account.user_id.empty() && (!settings.bearer_token.empty() || settings.keys_for(account).has_value());
}

}  // namespace seva::twitter
