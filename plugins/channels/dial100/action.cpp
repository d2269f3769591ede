#include "action.hpp"

#include "message.hpp"

namespace seva::dial100 {

Action::Action(std::string_view name, std::string_view action_id) { set("Action", name).set("ActionID", action_id); }

Action& Action::set(std::string_view name, std::string_view value) {
  const bool ends_line = value.find_first_of(std::string_view("\r\n\0", 3)) != std::string_view::npos;
  is_sound_ = is_sound_ && !ends_line && name.size() + value.size() + 2 <= Message::kLongestLine;
  text_ += name;
  text_ += ": ";
  text_ += value;
  text_ += "\r\n";
  return *this;
}

std::optional<std::string> Action::text() const {
  if (!is_sound_) return std::nullopt;
  return text_ + "\r\n";
}

}  // namespace seva::dial100
