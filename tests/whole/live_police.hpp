#pragma once

#include <memory>
#include <string>

#include "simulators/x_api.hpp"
#include "whole/program.hpp"

namespace seva::whole {

/// The shipped instance of a police with one account on a simulated X, whose plugins may crash as often as somebody ends their processes.
class LivePolice {
 public:
  enum class Answers { none = 1, to_citizens };  ///< whether X gets posts of ours
  /// `database` empty: an SQLite file of its own.
  LivePolice(Answers answers, const std::string& database);

  /// A complaint, unlike all others by its number.
  struct Post {
    std::string id;
    std::string body;  ///< of the webhook
  };
  [[nodiscard]] Post complaint(int number);

  simulators::XApi x;
  std::unique_ptr<Seva> seva;

 private:
  Folder instance_;
};

}  // namespace seva::whole
