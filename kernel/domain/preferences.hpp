#pragma once

#include <optional>
#include <string>

namespace seva::domain {

/// How a person wants the console. What is empty was not chosen.
struct Preferences {
  std::string language;      ///< en or hi
  std::string theme;         ///< system, light, dark, contrast
  std::optional<bool> keys;  ///< single keys act
  std::string density;       ///< dense, normal, large

  friend bool operator==(const Preferences&, const Preferences&) = default;
};

}  // namespace seva::domain
