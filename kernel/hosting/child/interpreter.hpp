#pragma once

#include <array>

namespace seva::hosting::child {

/// What the first line of a program names, as in `#!/usr/bin/python3`.
struct Interpreter {
  std::array<char, 128> path{};  ///< empty: the program needs none
  bool is_wrong = false;         ///< it names one, and not by an absolute path that the system takes
};

[[nodiscard]] Interpreter interpreter_of(int image);

}  // namespace seva::hosting::child
