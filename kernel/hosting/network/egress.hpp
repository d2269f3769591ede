#pragma once

#include <memory>
#include <string>
#include <vector>

#include "domain/result.hpp"

struct Curl_URL;

namespace seva::hosting {

/// An address that was parsed by the very library that will connect to it, so that no two readings of it differ.
class Url {
 public:
  /// http and https only, with a host and without a user's name. The Problem's code is bad_url.
  [[nodiscard]] static domain::Result<Url> parse(const std::string& text);
  /// The same for a stream: https, or tcp and tls with a host and a port and nothing else.
  [[nodiscard]] static domain::Result<Url> parse_stream(const std::string& text);

  /// True if one of `hosts` is its host: `host` stands for the scheme's own port, `host:port` for that port. Case does not count.
  [[nodiscard]] bool is_among(const std::vector<std::string>& hosts) const;
  /// https, http, tcp or tls.
  [[nodiscard]] const std::string& scheme() const { return scheme_; }
  /// For CURLOPT_CURLU. In the place of tcp and tls it says http and https: libcurl connects to them and speaks neither.
  [[nodiscard]] Curl_URL* handle() const { return handle_.get(); }

 private:
  struct Free {
    void operator()(Curl_URL* url) const;
  };

  std::unique_ptr<Curl_URL, Free> handle_;
  std::string scheme_;
  std::string host_;  ///< lower case
  std::string port_;
  bool is_default_port_ = true;
};

}  // namespace seva::hosting
