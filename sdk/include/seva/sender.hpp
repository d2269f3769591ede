#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "seva/channel.hpp"

namespace seva {

/// A delivery as its sender keeps it until the receipt.
struct Outgoing {
  std::string delivery;
  std::string account;
  DeliveryKind kind = DeliveryKind::reply;
  std::string to;
  std::string in_reply_to;
  std::string text;
  struct Attachment {
    std::string id;
    std::string type;
    std::int64_t size = 0;
  };
  std::vector<Attachment> attachments;
  Instant queued_at{};                ///< before it no attempt was made; the epoch where the kernel does not tell
  std::vector<std::string> uploaded;  ///< the service's ids of those that it has taken so far, in their order
};

struct SenderSettings {
  std::string name;                           ///< unique in the plugin; begins the tags of its requests
  std::chrono::milliseconds timeout{20'000};  ///< for one answer
  std::chrono::milliseconds settle{15'000};   ///< a service shows a new post late: so long after an unknown outcome is it looked for
  std::chrono::milliseconds backoff{30'000};  ///< where the service does not say when to come again
  int most_pages = 8;                         ///< of own posts that are searched; where there are more, nothing is sent
};

/// Carries deliveries to a service that has no idempotency key, so that the citizen sees each once. A part that a channel holds as a member.
///
/// Every delivery ends in a receipt: sent with the service's id; failed; or retry, after which the kernel hands the same delivery over again.
/// After an attempt whose outcome nobody knows (no answer to a request that may have arrived, a 5xx) the same delivery is first looked
/// for among our own posts, and sent only if it is not there: a delivery whose post may be on a page that was not looked at is handed over again,
/// until the kernel gives it up. Attachments are uploaded one after another before the post; an upload that fails or is lost is made again, since
/// nobody sees what no post names. Handed over again meanwhile, a delivery begins anew and what was under way is forgotten; where that was the post
/// itself, it is asked for later, since a look now might come before the post is seen. The sender keeps no timers: if it never hears of a request,
/// the kernel's time limit for deliveries ends the wait and hands the delivery over again with is_retry.
class Sender {
 public:
  struct Sent {
    std::string id;  ///< the service's id
  };
  /// Certainly not sent; try again later.
  struct Later {
    std::string reason;                  ///< a code of the manifest's texts
    std::chrono::milliseconds after{0};  ///< 0: the sender's backoff
  };
  /// Certainly not sent, and it never will be.
  struct Refused {
    std::string reason;  ///< a code of the manifest's texts
  };
  /// It may have been sent.
  struct Unknown {};
  using Outcome = std::variant<Sent, Later, Refused, Unknown>;

  /// The service holds the attachment, under its own id; nobody sees it before the post.
  struct Uploaded {
    std::string id;
  };
  using Upload = std::variant<Uploaded, Later, Refused>;

  /// All posts of this page are others.
  struct NotHere {
    std::string next;  ///< token of the next page; empty: there is none
  };
  using Look = std::variant<Sent, NotHere, Later>;

  /// What the service needs. None of these throws on any content that the service sends. `event` gives the time and an id for nonces.
  struct Service {
    /// The request that sends; the sender sets tag and timeout.
    std::function<HttpRequest(const Outgoing&, const Event& event)> post;
    /// Reads an answer with a status; the sender itself handles those without.
    std::function<Outcome(const Outgoing&, const HttpResponse&)> read_post;
    /// The request for a page of our own posts since `queued_at`, newest first; `page` is empty for the first.
    std::function<HttpRequest(const Outgoing&, const Event& event, std::string_view page)> look;
    std::function<Look(const Outgoing&, const HttpResponse&)> read_look;
    /// The request that uploads the next attachment, number `uploaded.size()`. Needed where the manifest says that attachments are carried.
    std::function<HttpRequest(const Outgoing&, const Event& event)> upload = {};
    /// Reads an answer with a status.
    std::function<Upload(const Outgoing&, const HttpResponse&)> read_upload = {};
  };

  /// The manifest's texts need `outcome_unknown` and `unreachable`, and with uploads `attachment_gone`.
  Sender(SenderSettings settings, Service service);

  /// Call in on_deliver for what the service can carry.
  void deliver(const Delivery& delivery, Effects& effects);
  /// True if it was an answer to this sender.
  bool on_http_response(const HttpResponse& response, Effects& effects);

 private:
  enum class Stage : std::uint8_t { uploading = 1, posting, looking };
  struct Attempt {
    Outgoing outgoing;
    Stage stage = Stage::posting;
    int pages = 0;
  };
  /// Uploads the next attachment, or posts where all are there.
  void post(Attempt attempt, const Event& event, Effects& effects);
  void on_uploaded(Attempt attempt, const HttpResponse& response, Effects& effects);
  void look(Attempt attempt, const Event& event, std::string_view page, Effects& effects);
  void on_posted(const Attempt& attempt, const HttpResponse& response, Effects& effects);
  void on_looked(Attempt attempt, const HttpResponse& response, Effects& effects);
  void send_request(HttpRequest request, Attempt attempt, Effects& effects);
  void unknown(const Attempt& attempt, Effects& effects);
  void retry(const Attempt& attempt, const Later& later, Effects& effects) const;
  void settle(const Attempt& attempt, ReceiptState state, const std::string& sent_id, const std::string& reason, Effects& effects);

  SenderSettings settings_;
  Service service_;
  std::map<std::string, Attempt> attempts_;  ///< by tag of the request
  std::set<std::string> unsure_;             ///< deliveries whose last attempt ended in nothing known
  std::int64_t request_number_ = 0;
};

}  // namespace seva
