#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// What services sign their requests with. No key leaves these functions; none of them allocates more than its answer or does I/O, so they
/// run inside the sandbox, where a cryptographic library may not.
namespace seva {

using Md5Digest = std::array<std::uint8_t, 16>;
using Sha1Digest = std::array<std::uint8_t, 20>;
using Sha256Digest = std::array<std::uint8_t, 32>;

/// RFC 1321. Broken; here for services whose log in asks for nothing better.
[[nodiscard]] Md5Digest md5(std::string_view data);
/// FIPS 180-4. SHA-1 is here for OAuth 1.0a alone.
[[nodiscard]] Sha1Digest sha1(std::string_view data);
[[nodiscard]] Sha256Digest sha256(std::string_view data);

/// RFC 2104.
[[nodiscard]] Sha1Digest hmac_sha1(std::string_view key, std::string_view data);
[[nodiscard]] Sha256Digest hmac_sha256(std::string_view key, std::string_view data);

/// RFC 4648, with padding.
[[nodiscard]] std::string to_base64(std::string_view bytes);
/// Nothing if it is not exactly what to_base64 writes.
[[nodiscard]] std::optional<std::string> from_base64(std::string_view text);
[[nodiscard]] std::string to_hex(std::string_view bytes);

template <std::size_t Size>
[[nodiscard]] std::string_view as_bytes(const std::array<std::uint8_t, Size>& digest) {
  return {reinterpret_cast<const char*>(digest.data()), Size};
}

/// Compares in a time that depends on the lengths alone, so that a signature cannot be guessed byte by byte.
[[nodiscard]] bool are_equal_in_constant_time(std::string_view left, std::string_view right);

/// Percent-encodes all but RFC 3986's unreserved characters, as OAuth 1.0a (RFC 5849, 3.6) and query strings need it.
[[nodiscard]] std::string percent_encoded(std::string_view text);

}  // namespace seva
