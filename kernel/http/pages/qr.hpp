#pragma once

#include <string>

namespace seva::http {

/// A QR code (ISO/IEC 18004) as one SVG path in units of a module, and how many modules wide it is without its quiet zone.
struct QrPath {
  std::string path;
  int width = 0;
};

/// Error correction L: a screen is clean and near. Empty where the text is too long.
[[nodiscard]] QrPath qr_path(const std::string& text);

}  // namespace seva::http
