#pragma once

#include <optional>
#include <string_view>

#include "domain/unit_tree.hpp"

namespace seva::actions {

/// The kernel's own sentence for a reason's code, with {0} … {9} in it; nullopt: the kernel has none.
[[nodiscard]] std::optional<domain::Text> kernel_text(std::string_view code);

/// A priority in words.
[[nodiscard]] domain::Text priority_text(std::string_view priority);

/// Why a delivery was not sent, where the kernel knew it before any channel.
[[nodiscard]] std::optional<domain::Text> delivery_text(std::string_view reason);

/// Why what came with a message could not be brought here.
[[nodiscard]] std::optional<domain::Text> file_text(std::string_view refusal);

}  // namespace seva::actions
