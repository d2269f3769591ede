#pragma once

#include <chrono>
#include <mutex>
#include <string>
#include <unordered_map>

#include "domain/instant.hpp"

namespace seva::http {

/// How often a network (Request::network) may guess dockets. Each miss takes one of a store of 30; one comes back every 10 s. What is found costs
/// nothing, so the many people behind one address of a mobile network do not stop each other. Thread-safe.
class GuessLimit {
 public:
  [[nodiscard]] bool is_spent(const std::string& network, domain::Instant now);
  void count_miss(const std::string& network, domain::Instant now);

 private:
  static constexpr double kStore = 30;
  static constexpr std::chrono::seconds kPerMiss{10};
  static constexpr std::size_t kMostAddresses = 100'000;

  struct Left {
    double misses = kStore;
    domain::Instant at;
  };
  Left& refilled(const std::string& network, domain::Instant now);

  std::mutex mutex_;
  std::unordered_map<std::string, Left> left_;
};

}  // namespace seva::http
