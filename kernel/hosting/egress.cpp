#include "hosting/egress.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <cctype>

namespace seva::hosting {
namespace {

std::string part_of(CURLU* url, CURLUPart part, unsigned int flags = 0) {
  char* text = nullptr;
  if (curl_url_get(url, part, &text, flags) != CURLUE_OK) return {};
  std::string copy(text);
  curl_free(text);
  return copy;
}

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char byte) { return static_cast<char>(std::tolower(byte)); });
  return text;
}

}  // namespace

void Url::Free::operator()(Curl_URL* url) const { curl_url_cleanup(url); }

domain::Result<Url> Url::parse(const std::string& text) {
  const auto refused = [](const char* what) { return domain::invalid("bad_url", what, "url", "Write it as https://host/path."); };
  Url url;
  url.handle_.reset(curl_url());
  if (text.find('\0') != std::string::npos || curl_url_set(url.handle(), CURLUPART_URL, text.c_str(), CURLU_DISALLOW_USER) != CURLUE_OK)
    return refused("This is no address, or it holds a user's name.");
  const std::string scheme = part_of(url.handle(), CURLUPART_SCHEME);
  if (scheme != "http" && scheme != "https") return refused("Only http and https are carried.");
  url.host_ = lower(part_of(url.handle(), CURLUPART_HOST));
  if (url.host_.empty()) return refused("The address has no host.");
  url.port_ = part_of(url.handle(), CURLUPART_PORT, CURLU_DEFAULT_PORT);
  url.is_default_port_ = url.port_ == (scheme == "https" ? "443" : "80");
  return url;
}

bool Url::is_among(const std::vector<std::string>& hosts) const {
  return std::any_of(hosts.begin(), hosts.end(), [&](const std::string& allowed) {
    const std::string name = lower(allowed);
    return name == host_ + ":" + port_ || (is_default_port_ && name == host_);
  });
}

}  // namespace seva::hosting
