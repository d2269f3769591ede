#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <vector>

#include "hosting/network/broker.hpp"

namespace seva::hosting {

/// Figures since the start; each only ever rises.
struct HttpFigures {
  std::atomic<std::int64_t> requests{0}, answers{0}, errors{0}, refused{0}, bytes_received{0};
};

/// Carries plugins' HTTP requests on one thread of its own. TLS peers are verified, redirects are not followed (the plugin gets the 3xx), connections
/// are kept for the next request, and an answer's body is at most 8 MB.
///
/// A host that the manifest alone declares is reached at public addresses only (address_guard.hpp).
///
/// Errors: bad_url, host_not_allowed, address_not_allowed, bad_request (a method or header that HTTP does not know), not_supported (attachments),
/// unresolved, unreachable, tls, timeout, too_large, cut. `was_sent` is false only where nothing of the request can have reached the peer. A request
/// that changes something gets a connection of its own: on a kept one that has died libcurl would send it twice.
class HttpClient {
 public:
  HttpClient();
  /// Drops what is under way without an answer.
  ~HttpClient();
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;

  using Answered = Broker::Answered;
  /// As Broker::request.
  void request(const AllowedHosts& allowed_hosts, HttpRequest request, Answered answered);

  [[nodiscard]] const HttpFigures& figures() const { return figures_; }

 private:
  class Transfer;

  void run();
  void begin_waiting();
  void finish_done();

  HttpFigures figures_;
  void* multi_;  ///< CURLM
  std::mutex mutex_;
  std::vector<std::unique_ptr<Transfer>> waiting_;                  ///< guarded by mutex_
  std::unordered_map<void*, std::unique_ptr<Transfer>> under_way_;  ///< of the thread alone
  std::atomic<bool> is_stopping_{false};
  std::thread thread_;
};

}  // namespace seva::hosting
