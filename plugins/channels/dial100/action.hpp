#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace seva::dial100 {

/// An action as it is sent to Asterisk. A value that would end its line, and so slip in a header or an action of somebody else's, spoils the whole.
class Action {
 public:
  Action(std::string_view name, std::string_view action_id);

  Action& set(std::string_view name, std::string_view value);
  /// The action with its blank line; nothing if a value cannot stand in one.
  [[nodiscard]] std::optional<std::string> text() const;

 private:
  std::string text_;
  bool is_sound_ = true;
};

}  // namespace seva::dial100
