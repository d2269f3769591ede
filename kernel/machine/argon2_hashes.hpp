#pragma once

#include <semaphore>

#include "actions/sign_in.hpp"

namespace seva::machine {

/// argon2id (RFC 9106) with libsodium's interactive limits: about 64 MiB and a tenth of a second each. At most two run at once, so that
/// a flood of sign-ins holds neither the memory nor all cores.
class Argon2Hashes final : public actions::PasswordHashes {
 public:
  [[nodiscard]] std::string hash(const std::string& password) override;
  [[nodiscard]] bool verify(const std::string& hash, const std::string& password) override;

 private:
  std::counting_semaphore<2> slots_{2};
};

}  // namespace seva::machine
