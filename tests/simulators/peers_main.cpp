#include <algorithm>
#include <boost/json.hpp>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <string>

#include "simulators/asterisk.hpp"
#include "simulators/x_api.hpp"

/// The simulators as a program, for tests that are not written in C++: a line of JSON in, a line of JSON out, until the input ends.
/// The first line out says where they listen: {"x": "http://127.0.0.1:PORT", "exchange": "127.0.0.1:PORT"}. A request names what happens in the world
/// in "do"; the answer holds what came of it, or {"error": …}.
namespace seva::simulators {
namespace {

namespace json = boost::json;

class World {
 public:
  World() {
    x_.add_user({kOffice, "Uppolice", "UP Police", "token", "token-secret"});
    x_.add_user({"77", "citizen_seven", "Citizen Seven", "", ""});
    x_.add_user({"78", "citizen_eight", "Citizen Eight", "", ""});
  }

  json::object addresses() const { return {{"x", x_.url()}, {"exchange", exchange_.host()}}; }

  json::object carry_out(const json::object& request) {
    const std::string act = text(request, "do");
    if (act == "post") {
      const std::string id =
          x_.add_post({"", text(request, "author"), text(request, "text"), text(request, "in_reply_to"), {}, pictures_of(request)});
      const std::string body = x_.activity("post.mention.create", id, kOffice);
      return {{"id", id}, {"body", body}, {"signature", XApi::signature(body)}};
    }
    if (act == "sent") return sent();
    if (act == "refuse_posts")
      return x_.answer_next(static_cast<int>(request.at("count").as_int64()), 403,
                            R"({"title": "Forbidden", "detail": "You are not allowed to create a Tweet with duplicate content.", "status": 403})"),
             json::object{};
    if (act == "await_login") return exchange_.await_login(static_cast<int>(request.at("count").as_int64())), json::object{};
    if (act == "join") {
      const AsteriskCall call = exchange_.join(text(request, "queue"), text(request, "number"), text(request, "name"));
      calls_[call.unique_id] = call;
      return {{"call", call.unique_id}};
    }
    if (act == "originations") return {{"count", exchange_.originations().size()}};
    const AsteriskCall& call = calls_.at(text(request, "call"));
    if (act == "ring") exchange_.ring(call, text(request, "agent"));
    if (act == "connect") exchange_.connect(call, text(request, "agent"));
    if (act == "complete") exchange_.complete(call, text(request, "agent"));
    if (act == "hang_up") exchange_.hang_up(call);
    if (act == "abandon") exchange_.abandon(call);
    return {};
  }

 private:
  static constexpr const char* kOffice = "500";

  static std::string text(const json::object& request, const char* name) {
    const json::value* found = request.if_contains(name);
    return found == nullptr ? "" : std::string(found->as_string());
  }

  /// Files by their paths; of a path that leads nowhere, a picture that was taken away again.
  std::vector<std::string> pictures_of(const json::object& request) {
    std::vector<std::string> keys;
    const json::value* paths = request.if_contains("pictures");
    if (paths == nullptr) return keys;
    for (const json::value& path : paths->as_array()) {
      std::ifstream file(std::string(path.as_string()), std::ios::binary);
      keys.push_back(x_.add_picture(std::string(std::istreambuf_iterator<char>(file), {})));
      if (!file.is_open()) x_.remove_picture(keys.back());
    }
    return keys;
  }

  json::object sent() const {
    json::array posts;
    const auto media = x_.media();
    const auto pictures = [&](const std::vector<std::string>& ids) {
      json::array sizes;
      for (const XMedia& one : media)
        if (std::find(ids.begin(), ids.end(), one.id) != ids.end()) sizes.push_back({{"type", one.type}, {"size", one.bytes.size()}});
      return sizes;
    };
    for (const XPost& post : x_.posts_sent())
      posts.push_back({{"id", post.id}, {"text", post.text}, {"in_reply_to", post.in_reply_to}, {"media", pictures(post.media)}});
    json::array messages;
    for (const XDirectMessage& message : x_.messages_sent())
      messages.push_back({{"to", message.recipient_id}, {"text", message.text}, {"media", pictures(message.media)}});
    return {{"posts", std::move(posts)}, {"messages", std::move(messages)}};
  }

  XApi x_;
  Asterisk exchange_;
  std::map<std::string, AsteriskCall> calls_;
};

int serve(std::istream& in, std::ostream& out) {
  World world;
  out << json::serialize(world.addresses()) << std::endl;
  for (std::string line; std::getline(in, line);) {
    json::object answer;
    try {
      answer = world.carry_out(json::parse(line).as_object());
    } catch (const std::exception& error) {
      answer = {{"error", error.what()}};
    }
    out << json::serialize(answer) << std::endl;
  }
  return 0;
}

}  // namespace
}  // namespace seva::simulators

int main() { return seva::simulators::serve(std::cin, std::cout); }
