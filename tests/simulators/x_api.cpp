#include "simulators/x_api.hpp"

#include <Poco/Net/HTMLForm.h>
#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPRequestHandlerFactory.h>
#include <Poco/Net/HTTPServer.h>
#include <Poco/Net/HTTPServerRequestImpl.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <Poco/Net/OAuth10Credentials.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/StreamCopier.h>
#include <Poco/URI.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <mutex>

#include "simulators/x_answer.hpp"
#include "simulators/x_media.hpp"
#include "simulators/x_world.hpp"

namespace seva::simulators {
namespace {

namespace json = boost::json;
using Poco::Net::HTTPServerRequest;
using Poco::Net::HTTPServerResponse;

constexpr int kLimit = 100;

struct Incoming {
  HTTPServerRequest& request;
  Poco::URI uri;
  std::string body;

  [[nodiscard]] std::string query(const std::string& name) const {
    for (const auto& [key, value] : uri.getQueryParameters())
      if (key == name) return value;
    return {};
  }
};

std::string text_in(const json::object& object, const char* name) {
  const auto* value = object.if_contains(name);
  return value != nullptr && value->is_string() ? std::string(value->get_string().c_str()) : std::string();
}

std::optional<json::object> parsed(const std::string& body) {
  json::error_code error;
  json::value value = json::parse(body, error);
  if (error || !value.is_object()) return std::nullopt;
  return value.get_object();
}

}  // namespace

class XApi::Server {
 public:
  Server();
  ~Server() { http_.stopAll(true); }

  void handle(HTTPServerRequest& request, HTTPServerResponse& response);

  mutable std::mutex mutex;
  XWorld world;
  std::vector<XPost> posts_sent;
  std::vector<XDirectMessage> messages_sent;
  std::vector<XMedia> media;
  std::vector<XRequest> requests;
  int limited = 0;
  std::chrono::seconds limited_for{0};
  int answers_lost = 0;
  int requests_dropped = 0;
  int prepared = 0;
  Answer prepared_answer;

  [[nodiscard]] int port() const { return socket_.address().port(); }

 private:
  class Handler;
  class Factory;
  Answer answer(const Incoming& incoming);
  Answer carry_out(const Incoming& incoming);
  Answer upload(const Incoming& incoming, const XUser& user);
  Answer create_post(const Incoming& incoming, const XUser& user);
  Answer send_message(const Incoming& incoming, const XUser& user, const std::string& to);
  Answer list_posts(const Incoming& incoming, std::vector<const XPost*> posts) const;
  Answer list_messages(const Incoming& incoming, const std::vector<const XDirectMessage*>& messages) const;
  [[nodiscard]] const XUser* signed_in(const Incoming& incoming);
  [[nodiscard]] static bool has_bearer(const Incoming& incoming);

  std::set<std::string> seen_;  ///< Authorization headers: a nonce serves once
  Poco::Net::ServerSocket socket_{Poco::Net::SocketAddress("127.0.0.1", 0)};
  Poco::Net::HTTPServer http_;
};

class XApi::Server::Handler : public Poco::Net::HTTPRequestHandler {
 public:
  explicit Handler(Server& server) : server_(server) {}
  void handleRequest(HTTPServerRequest& request, HTTPServerResponse& response) override { server_.handle(request, response); }

 private:
  Server& server_;
};

class XApi::Server::Factory : public Poco::Net::HTTPRequestHandlerFactory {
 public:
  explicit Factory(Server& server) : server_(server) {}
  Poco::Net::HTTPRequestHandler* createRequestHandler(const HTTPServerRequest&) override { return new Handler(server_); }

