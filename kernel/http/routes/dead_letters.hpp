#pragma once

#include <vector>

#include "actions/ports.hpp"

namespace seva::http {

/// The newest dead letters of all plugins.
[[nodiscard]] std::vector<actions::DeadLetter> newest_dead_letters(actions::Ports& ports, std::size_t limit);

}  // namespace seva::http
