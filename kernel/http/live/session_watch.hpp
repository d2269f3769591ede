#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "actions/ports.hpp"
#include "actions/sign_in.hpp"
#include "http/live/rights.hpp"

namespace seva::http {

/// Looks up, on a thread of its own, who reads a stream now: the store may be slow, and the pump must not wait for it.
class SessionWatch {
 public:
  using Identify = std::function<std::optional<actions::SignIn::Identity>(const std::string& token_hash)>;
  /// NULL: nobody is signed in any more. Called on the watch's thread.
  using Found = std::function<void(std::uint64_t stream, std::shared_ptr<const Rights> rights)>;

  SessionWatch(Identify identify, actions::Settings& instance, RightsRegister& rights, Found found);
  ~SessionWatch();
  SessionWatch(const SessionWatch&) = delete;
  SessionWatch& operator=(const SessionWatch&) = delete;

  /// From any thread. Asked for again while it waits: once is enough for the caller, who does not ask twice.
  void look_at(std::uint64_t stream, std::string token_hash);

 private:
  struct Wanted {
    std::uint64_t stream = 0;
    std::string token_hash;
  };
  void run();
  /// False: the store did not answer.
  [[nodiscard]] bool look(const Wanted& wanted);

  Identify identify_;
  actions::Settings& instance_;
  RightsRegister& rights_;
  Found found_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Wanted> wanted_;  ///< under mutex_
  bool is_over_ = false;       ///< under mutex_
  std::thread thread_;
};

}  // namespace seva::http
