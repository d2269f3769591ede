#pragma once

#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace seva::dial100 {

/// One message of the Asterisk Manager Interface: an event or a response. A view on the part that it was read from.
/// https://docs.asterisk.org/Configuration/Interfaces/Asterisk-Manager-Interface-AMI/
class Message {
 public:
  static constexpr std::size_t kLongestLine = 1'024;
  static constexpr std::size_t kMostHeaders = 128;

  /// The message, or a code of the manifest's texts for what cannot be read. The greeting, which comes before the first message without a blank line
  /// between them, is passed over; a part that holds nothing else is an empty message.
  [[nodiscard]] static std::variant<Message, std::string_view> read(std::string_view part);

  /// The value of the first header with this name, whose case does not count. Empty where it is absent, empty or `<unknown>`.
  [[nodiscard]] std::string_view get(std::string_view name) const;
  [[nodiscard]] std::string_view event() const { return get("Event"); }
  [[nodiscard]] std::string_view action_id() const { return get("ActionID"); }
  [[nodiscard]] bool is_response() const { return !get("Response").empty() && event().empty(); }
  [[nodiscard]] bool is_success() const { return get("Response") == "Success"; }
  [[nodiscard]] bool is_empty() const { return headers_.empty(); }

 private:
  std::vector<std::pair<std::string_view, std::string_view>> headers_;
};

}  // namespace seva::dial100
