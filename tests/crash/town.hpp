#pragma once

#include <memory>
#include <random>
#include <string>

#include "actions/store.hpp"
#include "support/comes_true.hpp"
#include "whole/live_police.hpp"

namespace seva::crash {

using testing::comes_true;

/// A police with X beside it, whose server is started again at the same address where it was ended. An account `hq` may answer.
class Town {
 public:
  /// `database` empty: an SQLite file. `program` empty: the product.
  explicit Town(const std::string& database = {}, const std::string& program = {});

  /// Starts it and waits until it serves.
  void serve();
  void kill_server();
  /// Any process of any plugin.
  void kill_plugin(std::mt19937& random) const;

  [[nodiscard]] std::unique_ptr<actions::Store> store() const;
  /// The status that the webhook answers.
  [[nodiscard]] int deliver(const whole::LivePolice::Post& post) const;

  whole::LivePolice police;
  std::string password;
  std::string address;
  std::unique_ptr<whole::Process> server;

 private:
  std::string database_;
};

}  // namespace seva::crash
