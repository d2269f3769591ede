#pragma once

#include "parts.hpp"
#include "settings.hpp"
#include "seva/channel.hpp"

namespace seva::helpline1090 {

/// Turns SMS into messages. The thread is the writer's number: a correspondence without an end, of which the kernel knows what is open.
class Intake {
 public:
  /// `settings` outlives this.
  explicit Intake(const Settings& settings) : settings_(settings), parts_(settings.wait_for_parts) {}

  void start(const Start& start, Effects& effects);
  void take(Sms sms, Instant now, Effects& effects);
  /// Hands on what stays incomplete.
  void on_timer(const TimerFired& timer, Effects& effects);

 private:
  void hand_on(const Sms& sms, Effects& effects) const;
  void remember(Effects& effects);

  const Settings& settings_;
  Parts parts_;
};

}  // namespace seva::helpline1090
