#pragma once

#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "hosting/network/address_guard.hpp"
#include "hosting/network/broker.hpp"
#include "hosting/network/egress.hpp"
#include "hosting/network/stream_client.hpp"
#include "hosting/network/stream_parts.hpp"

struct curl_slist;

namespace seva::hosting {

/// One stream with its thread; what StreamClient keeps.
class StreamCarrier {
 public:
  /// `allows_any_address`: the instance itself names the host.
  StreamCarrier(Url url, bool allows_any_address, OpenStream request, std::shared_ptr<StreamListener> listener, const std::string& authorities,
                StreamFigures& figures);
  StreamCarrier(const StreamCarrier&) = delete;
  StreamCarrier& operator=(const StreamCarrier&) = delete;
  /// Waits for the thread.
  ~StreamCarrier();

  void send(std::string bytes);
  /// Nothing is told or taken any more. Returns at once.
  void give_up();
  [[nodiscard]] bool is_done() const { return is_done_; }

 private:
  using Time = std::chrono::steady_clock::time_point;

  void prepare(const std::string& authorities);
  void run();
  /// Lets go of the connection; what was read stays.
  void hang_up();
  /// Until the stream is over: why it is.
  [[nodiscard]] std::string carry();
  /// What libcurl has done: connected (tcp, tls), or ended. Why the stream is over, if it is.
  [[nodiscard]] std::optional<std::string> step();
  [[nodiscard]] std::optional<std::string> exchange();
  [[nodiscard]] std::optional<std::string> receive();
  [[nodiscard]] std::optional<std::string> send_waiting();
  void take(std::string_view bytes);
  void tell_opened();
  void hand_over(bool everything);
  [[nodiscard]] bool is_silent() const;
  void wait();
  [[nodiscard]] bool is_raw() const { return url_.scheme() != "https"; }

  static std::size_t take_body(const char* bytes, std::size_t, std::size_t size, void* self);
  static std::size_t take_header(const char* bytes, std::size_t, std::size_t size, void* self);

  Url url_;
  AddressGuard guard_;
  OpenStream request_;
  std::shared_ptr<StreamListener> listener_;
  StreamFigures& figures_;
  StreamParts parts_;
  void* easy_ = nullptr;   ///< CURL
  void* multi_ = nullptr;  ///< CURLM
  curl_slist* header_list_ = nullptr;

  // Of the thread alone.
  bool is_connected_ = false;
  bool has_more_ = false;  ///< the peer may have sent more than was read
  bool is_part_too_large_ = false;
  int status_ = 0;
  Headers headers_;
  std::size_t header_bytes_ = 0;
  int socket_ = -1;
  std::string sending_;
  Time heard_at_;
  std::optional<Time> first_part_at_;  ///< of those that wait

  std::mutex mutex_;
  std::string to_send_;  ///< guarded by mutex_
  std::atomic<bool> is_backlog_{false};
  std::atomic<bool> is_given_up_{false};
  std::atomic<bool> is_done_{false};
  std::thread thread_;
};

}  // namespace seva::hosting
