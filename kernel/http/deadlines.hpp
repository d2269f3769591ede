#pragma once

#include <Poco/Net/Socket.h>

#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

namespace seva::http {

/// Ends connections that do not keep their time. A timeout of a socket counts anew with every byte, so a client that drips would hold its thread for
/// ever; this one does not. Thread-safe.
class Deadlines {
 public:
  Deadlines();
  ~Deadlines();
  Deadlines(const Deadlines&) = delete;
  Deadlines& operator=(const Deadlines&) = delete;

  using Times = std::multimap<std::chrono::steady_clock::time_point, int>;
  /// While it lives the connection has a deadline. The connection outlives it.
  class Guard {
   public:
    Guard(Deadlines& deadlines, const Poco::Net::Socket& connection, std::chrono::milliseconds time);
    ~Guard();
    Guard(const Guard&) = delete;
    Guard& operator=(const Guard&) = delete;

   private:
    Deadlines& deadlines_;
    std::chrono::steady_clock::time_point at_;
    int descriptor_;
  };

 private:
  void watch();

  std::mutex mutex_;
  std::condition_variable changed_;
  Times times_;
  bool is_over_ = false;
  std::thread thread_;
};

}  // namespace seva::http
