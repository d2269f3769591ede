#pragma once

#include <atomic>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "crash/ledger.hpp"
#include "whole/live_police.hpp"

namespace seva::crash {

/// Citizens who complain and an officer who answers, all at once, until they are told to stop; whoever gets no answer or 503 asks again, as X and the
/// console do. What was acknowledged is in the ledger. While a server is away they wait for it.
class Load {
 public:
  /// `officer` and `password` may reply to whatever comes in.
  Load(whole::LivePolice& police, std::string address, std::string officer, std::string password, Ledger& ledger);
  ~Load();
  Load(const Load&) = delete;
  Load& operator=(const Load&) = delete;

  /// Returns once everything that was begun is acknowledged. Empty; else what was answered that nobody should be.
  [[nodiscard]] std::string finish();

 private:
  void complain();
  void answer();
  /// False: something else than success or a failure that passes.
  [[nodiscard]] bool insist(const std::function<int()>& ask);

  whole::LivePolice& police_;
  const std::string address_;
  const std::string officer_;
  const std::string password_;
  Ledger& ledger_;
  std::atomic<int> next_post_{0};
  std::atomic<bool> is_over_{false};
  std::atomic<int> wrong_status_{0};
  std::vector<std::thread> threads_;
};

}  // namespace seva::crash
