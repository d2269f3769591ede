#include "http/pages/qr.hpp"

#include <qrencode.h>

#include <memory>

namespace seva::http {

QrPath qr_path(const std::string& text) {
  const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(QRcode_encodeString(text.c_str(), 0, QR_ECLEVEL_L, QR_MODE_8, 1), QRcode_free);
  if (!code) return {};
  QrPath result{{}, code->width};
  const auto is_dark = [&](int row, int column) { return (code->data[row * code->width + column] & 1) != 0; };
  for (int row = 0; row < code->width; ++row) {
    int pen = 0;
    bool has_begun = false;
    for (int column = 0; column < code->width; ++column) {
      if (!is_dark(row, column)) continue;
      int end = column;
      while (end < code->width && is_dark(row, end)) ++end;
      result.path += has_begun ? "m" + std::to_string(column - pen) + " 0" : "M" + std::to_string(column) + " " + std::to_string(row) + ".5";
      result.path += "h" + std::to_string(end - column);
      has_begun = true;
      pen = column = end;
    }
  }
  return result;
}

}  // namespace seva::http
