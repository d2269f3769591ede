#include "domain/unicode.hpp"

#include <unicode/bytestream.h>
#include <unicode/casemap.h>
#include <unicode/normalizer2.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <stdexcept>

namespace seva::domain {
namespace {

const icu::Normalizer2& nfc() {
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* normalizer = icu::Normalizer2::getNFCInstance(error);
  if (U_FAILURE(error)) throw std::runtime_error("ICU has no data for NFC; install libicu72 with its data.");
  return *normalizer;
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char byte) { return static_cast<unsigned char>(byte) < 0x80; });
}

template <class Visit>
bool each_code_point(std::string_view text, Visit visit) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto size = static_cast<std::int32_t>(text.size());
  for (std::int32_t place = 0; place < size;) {
    UChar32 code_point = 0;
    U8_NEXT(bytes, place, size, code_point);
    if (code_point < 0) return false;
    visit(code_point);
  }
  return true;
}

}  // namespace

bool is_utf8(std::string_view text) {
  return is_ascii(text) || each_code_point(text, [](UChar32) {});
}

std::string to_nfc(std::string text) {
  if (is_ascii(text)) return text;
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2& normalizer = nfc();
  if (normalizer.isNormalizedUTF8(text, error) && U_SUCCESS(error)) return text;
  error = U_ZERO_ERROR;
  std::string normalized;
  icu::StringByteSink<std::string> sink(&normalized);
  normalizer.normalizeUTF8(0, text, sink, nullptr, error);
  if (U_FAILURE(error)) throw std::runtime_error("ICU could not normalise a text.");
  return normalized;
}

std::string case_folded(std::string_view text) {
  std::string folded;
  icu::StringByteSink<std::string> sink(&folded);
  UErrorCode error = U_ZERO_ERROR;
  icu::CaseMap::utf8Fold(0, {text.data(), static_cast<std::int32_t>(text.size())}, sink, nullptr, error);
  return U_FAILURE(error) ? std::string(text) : folded;
}

bool is_mostly_devanagari(std::string_view text) {
  std::size_t devanagari = 0;
  std::size_t latin = 0;
  each_code_point(text, [&](UChar32 code_point) {
    if (code_point >= 0x0904 && code_point <= 0x0939) ++devanagari;
    if ((code_point >= 'a' && code_point <= 'z') || (code_point >= 'A' && code_point <= 'Z')) ++latin;
  });
  return devanagari > 0 && devanagari >= latin;
}

}  // namespace seva::domain
