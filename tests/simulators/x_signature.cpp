#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>

#include "simulators/x_api.hpp"

namespace seva::simulators {

std::string XApi::signature(std::string_view body) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  HMAC(EVP_sha256(), kConsumerSecret.data(), static_cast<int>(kConsumerSecret.size()), reinterpret_cast<const unsigned char*>(body.data()),
       body.size(), digest.data(), &size);
  std::string text(EVP_ENCODE_LENGTH(EVP_MAX_MD_SIZE), '\0');
  text.resize(static_cast<std::size_t>(EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), digest.data(), static_cast<int>(size))));
  return "sha256=" + text;
}

}  // namespace seva::simulators
