#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "hosting/network/broker.hpp"

namespace seva::hosting {

/// Figures since the start; each only ever rises.
struct StreamFigures {
  std::atomic<std::int64_t> opened{0}, closed{0}, refused{0}, parts{0}, bytes_received{0};
};

/// Carries plugins' streams, each on a thread of its own: lines of an https answer that does not end, or plain bytes both ways over tcp or tls. TLS
/// peers are verified.
///
/// What comes is cut into whole parts by the request's delimiter and handed over at most 100 or 256 KB together, after at most 20 ms. While they are
/// not taken the peer is not read. A host that the manifest alone declares is reached at public addresses only (address_guard.hpp). Errors with which
/// a stream is closed: bad_url, bad_request, host_not_allowed, address_not_allowed, unresolved, unreachable, tls, timeout (nobody answered in 10 s),
/// status (https: no success), silent (nothing came for the request's silence), part_too_large (more than 1 MB without a delimiter), backlog (more
/// than 1 MB waits to be sent), ended (by the peer), cut (by the peer or the network, in the middle of a part or without an end).
class StreamClient {
 public:
  /// `authorities` names a file of certificates to trust instead of the system's; for tests.
  explicit StreamClient(std::string authorities = {});
  /// Gives up what is open, without a word.
  ~StreamClient();
  StreamClient(const StreamClient&) = delete;
  StreamClient& operator=(const StreamClient&) = delete;

  /// As Broker::open.
  [[nodiscard]] std::unique_ptr<Stream> open(const AllowedHosts& allowed_hosts, OpenStream request, std::shared_ptr<StreamListener> listener);

  [[nodiscard]] const StreamFigures& figures() const { return figures_; }

 private:
  class Handle;

  std::string authorities_;
  StreamFigures figures_;
  std::mutex mutex_;
  std::vector<std::shared_ptr<class StreamCarrier>> carriers_;  ///< guarded by mutex_
};

}  // namespace seva::hosting