 private:
  Server& server_;
};

XApi::Server::Server() : http_(new Factory(*this), socket_, new Poco::Net::HTTPServerParams) {
  world.url = "http://127.0.0.1:" + std::to_string(port());
  http_.start();
}

void XApi::Server::handle(HTTPServerRequest& request, HTTPServerResponse& response) {
  Incoming incoming{request, Poco::URI("http://" + request.getHost() + request.getURI()), {}};
  Poco::StreamCopier::copyToString(request.stream(), incoming.body);
  const std::scoped_lock lock(mutex);
  const Answer answered = answer(incoming);
  requests.push_back({request.getMethod(), request.getURI(), incoming.body, answered.is_cut ? 0 : answered.status});
  if (answered.is_cut) {
    dynamic_cast<Poco::Net::HTTPServerRequestImpl&>(request).detachSocket().close();
    return;
  }
  const auto reset = world.clock() + answered.limited_for.value_or(std::chrono::minutes{15});
  response.set("x-rate-limit-limit", std::to_string(kLimit));
  response.set("x-rate-limit-remaining", answered.limited_for ? "0" : std::to_string(kLimit - 1));
  response.set("x-rate-limit-reset", std::to_string(std::chrono::system_clock::to_time_t(reset)));
  response.setStatus(static_cast<Poco::Net::HTTPResponse::HTTPStatus>(answered.status));
  response.setContentType(answered.body.starts_with('<') ? "text/html" : answered.type);
  response.sendBuffer(answered.body.data(), answered.body.size());
}

Answer XApi::Server::answer(const Incoming& incoming) {
  if (requests_dropped > 0) {
    --requests_dropped;
    return {0, {}, true, {}};
  }
  if (limited > 0) {
    --limited;
    Answer limit = problem(429, "Too Many Requests", "Too Many Requests");
    limit.limited_for = limited_for;
    return limit;
  }
  if (prepared > 0) {
    --prepared;
    return prepared_answer;
  }
  Answer answered = carry_out(incoming);
  if (answers_lost > 0) {
    --answers_lost;
    answered.is_cut = true;
  }
  return answered;
}

Answer XApi::Server::carry_out(const Incoming& incoming) {
  std::vector<std::string> path;
  incoming.uri.getPathSegments(path);
  const bool is_post = incoming.request.getMethod() == "POST";
  if (!is_post && path.size() == 2 && path[0] == "media") {
    const std::string* picture = world.picture(path[1]);
    return picture == nullptr ? problem(404, "Not Found", "Not Found") : Answer{200, *picture, false, {}, "image/png"};
  }
  const XUser* user = signed_in(incoming);
  if (user == nullptr && (is_post || !has_bearer(incoming))) return unauthorized();
  if (is_post && path == std::vector<std::string>{"2", "tweets"}) return create_post(incoming, *user);
  if (is_post && path == std::vector<std::string>{"2", "media", "upload"}) return upload(incoming, *user);
  if (!is_post && path.size() == 4 && path[1] == "users" && path[3] == "tweets") return list_posts(incoming, world.posts_of(path[2]));
  if (!is_post && path.size() == 4 && path[1] == "users" && path[3] == "mentions") return list_posts(incoming, world.mentions_of(path[2]));
  const bool is_conversation = path.size() == 5 && path[1] == "dm_conversations" && path[2] == "with" && user != nullptr;
  if (is_conversation && is_post && path[4] == "messages") return send_message(incoming, *user, path[3]);
  if (is_conversation && !is_post && path[4] == "dm_events") return list_messages(incoming, world.messages_between(user->id, path[3]));
  return problem(404, "Not Found", "Not Found");
}

const XUser* XApi::Server::signed_in(const Incoming& incoming) {
  if (!incoming.request.get("authorization", "").starts_with("OAuth ")) return nullptr;
  try {
    Poco::Net::OAuth10Credentials credentials(incoming.request);
    const XUser* user = world.user_with_token(credentials.getToken());
    if (user == nullptr || credentials.getConsumerKey() != kConsumerKey) return nullptr;
    credentials.setConsumerSecret(std::string(kConsumerSecret));
    credentials.setTokenSecret(user->access_token_secret);
    Poco::Net::HTMLForm query;
    for (const auto& [name, value] : incoming.uri.getQueryParameters()) query.add(name, value);
    if (!credentials.verify(incoming.request, incoming.uri, query)) return nullptr;
    return seen_.insert(incoming.request.get("authorization")).second ? user : nullptr;
  } catch (const Poco::Exception&) {
    return nullptr;
  }
}

bool XApi::Server::has_bearer(const Incoming& incoming) { return incoming.request.get("authorization", "") == "Bearer " + std::string(kBearerToken); }

Answer XApi::Server::upload(const Incoming& incoming, const XUser& user) {
  auto taken = read_upload(incoming.request.getContentType(), incoming.body);
  if (!taken) return invalid("media is not acceptable.");
  taken->id = std::to_string(1'900'000'000'000'000'000 + static_cast<std::int64_t>(media.size()));
  taken->owner_id = user.id;
  media.push_back(*taken);
  const json::object data{{"id", taken->id}, {"media_key", "3_" + taken->id}, {"size", taken->bytes.size()}, {"expires_after_secs", 86'400}};
  return {200, json::serialize(json::object{{"data", data}}), false, {}};
}

Answer XApi::Server::create_post(const Incoming& incoming, const XUser& user) {
  const auto body = parsed(incoming.body);
  if (!body || text_in(*body, "text").empty()) return invalid("One or more parameters to your request was invalid.");
  XPost post{{}, user.id, text_in(*body, "text"), {}, {}};
  if (const auto* reply = body->if_contains("reply")) post.in_reply_to = text_in(reply->as_object(), "in_reply_to_tweet_id");
  const auto* named = body->if_contains("media");
  const auto known = media_ids(named == nullptr ? nullptr : named->as_object().if_contains("media_ids"), nullptr, 4, media, user.id);
  if (!known) return invalid("Your media IDs are invalid.");
  post.media = *known;
  if (world.is_deleted(post.in_reply_to))
    return problem(403, "Forbidden", "You attempted to reply to a Tweet that is deleted or not visible to you.");
  if (world.has_said(user.id, post.text)) return problem(403, "Forbidden", "You are not allowed to create a Tweet with duplicate content.");
  post.id = world.add_post(post);
  posts_sent.push_back(*world.post(post.id));
  const json::object data{{"id", post.id}, {"text", post.text}, {"edit_history_tweet_ids", json::array{post.id}}};
  return {201, json::serialize(json::object{{"data", data}}), false, {}};
}

Answer XApi::Server::send_message(const Incoming& incoming, const XUser& user, const std::string& to) {
  const auto body = parsed(incoming.body);
  if (!body || text_in(*body, "text").empty()) return invalid("One or more parameters to your request was invalid.");
  const auto known = media_ids(body->if_contains("attachments"), "media_id", 1, media, user.id);
  if (!known) return invalid("Your media IDs are invalid.");
  XDirectMessage message{{}, user.id, to, text_in(*body, "text"), *known};
  message.id = world.add_message(message);
  messages_sent.push_back(message);
  const json::object data{{"dm_conversation_id", XWorld::conversation(user.id, to)}, {"dm_event_id", message.id}};
  return {201, json::serialize(json::object{{"data", data}}), false, {}};
}

namespace {

/// A page of a list that is newest first: the items, and meta as X gives it. Nothing if the parameters are wrong.
template <class Item>
std::optional<std::pair<std::vector<const Item*>, json::object>> page_of(const Incoming& incoming, const std::vector<const Item*>& all) {
  const std::string wanted = incoming.query("max_results");
  const int size = wanted.empty() ? 10 : std::atoi(wanted.c_str());
  if (size < 5 || size > 100) return std::nullopt;
  const std::string token = incoming.query("pagination_token");
  if (!token.empty() && !token.starts_with("page-")) return std::nullopt;
  const std::size_t first = token.empty() ? 0 : std::stoul(token.substr(5));
  const std::size_t last = std::min(all.size(), first + static_cast<std::size_t>(size));
  std::vector<const Item*> page(all.begin() + static_cast<std::ptrdiff_t>(std::min(first, last)), all.begin() + static_cast<std::ptrdiff_t>(last));
  json::object meta{{"result_count", page.size()}};
  if (!page.empty()) {
    meta["newest_id"] = page.front()->id;
    meta["oldest_id"] = page.back()->id;
  }
  if (last < all.size()) meta["next_token"] = "page-" + std::to_string(last);
  return std::pair(std::move(page), std::move(meta));
}

}  // namespace

Answer XApi::Server::list_posts(const Incoming& incoming, std::vector<const XPost*> posts) const {
  const std::string since = incoming.query("since_id");
  const std::string start = incoming.query("start_time");
  std::erase_if(posts, [&](const XPost* post) {
    const bool is_old = !since.empty() && std::stoll(post->id) <= std::stoll(since);
    return is_old || (!start.empty() && text_in(world.shown(*post), "created_at") < start);
  });
  auto page = page_of(incoming, posts);
  if (!page) return invalid("A parameter is out of range.");
  json::array data;
  for (const XPost* post : page->first) data.push_back(world.shown(*post));
  json::object body{{"meta", std::move(page->second)}};
  if (!data.empty()) body["data"] = std::move(data);
  if (!page->first.empty()) body["includes"] = world.includes(page->first);
  return {200, json::serialize(body), false, {}};
}

Answer XApi::Server::list_messages(const Incoming& incoming, const std::vector<const XDirectMessage*>& messages) const {
  auto page = page_of(incoming, messages);
  if (!page) return invalid("A parameter is out of range.");
  json::array data;
  for (const XDirectMessage* message : page->first) data.push_back(world.shown(*message));
  json::object body{{"meta", std::move(page->second)}};
  if (!data.empty()) body["data"] = std::move(data);
  return {200, json::serialize(body), false, {}};
}

XApi::XApi() : server_(std::make_unique<Server>()) {}
XApi::~XApi() = default;

std::string XApi::url() const { return server_->world.url; }

void XApi::set_clock(std::function<Time()> clock) {
  const std::scoped_lock lock(server_->mutex);
  server_->world.clock = std::move(clock);
}

void XApi::add_user(XUser user) {
  const std::scoped_lock lock(server_->mutex);
  server_->world.add_user(std::move(user));
}

std::string XApi::add_post(XPost post) {
  const std::scoped_lock lock(server_->mutex);
  return server_->world.add_post(std::move(post));
}

void XApi::delete_post(const std::string& id) {
  const std::scoped_lock lock(server_->mutex);
  server_->world.delete_post(id);
}

std::string XApi::add_picture(std::string bytes) {
  const std::scoped_lock lock(server_->mutex);
  return server_->world.add_picture(std::move(bytes));
}

void XApi::remove_picture(const std::string& key) {
  const std::scoped_lock lock(server_->mutex);
  server_->world.remove_picture(key);
}

void XApi::limit_next(int count, std::chrono::seconds until_reset) {
  const std::scoped_lock lock(server_->mutex);
  server_->limited = count;
  server_->limited_for = until_reset;
}

void XApi::lose_next_answers(int count) {
  const std::scoped_lock lock(server_->mutex);
  server_->answers_lost = count;
}

void XApi::drop_next_requests(int count) {
  const std::scoped_lock lock(server_->mutex);
  server_->requests_dropped = count;
}

void XApi::answer_next(int count, int status, std::string body) {
  const std::scoped_lock lock(server_->mutex);
  server_->prepared = count;
  server_->prepared_answer = {status, std::move(body), false, {}};
}

std::vector<XMedia> XApi::media() const {
  const std::scoped_lock lock(server_->mutex);
  return server_->media;
}

std::vector<XPost> XApi::posts_sent() const {
  const std::scoped_lock lock(server_->mutex);
  return server_->posts_sent;
}

std::vector<XDirectMessage> XApi::messages_sent() const {
  const std::scoped_lock lock(server_->mutex);
  return server_->messages_sent;
}

std::vector<XRequest> XApi::requests() const {
  const std::scoped_lock lock(server_->mutex);
  return server_->requests;
}

std::string XApi::stream_line(const std::string& post_id) const {
  const std::scoped_lock lock(server_->mutex);
  const XPost* post = server_->world.post(post_id);
  if (post == nullptr) return {};
  const json::object rule{{"id", "1"}, {"tag", "simulated"}};
  const json::object line{
      {"data", server_->world.shown(*post)}, {"includes", server_->world.includes({post})}, {"matching_rules", json::array{rule}}};
  return json::serialize(line) + "\r\n";
}

std::string XApi::activity(const std::string& event_type, const std::string& post_id, const std::string& user_id) const {
  const std::scoped_lock lock(server_->mutex);
  const XPost* post = server_->world.post(post_id);
  if (post == nullptr) return {};
  const json::object data{{"event_uuid", post_id}, {"filter", json::object{{"user_id", user_id}}}, {"event_type", event_type},
                          {"tag", "simulated"},    {"payload", server_->world.shown(*post)},       {"includes", server_->world.includes({post})}};
  return json::serialize(json::object{{"data", data}});
}

}  // namespace seva::simulators
