#pragma once

#include <string>

namespace seva::hosting {

/// What a system call is called, for those that a plugin may try; others by their number.
[[nodiscard]] std::string name_of_system_call(int number);

}  // namespace seva::hosting
