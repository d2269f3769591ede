#include "hosting/network/http_words.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <stdexcept>

namespace seva::hosting {
namespace {

/// RFC 9110, section 5.6.2.
bool is_token(const std::string& text) {
  constexpr std::string_view kMarks = "!#$%&'*+-.^_`|~";
  return !text.empty() && std::all_of(text.begin(), text.end(), [&](char byte) {
    return std::isalnum(static_cast<unsigned char>(byte)) != 0 || kMarks.find(byte) != std::string_view::npos;
  });
}

bool is_field_value(const std::string& text) { return text.find_first_of(std::string_view("\r\n\0", 3)) == std::string::npos; }

bool is_reserved(const std::string& header) {
  constexpr std::array<std::string_view, 6> kReserved{"host", "content-length", "transfer-encoding", "connection", "upgrade", "te"};
  const std::string name = lower_case(header);
  return std::find(kReserved.begin(), kReserved.end(), name) != kReserved.end();
}

std::string trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return std::string(text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1));
}

}  // namespace

void prepare_http_library() {
  static const CURLcode prepared = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (prepared != CURLE_OK) throw std::runtime_error("libcurl cannot be prepared.");
}

std::string lower_case(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char byte) { return static_cast<char>(std::tolower(byte)); });
  return text;
}

bool is_sound_request(const std::string& method, const std::vector<std::pair<std::string, std::string>>& headers) {
  return is_token(method) && std::all_of(headers.begin(), headers.end(), [](const auto& header) {
           return is_token(header.first) && !is_reserved(header.first) && is_field_value(header.second);
         });
}

void take_header_line(std::string_view line, std::vector<std::pair<std::string, std::string>>& headers) {
  if (line.starts_with("HTTP/")) return headers.clear();
  const auto colon = line.find(':');
  if (colon == std::string_view::npos) return;
  std::string name = lower_case(trimmed(line.substr(0, colon)));
  const std::string value = trimmed(line.substr(colon + 1));
  const auto same = std::find_if(headers.begin(), headers.end(), [&](const auto& header) { return header.first == name; });
  if (same == headers.end())
    headers.emplace_back(std::move(name), value);
  else
    same->second += ", " + value;
}

std::string transfer_error(int code) {
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST: return "unresolved";
    case CURLE_COULDNT_CONNECT: return "unreachable";
    case CURLE_OPERATION_TIMEDOUT: return "timeout";
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE: return "tls";
    default: return "cut";
  }
}

}  // namespace seva::hosting
