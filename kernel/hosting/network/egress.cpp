#include "hosting/network/egress.hpp"

#include <curl/curl.h>

#include <algorithm>

#include "hosting/network/http_words.hpp"

namespace seva::hosting {
namespace {

std::string part_of(CURLU* url, CURLUPart part, unsigned int flags = 0) {
  char* text = nullptr;
  if (curl_url_get(url, part, &text, flags) != CURLUE_OK) return {};
  std::string copy(text);
  curl_free(text);
  return copy;
}

domain::Problem refused(const char* what) { return domain::invalid("bad_url", what, "url", "Write it as https://host/path."); }

}  // namespace

void Url::Free::operator()(Curl_URL* url) const { curl_url_cleanup(url); }

domain::Result<Url> Url::parse(const std::string& text) {
  Url url;
  url.handle_.reset(curl_url());
  if (text.find('\0') != std::string::npos || curl_url_set(url.handle(), CURLUPART_URL, text.c_str(), CURLU_DISALLOW_USER) != CURLUE_OK)
    return refused("This is no address, or it holds a user's name.");
  url.scheme_ = part_of(url.handle(), CURLUPART_SCHEME);
  if (url.scheme_ != "http" && url.scheme_ != "https") return refused("Only http and https are carried.");
  url.host_ = lower_case(part_of(url.handle(), CURLUPART_HOST));
  if (url.host_.empty()) return refused("The address has no host.");
  url.port_ = part_of(url.handle(), CURLUPART_PORT, CURLU_DEFAULT_PORT);
  url.is_default_port_ = url.port_ == (url.scheme_ == "https" ? "443" : "80");
  return url;
}

domain::Result<Url> Url::parse_stream(const std::string& text) {
  if (text.starts_with("https:")) return parse(text);
  Url url;
  url.handle_.reset(curl_url());
  constexpr unsigned int kFlags = CURLU_DISALLOW_USER | CURLU_NON_SUPPORT_SCHEME;
  if (text.find('\0') != std::string::npos || curl_url_set(url.handle(), CURLUPART_URL, text.c_str(), kFlags) != CURLUE_OK)
    return refused("This is no address, or it holds a user's name.");
  url.scheme_ = part_of(url.handle(), CURLUPART_SCHEME);
  if (url.scheme_ != "tcp" && url.scheme_ != "tls") return refused("Only https, tcp and tls carry streams.");
  url.host_ = lower_case(part_of(url.handle(), CURLUPART_HOST));
  url.port_ = part_of(url.handle(), CURLUPART_PORT);
  url.is_default_port_ = false;
  const std::string path = part_of(url.handle(), CURLUPART_PATH);
  const bool has_more = path.size() > 1 || !part_of(url.handle(), CURLUPART_QUERY).empty() || !part_of(url.handle(), CURLUPART_FRAGMENT).empty();
  if (url.host_.empty() || url.port_.empty() || has_more) return refused("A tcp or tls address is a host and a port, and nothing else.");
  if (curl_url_set(url.handle(), CURLUPART_SCHEME, url.scheme_ == "tls" ? "https" : "http", 0) != CURLUE_OK) return refused("This is no address.");
  return url;
}

bool Url::is_among(const std::vector<std::string>& hosts) const {
  return std::any_of(hosts.begin(), hosts.end(), [&](const std::string& allowed) {
    const std::string name = lower_case(allowed);
    return name == host_ + ":" + port_ || (is_default_port_ && name == host_);
  });
}

}  // namespace seva::hosting
