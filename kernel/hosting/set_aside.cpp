#include "hosting/set_aside.hpp"

#include <openssl/evp.h>

#include <array>
#include <stdexcept>

#include "hosting/limits.hpp"

namespace seva::hosting {

void SetAside::Free::operator()(evp_md_ctx_st* context) const { EVP_MD_CTX_free(context); }

SetAside::SetAside() : context_(EVP_MD_CTX_new()) {
  if (context_ == nullptr || EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) != 1) throw std::runtime_error("SHA-256 is not available.");
}

void SetAside::add(std::string_view bytes) {
  EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size());
  unreadable_.bytes += bytes.substr(0, kKeptUnreadableBytes - unreadable_.bytes.size());
  unreadable_.size += bytes.size();
}

actions::Unreadable SetAside::finish(std::string origin, std::string reason) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  EVP_DigestFinal_ex(context_.get(), digest.data(), &size);
  for (unsigned int place = 0; place < size; ++place) {
    unreadable_.digest += kHex[digest[place] >> 4];
    unreadable_.digest += kHex[digest[place] & 0x0F];
  }
  unreadable_.origin = std::move(origin);
  unreadable_.reason = std::move(reason);
  return std::move(unreadable_);
}

actions::Unreadable set_aside(std::string_view bytes, std::string origin, std::string reason) {
  SetAside aside;
  aside.add(bytes);
  return aside.finish(std::move(origin), std::move(reason));
}

}  // namespace seva::hosting
