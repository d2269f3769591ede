#include "simulators/x_world.hpp"

#include <algorithm>
#include <boost/json/array.hpp>
#include <cctype>
#include <ctime>

namespace seva::simulators {
namespace {

namespace json = boost::json;

bool is_word(char byte) { return std::isalnum(static_cast<unsigned char>(byte)) != 0 || byte == '_'; }

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
  return text;
}

/// X counts the places of entities in code points.
std::int64_t code_points(std::string_view text) {
  return std::count_if(text.begin(), text.end(), [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; });
}

struct Word {
  std::string text;
  std::size_t start = 0;
  std::size_t end = 0;
};

std::vector<Word> words_behind(char mark, const std::string& text) {
  std::vector<Word> words;
  for (std::size_t start = text.find(mark); start != std::string::npos; start = text.find(mark, start + 1)) {
    std::size_t end = start + 1;
    while (end < text.size() && is_word(text[end])) ++end;
    if (end > start + 1) words.push_back({text.substr(start + 1, end - start - 1), start, end});
  }
  return words;
}

std::string escaped(const std::string& text) {
  std::string out;
  for (const char byte : text) {
    if (byte == '&')
      out += "&amp;";
    else if (byte == '<')
      out += "&lt;";
    else if (byte == '>')
      out += "&gt;";
    else
      out += byte;
  }
  return out;
}

std::string written(Time time) {
  const std::time_t seconds = std::chrono::system_clock::to_time_t(time);
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  std::string text(32, '\0');
  text.resize(std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%S.000Z", &parts));
  return text;
}

bool names(const XPost& post, const std::string& handle) {
  const auto words = words_behind('@', post.text);
  return std::any_of(words.begin(), words.end(), [&](const Word& word) { return lower(word.text) == lower(handle); });
}

template <class Item, class Wanted>
std::vector<const Item*> newest_first(const std::vector<Item>& items, Wanted is_wanted) {
  std::vector<const Item*> found;
  for (const Item& item : items)
    if (is_wanted(item)) found.push_back(&item);
  const auto number = [](const Item* item) { return std::stoll(item->id); };
  std::sort(found.begin(), found.end(), [&](const Item* left, const Item* right) { return number(left) > number(right); });
  return found;
}

}  // namespace

const XUser* XWorld::user(const std::string& id) const {
  const auto found = users_.find(id);
  return found == users_.end() ? nullptr : &found->second;
}

const XUser* XWorld::user_with_token(const std::string& token) const {
  for (const auto& [id, user] : users_)
    if (!token.empty() && user.access_token == token) return &user;
  return nullptr;
}

std::string XWorld::next_id(Time time) {
  constexpr std::int64_t kEpochMillis = 1'288'834'974'657;
  const auto millis = std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count();
  std::int64_t id = (millis - kEpochMillis) << 22;
  const auto is_taken = [this](std::int64_t wanted) { return wanted == last_id_ || post(std::to_string(wanted)) != nullptr; };
  while (is_taken(id)) ++id;
  last_id_ = id;
  return std::to_string(id);
}

std::string XWorld::add_post(XPost post) {
  if (!post.created_at) post.created_at = clock();
  if (post.id.empty()) post.id = next_id(*post.created_at);
  posts_.push_back(std::move(post));
  return posts_.back().id;
}

void XWorld::delete_post(const std::string& id) {
  deleted_.insert(id);
  std::erase_if(posts_, [&](const XPost& post) { return post.id == id; });
}

bool XWorld::has_said(const std::string& author_id, const std::string& text) const {
  return std::any_of(posts_.begin(), posts_.end(), [&](const XPost& post) { return post.author_id == author_id && post.text == text; });
}

const XPost* XWorld::post(const std::string& id) const {
  const auto found = std::find_if(posts_.begin(), posts_.end(), [&](const XPost& post) { return post.id == id; });
  return found == posts_.end() ? nullptr : &*found;
}

std::string XWorld::add_message(XDirectMessage message) {
  message.id = next_id(clock());
  messages_.push_back(std::move(message));
  return messages_.back().id;
}

std::string XWorld::add_picture(std::string bytes) {
  const std::string key = "3_" + next_id(clock());
  pictures_[key] = std::move(bytes);
  return key;
}

const std::string* XWorld::picture(const std::string& key) const {
  const auto found = pictures_.find(key);
  return found == pictures_.end() || !found->second ? nullptr : &*found->second;
}

std::vector<const XPost*> XWorld::posts_of(const std::string& author_id) const {
  return newest_first(posts_, [&](const XPost& post) { return post.author_id == author_id; });
}

std::vector<const XPost*> XWorld::mentions_of(const std::string& user_id) const {
  const XUser* mentioned = user(user_id);
  if (mentioned == nullptr) return {};
  return newest_first(posts_, [&](const XPost& post) { return names(post, mentioned->handle); });
}

std::vector<const XDirectMessage*> XWorld::messages_between(const std::string& one, const std::string& other) const {
  return newest_first(
      messages_, [&](const XDirectMessage& message) { return conversation(message.sender_id, message.recipient_id) == conversation(one, other); });
}

std::string XWorld::conversation(const std::string& one, const std::string& other) {
  const bool is_smaller = one.size() != other.size() ? one.size() < other.size() : one < other;
  return is_smaller ? one + "-" + other : other + "-" + one;
}

std::string XWorld::conversation_of(const XPost& first) const {
  const XPost* root = &first;
  while (const XPost* above = post(root->in_reply_to)) root = above;
  return root->in_reply_to.empty() ? root->id : root->in_reply_to;
}

json::object XWorld::shown(const XPost& post) const {
  const std::string text = escaped(post.text);
  json::object shown{{"id", post.id},
                     {"text", text},
                     {"author_id", post.author_id},
                     {"created_at", written(*post.created_at)},
                     {"conversation_id", conversation_of(post)},
                     {"edit_history_tweet_ids", json::array{post.id}},
                     {"lang", "en"}};
  if (!post.in_reply_to.empty()) shown["referenced_tweets"] = json::array{json::object{{"type", "replied_to"}, {"id", post.in_reply_to}}};
  json::array keys;
  for (const std::string& key : post.media)
    if (pictures_.contains(key)) keys.emplace_back(key);
  if (!keys.empty()) shown["attachments"] = json::object{{"media_keys", std::move(keys)}};
  json::object entities;
  const auto place = [&](const Word& word) {
    return json::object{{"start", code_points(text.substr(0, word.start))}, {"end", code_points(text.substr(0, word.end))}};
  };
  for (const Word& word : words_behind('@', text)) {
    json::object mention = place(word);
    mention["username"] = word.text;
    if (!entities.contains("mentions")) entities["mentions"] = json::array();
    entities["mentions"].as_array().push_back(std::move(mention));
  }
  for (const Word& word : words_behind('#', text)) {
    json::object hashtag = place(word);
    hashtag["tag"] = word.text;
    if (!entities.contains("hashtags")) entities["hashtags"] = json::array();
    entities["hashtags"].as_array().push_back(std::move(hashtag));
  }
  if (!entities.empty()) shown["entities"] = std::move(entities);
  return shown;
}

json::object XWorld::shown(const XDirectMessage& message) const {
  return {{"id", message.id}, {"text", message.text}, {"event_type", "MessageCreate"}, {"sender_id", message.sender_id}};
}

json::object XWorld::includes(const std::vector<const XPost*>& posts) const {
  std::set<std::string> authors;
  for (const XPost* post : posts) authors.insert(post->author_id);
  json::array users;
  for (const std::string& id : authors)
    if (const XUser* author = user(id)) users.push_back(json::object{{"id", id}, {"username", author->handle}, {"name", author->name}});
  json::object includes{{"users", std::move(users)}};
  json::array media;
  for (const XPost* post : posts)
    for (const std::string& key : post->media)
      if (pictures_.contains(key)) media.push_back(json::object{{"media_key", key}, {"type", "photo"}, {"url", url + "/media/" + key}});
  if (!media.empty()) includes["media"] = std::move(media);
  return includes;
}

}  // namespace seva::simulators
