#pragma once

#include <map>
#include <optional>
#include <vector>

#include "seva/channel.hpp"
#include "sms.hpp"

namespace seva::helpline1090 {

/// Joins the parts of long messages where the gateway does not. What has come is saved with the turn that brought it, so that a part that was
/// acknowledged outlives the process; a message that stays incomplete is handed on as far as it came. A part that comes again changes nothing.
class Parts {
 public:
  explicit Parts(std::chrono::seconds patience) : patience_(patience) {}

  /// What the instance before has saved.
  void restore(std::string_view saved);

  /// The whole message where this part was the last that lacked.
  [[nodiscard]] std::optional<Sms> take(Sms part, Instant now);

  /// What has waited too long, as far as it came.
  [[nodiscard]] std::vector<Sms> overdue(Instant now);

  [[nodiscard]] bool is_waiting() const;
  /// To be saved after take() and overdue().
  [[nodiscard]] std::string written() const;

 private:
  struct Pending {
    Sms head;  ///< id of the first part that came; bytes empty
    std::map<std::uint32_t, std::string> parts;
    Instant since;
    bool is_done = false;  ///< handed on; kept for a while, since gateways repeat
  };
  [[nodiscard]] static Sms joined(const Pending& pending);
  void forget_old(Instant now);

  std::chrono::seconds patience_;
  std::vector<Pending> pending_;
};

}  // namespace seva::helpline1090
