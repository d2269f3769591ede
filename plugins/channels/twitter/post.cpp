#include "post.hpp"

#include <algorithm>
#include <utility>

#include "text.hpp"

namespace seva::twitter {
namespace {

/// The first of two names that is there: X calls the same thing a tweet here and a post there.
json::View either(json::View object, std::string_view name, std::string_view other) {
  const json::View found = object[name];
  return found ? found : object[other];
}

json::View find_by(json::View list, std::string_view key, std::string_view wanted) {
  for (const json::View element : list)
    if (element[key].text() == wanted) return element;
  return {};
}

struct References {
  std::string_view retweeted;
  std::string_view quoted;
  std::string_view replied_to;
};

References references_of(json::View post) {
  References references;
  for (const json::View reference : either(post, "referenced_tweets", "referenced_posts")) {
    const std::string_view type = reference["type"].text();
    const std::string_view id = reference["id"].text();
    if (type == "retweeted" || type == "reposted") references.retweeted = id;
    if (type == "quoted") references.quoted = id;
    if (type == "replied_to") references.replied_to = id;
  }
  if (references.replied_to.empty()) references.replied_to = either(post, "in_reply_to_tweet_id", "in_reply_to_post_id").text();
  return references;
}

std::vector<std::string> texts_of(json::View list, std::string_view key) {
  std::vector<std::string> texts;
  texts.reserve(list.size());
  for (const json::View element : list)
    if (const std::string_view text = element[key].text(); !text.empty()) texts.emplace_back(text);
  return texts;
}

void read_author(json::View post, json::View includes, Message& message) {
  message.author.id = post["author_id"].id();
  json::View user = find_by(includes["users"], "id", message.author.id);
  if (!user) user = find_by(includes["users"], "user_id", message.author.id);
  message.author.handle = user["username"].text();
  message.author.name = user["name"].text();
}

/// All versions of a post have the id of the first; the position in the history is the revision.
void read_edits(json::View post, const std::string& id, Message& message) {
  message.source_id = id;
  const json::View history = either(post, "edit_history_tweet_ids", "edit_history_post_ids");
  for (std::size_t index = 0; index < history.size(); ++index) {
    if (history.at(index).text() != id) continue;
    message.source_id = history.at(0).text();
    message.revision = static_cast<std::uint32_t>(index) + 1;
  }
}

/// Where the film itself lies, if X says so: the finest of its forms that is small enough to be kept, else the coarsest.
std::string_view film_of(json::View media) {
  constexpr double kLargestBytes = 7'500'000;
  const json::View status = media["video_info"];  // As API v1.1 has it.
  const json::View length = status ? status["duration_millis"] : media["duration_ms"];
  const double seconds = length.number().value_or(0) / 1000;
  std::string_view chosen;
  double chosen_rate = 0;
  bool does_chosen_fit = false;
  for (const json::View variant : status ? status["variants"] : media["variants"]) {
    if (variant["content_type"].text() != "video/mp4") continue;
    const double rate = either(variant, "bit_rate", "bitrate").number().value_or(0);
    const bool does_fit = rate * seconds / 8 <= kLargestBytes;
    const bool is_better = does_fit != does_chosen_fit ? does_fit : does_fit ? rate > chosen_rate : rate < chosen_rate;
    if (!chosen.empty() && !is_better) continue;
    chosen = variant["url"].text();
    chosen_rate = rate;
    does_chosen_fit = does_fit;
  }
  return chosen;
}

/// With where its bytes lie: the film, else the picture.
Attachment attachment_of(std::string id, json::View media, std::string_view picture) {
  const std::string_view film = film_of(media);
  return {std::move(id), std::string(media["type"].text()), std::string(film.empty() ? picture : film)};
}

void read_media(json::View post, json::View includes, Message& message) {
  for (const json::View key : post["attachments"]["media_keys"]) {
    const json::View media = find_by(includes["media"], "media_key", key.text());
    message.attachments.push_back(attachment_of(std::string(key.text()), media, either(media, "url", "preview_image_url").text()));
  }
}

/// X writes a point as GeoJSON does: the longitude first.
std::optional<Location> location_of(json::View point, std::string_view place) {
  const auto longitude = point.at(0).number();
  const auto latitude = point.at(1).number();
  const bool is_on_earth = longitude && latitude && *longitude >= -180 && *longitude <= 180 && *latitude >= -90 && *latitude <= 90;
  if (!is_on_earth && place.empty()) return std::nullopt;
  Location location;
  if (is_on_earth) {
    location.latitude = latitude;
    location.longitude = longitude;
  }
  location.place = place;
  return location;
}

bool has_text(const Message& message) { return message.text.find_first_not_of(" \t\r\n") != std::string::npos; }

void add_addressee(const Account* account, Message& message) {
  if (account == nullptr) return;
  const auto is_it = [account](const std::string& handle) { return lower_case(handle) == lower_case(account->handle); };
  if (std::none_of(message.to.begin(), message.to.end(), is_it)) message.to.push_back(account->handle);
}

/// Who is addressed, whether X would carry an answer, whether we wrote it ourselves. Since February 2026 X lets an account answer only those
/// who mention or quote it. Where the instance lists no accounts, whoever is mentioned may be one of ours.
void judge(const Accounts& ours, const Envelope& envelope, bool answers_us, const Account* quoted, Message& message) {
  const bool is_ours =
      ours.by_id(message.author.id) != nullptr || (!message.author.handle.empty() && ours.by_handle(message.author.handle) != nullptr);
  message.is_from_us = is_ours;
  for (const std::string& handle : message.mentions)
    if (ours.is_empty() || ours.by_handle(handle) != nullptr) message.to.push_back(handle);
  const bool is_mentioned = !message.to.empty() || answers_us;
  const bool is_quoted = quoted != nullptr || envelope.quotes_us;
  if (!is_ours) add_addressee(quoted, message);
  if (!is_ours) add_addressee(envelope.addressee, message);
  message.is_repliable = is_mentioned || is_quoted;
}

const Account* quoted_account(const References& references, json::View includes, const Accounts& ours) {
  if (references.quoted.empty()) return nullptr;
  const json::View quoted = find_by(either(includes, "tweets", "posts"), "id", references.quoted);
  return ours.by_id(quoted["author_id"].text());
}

}  // namespace

Reading read_post(json::View post, json::View includes, const Accounts& ours, const Envelope& envelope) {
  const std::string id = post["id"].id();
  if (id.empty()) return Unreadable{"no_id"};
  const References references = references_of(post);
  if (!references.retweeted.empty()) return Ignored{id, "retweet"};
  const json::View note = either(post, "note_tweet", "note_post");
  const json::View whole = note["text"].is_text() ? note : post;
  Message message;
  message.text = without_entities(whole["text"].text());
  if (!has_text(message)) return Unreadable{"no_text"};
  read_author(post, includes, message);
  if (message.author.id.empty()) return Unreadable{"no_author"};
  const auto sent_at = parse_rfc3339(post["created_at"].text());
  const auto known_time = sent_at ? sent_at : time_of_id(id);
  if (!known_time) return Unreadable{"no_time"};
  message.sent_at = *known_time;
  read_edits(post, id, message);
  message.thread = post["conversation_id"].id();
  message.in_reply_to = references.replied_to;
  const bool is_root = message.thread.empty() && message.in_reply_to.empty();
  if (is_root || message.thread == id) message.thread = message.source_id;
  message.language = language_tag(post["lang"].text());
  const json::View entities = whole["entities"] ? whole["entities"] : post["entities"];
  message.hashtags = entities ? texts_of(entities["hashtags"], "tag") : hashtags_in(message.text);
  message.mentions = entities ? texts_of(entities["mentions"], "username") : handles_in(message.text);
  read_media(post, includes, message);
  const json::View geo = post["geo"];
  const json::View place = geo["place_id"] ? find_by(includes["places"], "id", geo["place_id"].text()) : json::View();
  message.location = location_of(geo["coordinates"]["coordinates"], place["full_name"].text());
  const bool answers_us = ours.by_id(post["in_reply_to_user_id"].text()) != nullptr;
  judge(ours, envelope, answers_us, quoted_account(references, includes, ours), message);
  return message;
}

Reading read_status(json::View status, const Accounts& ours, const Envelope& envelope) {
  const std::string id = either(status, "id_str", "id").id();
  if (id.empty()) return Unreadable{"no_id"};
  if (status["retweeted_status"]) return Ignored{id, "retweet"};
  const json::View extended = status["extended_tweet"];
  const json::View text = extended["full_text"] ? extended["full_text"] : either(status, "full_text", "text");
  Message message;
  message.text = without_entities(text.text());
  if (!has_text(message)) return Unreadable{"no_text"};
  const json::View user = status["user"];
  message.author = {either(user, "id_str", "id").id(), std::string(user["screen_name"].text()), std::string(user["name"].text())};
  if (message.author.id.empty()) return Unreadable{"no_author"};
  const auto sent_at = parse_legacy_date(status["created_at"].text());
  const auto known_time = sent_at ? sent_at : time_of_id(id);
  if (!known_time) return Unreadable{"no_time"};
  message.sent_at = *known_time;
  message.source_id = id;
  message.in_reply_to = either(status, "in_reply_to_status_id_str", "in_reply_to_status_id").id();
  if (message.in_reply_to.empty()) message.thread = id;
  message.language = language_tag(status["lang"].text());
  const json::View entities = extended["entities"] ? extended["entities"] : status["entities"];
  message.hashtags = entities ? texts_of(entities["hashtags"], "text") : hashtags_in(message.text);
  message.mentions = entities ? texts_of(entities["user_mentions"], "screen_name") : handles_in(message.text);
  json::View media = extended["extended_entities"]["media"];
  if (!media) media = status["extended_entities"]["media"];
  if (!media) media = entities["media"];
  for (const json::View one : media) message.attachments.push_back(attachment_of(one["id_str"].id(), one, one["media_url_https"].text()));
  message.location = location_of(status["coordinates"]["coordinates"], status["place"]["full_name"].text());
  const bool answers_us = ours.by_id(status["in_reply_to_user_id_str"].text()) != nullptr;
  const Account* quoted = ours.by_id(status["quoted_status"]["user"]["id_str"].text());
  judge(ours, envelope, answers_us, quoted, message);
  return message;
}

void add(const Reading& reading, std::size_t offset, std::size_t size, Effects& effects) {
  if (const auto* message = std::get_if<Message>(&reading)) return effects.accept(*message);
  if (const auto* ignored = std::get_if<Ignored>(&reading)) return effects.ignore(ignored->source_id, ignored->reason);
  effects.unreadable(offset, size, std::get<Unreadable>(reading).reason);
}

std::string_view reason_of(json::ParseResult result) {
  switch (result) {
    case json::ParseResult::too_deep: return "too_deep";
    case json::ParseResult::bad_utf8: return "bad_utf8";
    default: return "not_json";
  }
}

}  // namespace seva::twitter
