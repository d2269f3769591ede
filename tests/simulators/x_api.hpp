#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// An HTTP server in this process that behaves as X's API v2 does for an app that answers citizens, written from X's published documents.
namespace seva::simulators {

using Time = std::chrono::system_clock::time_point;

/// A person or an office on X. Those with tokens have let the app act for them.
struct XUser {
  std::string id;
  std::string handle;
  std::string name;
  std::string access_token;
  std::string access_token_secret;
};

struct XPost {
  std::string id;  ///< empty: the simulator gives one that carries the time
  std::string author_id;
  std::string text;                     ///< plain; &, < and > are escaped on the wire as X does
  std::string in_reply_to;              ///< id of the post answered; empty if none
  std::optional<Time> created_at;       ///< nothing: now
  std::vector<std::string> media = {};  ///< ids of what was uploaded, and keys of what add_picture() took
};

/// What was uploaded.
struct XMedia {
  std::string id;
  std::string owner_id;
  std::string category;
  std::string type;
  std::string bytes;
};

/// A picture that somebody put to a post of theirs.
struct XPicture {
  std::string key;
  std::string bytes;
};

struct XDirectMessage {
  std::string id;
  std::string sender_id;
  std::string recipient_id;
  std::string text;
  std::vector<std::string> media = {};
};

/// A request as it came in, and what it was answered with.
struct XRequest {
  std::string method;
  std::string target;  ///< path and query
  std::string body;
  int status = 0;  ///< 0: the answer was cut off
};

/// The server. It listens on 127.0.0.1 at a free port from construction to destruction. All functions may be called from any thread.
///
/// What it keeps to: POST /2/tweets and POST /2/dm_conversations/with/:id/messages need OAuth 1.0a in the name of a user with a right HMAC-SHA1
/// signature, and never the same authorization twice (401); the same text twice from one user is refused (403); an answer to a deleted post is
/// refused (403); GET /2/users/:id/tweets, /2/users/:id/mentions and /2/dm_conversations/with/:id/dm_events need a user's signature or the bearer
/// token (the last one a user's), are newest first, take max_results from 5 to 100, start_time, since_id and pagination_token. Every answer carries
/// x-rate-limit-*. POST /2/media/upload takes one picture of at most 5 MB as multipart/form-data (media, media_category, media_type) in the name of a
/// user; a post names at most four and a message one, all of its own author. What it leaves out: OAuth 2.0, field selection (all fields come always),
/// the age of OAuth's timestamps.
class XApi {
 public:
  static constexpr std::string_view kConsumerKey = "simulated-consumer-key";
  static constexpr std::string_view kConsumerSecret = "simulated-consumer-secret";
  static constexpr std::string_view kBearerToken = "simulated-bearer-token";

  XApi();
  ~XApi();
  XApi(const XApi&) = delete;
  XApi& operator=(const XApi&) = delete;

  /// `http://127.0.0.1:PORT`, for the channel's api_url.
  [[nodiscard]] std::string url() const;

  /// The clock for new posts and for x-rate-limit-reset; the machine's unless set.
  void set_clock(std::function<Time()> clock);

  // The world around the app.
  void add_user(XUser user);
  /// A post of anybody, as if written on X itself. Answers with its id.
  std::string add_post(XPost post);
  void delete_post(const std::string& id);
  /// For a post that is added later. It lies at `/media/KEY`, for anybody. Answers with the key.
  std::string add_picture(std::string bytes);
  /// The post still names it, and it is no longer there.
  void remove_picture(const std::string& key);

  // Trouble on demand, each for the next requests that come, whichever they are.
  /// Refuses `count` requests with 429 and a reset `until_reset` ahead of the clock.
  void limit_next(int count, std::chrono::seconds until_reset);
  /// Carries out `count` requests and then cuts the connection instead of answering.
  void lose_next_answers(int count);
  /// Cuts the connection `count` times without carrying anything out.
  void drop_next_requests(int count);
  /// Answers `count` requests with a status and body of the caller's, without carrying anything out: an HTML page with 200, a 503.
  void answer_next(int count, int status, std::string body);

  // What came of it.
  /// Posts written through the API, oldest first.
  [[nodiscard]] std::vector<XPost> posts_sent() const;
  [[nodiscard]] std::vector<XDirectMessage> messages_sent() const;
  [[nodiscard]] std::vector<XMedia> media() const;
  [[nodiscard]] std::vector<XRequest> requests() const;

  // What X would push.
  /// A line of the filtered stream for a post that is known here, with CR LF.
  [[nodiscard]] std::string stream_line(const std::string& post_id) const;
  /// The body of an X Activity delivery (`post.mention.create`, say) of such a post to a subscribed user.
  [[nodiscard]] std::string activity(const std::string& event_type, const std::string& post_id, const std::string& user_id) const;
  /// The value of x-twitter-webhooks-signature for a body.
  [[nodiscard]] static std::string signature(std::string_view body);

 private:
  class Server;
  std::unique_ptr<Server> server_;
};

}  // namespace seva::simulators
