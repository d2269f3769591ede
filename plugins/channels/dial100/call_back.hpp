#pragma once

#include <chrono>
#include <map>
#include <string>
#include <string_view>

#include "connection.hpp"
#include "settings.hpp"

namespace seva::dial100 {

/// Calls back those who were missed: Originate, with the channel's id as the key that makes a second attempt the same call.
///
/// Asterisk says what became of the call (OriginateResponse) after at most the ring time. Is that never heard, the kernel hands the delivery over
/// again and the channel is looked for before anything is dialled.
class CallBacks {
 public:
  /// Both outlive this.
  CallBacks(const Settings& settings, Connection& connection) : settings_(settings), connection_(connection) {}

  void deliver(const Delivery& delivery, Effects& effects);
  /// True if the message was the answer to a call-back.
  bool take(const Message& message, Effects& effects);
  /// The connection is gone: what was asked will not be answered.
  void forget() { attempts_.clear(); }

 private:
  struct Attempt {
    std::string delivery;
    std::string number;
    std::string channel_id;
    bool is_looking = false;
    bool is_there = false;  ///< a channel with the id was found
    bool is_up = false;
  };

  void look(Attempt attempt, Effects& effects);
  void originate(Attempt attempt, Effects& effects);
  void look_at(std::map<std::string, Attempt>::iterator found, const Message& message, Effects& effects);
  void ask(const class Action& action, const std::string& id, Attempt attempt, Effects& effects);

  const Settings& settings_;
  Connection& connection_;
  std::map<std::string, Attempt> attempts_;  ///< by action id
};

}  // namespace seva::dial100
