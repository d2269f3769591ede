#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "seva/call.hpp"
#include "seva/json.hpp"
#include "seva/message.hpp"

namespace seva {

enum class HealthState : std::uint8_t {
  ok = 1,
  degraded,    ///< works, but late or in part
  down,        ///< does not work now; it is being tried again
  needs_login  ///< does not work until a person renews the credentials
};

enum class LogLevel : std::uint8_t { debug = 1, info, warning, error };

enum class ReceiptState : std::uint8_t {
  sent = 1,
  delivered,
  read,
  retry,  ///< hand it to me again after `retry_after`
  failed  ///< will never work; `reason` says why
};

/// What became of a delivery. Name it by the delivery, or by the sent id where the service reports on what was sent long ago.
struct Receipt {
  std::string delivery;
  ReceiptState state = ReceiptState::sent;
  std::string sent_id;  ///< the service's id of what was sent
  std::string reason;   ///< a code of the manifest's texts
  std::chrono::milliseconds retry_after{0};
};

using Headers = std::vector<std::pair<std::string, std::string>>;

struct HttpRequest {
  std::string tag;  ///< comes back with the answer; a second request with the same tag replaces nothing, so choose unique ones
  std::string method = "GET";
  std::string url;
  Headers headers;
  std::string body;  ///< UTF-8 text
  std::chrono::milliseconds timeout{30'000};
  std::string save_as;    ///< id of the attachment to store the answer's body in
  std::string body_from;  ///< id of an attachment of a delivery under way; its bytes are sent after `body`
  std::string body_end;   ///< UTF-8 text that is sent after them, as multipart/form-data ends
};

struct StreamRequest {
  std::string tag;
  std::string url;  ///< https, tcp or tls
  Headers headers;
  std::string delimiter = "\n";
  std::chrono::milliseconds silence{0};  ///< closed with the error `silent` after so long without a byte; 0: never
};

namespace detail {
class ChannelHost;
class DepartmentHost;
}  // namespace detail

/// What any plugin may say about itself beside its proper answer.
class Notices {
 public:
  Notices(const Notices&) = delete;
  Notices& operator=(const Notices&) = delete;

  /// The state of one part of the plugin ("stream", "webhook"); shown to the administrator until it changes. No secrets or personal data.
  void health(std::string_view part, HealthState state, std::string_view detail = {});
  /// `code` is stable and snake_case. No secrets or personal data in `text`.
  void log(LogLevel level, std::string_view code, std::string_view text);

 protected:
  friend class detail::DepartmentHost;
  Notices() = default;
  ~Notices() = default;
  void clear_notices() { in_order_.clear(); }
  [[nodiscard]] json::Writer next();

  std::string in_order_;  ///< effects as JSON, each with a comma behind it
};

/// What a channel answers to one event: all of it is carried out, or nothing. What was accepted, saved and receipted commits in one
/// transaction; the rest follows in the order in which it was added. Strings are copied at once.
class Effects : public Notices {
 public:
  /// Hands over a message that was read.
  void accept(const Message& message);
  /// Hands over what was learnt of a call.
  void accept(const Call& call);
  /// The author took a message back, or the service did.
  void withdraw(std::string_view source_id);
  /// Was read well and is no complaint by its nature (a retweet, say). `reason` is a code of the manifest's texts.
  void ignore(std::string_view source_id, std::string_view reason);
  /// Could not be read. `offset` and `size` are bytes of the event's payload; `reason` is a code of the manifest's texts.
  void unreadable(std::size_t offset, std::size_t size, std::string_view reason);

  /// Keeps `value` under `key` for the instances to come. A cursor is saved in the same turn as what was read up to it.
  void save(std::string_view key, std::string_view value);
  /// The same, encrypted: for tokens.
  void save_secret(std::string_view key, std::string_view value);
  void receipt(const Receipt& receipt);

  /// Answers the webhook with this tag, after the commit. Once a webhook; an unanswered one times out.
  void respond(std::string_view tag, int status, std::string_view body = {}, const Headers& headers = {});
  void request(const HttpRequest& request);
  /// Steady time; lost with the instance. The same tag replaces.
  void set_timer(std::string_view tag, std::chrono::milliseconds after);
  void cancel_timer(std::string_view tag);
  void open_stream(const StreamRequest& stream);
  void send_stream(std::string_view tag, std::string_view data);
  void close_stream(std::string_view tag);

 private:
  friend class detail::ChannelHost;
  Effects() = default;
  void clear();
  /// The whole turn as a JSON array.
  void write_to(std::string& out) const;

  std::string messages_;
  std::string calls_;
  std::string withdrawn_;
  std::string ignored_;
  std::string unreadable_;
};

}  // namespace seva
