#pragma once

#include <span>
#include <string_view>

namespace seva::http {

/// A file of this folder that travels inside the binary.
struct EmbeddedFile {
  std::string_view name;  ///< path below kernel/http
  std::string_view content;
};

/// All of them. Written by embed.cmake.
[[nodiscard]] std::span<const EmbeddedFile> embedded_files();

/// The content of one. Throws std::logic_error for a name that was not embedded: that is a fault of the build.
[[nodiscard]] std::string_view embedded(std::string_view name);

}  // namespace seva::http
