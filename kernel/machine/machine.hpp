#pragma once

#include <memory>
#include <mutex>
#include <string>

#include "actions/ports.hpp"
#include "actions/sign_in.hpp"
#include "domain/ids.hpp"

/// What actions need of the machine itself: its clock, its randomness, its slowness at hashing passwords.
namespace seva::machine {

class SystemClock final : public actions::Clock {
 public:
  [[nodiscard]] domain::Instant now() override;
};

/// Time-ordered ids and bits from the operating system's generator (libsodium).
class RandomIdentities final : public actions::Identities {
 public:
  /// `node` is 0 to 1023, unique in a cluster; `highest` is the highest id stored.
  RandomIdentities(actions::Clock& clock, std::uint16_t node, std::int64_t highest);

  [[nodiscard]] std::int64_t next_id() override;
  [[nodiscard]] std::uint64_t random_bits() override;
  [[nodiscard]] std::string random_hex(std::size_t size) override;

 private:
  actions::Clock& clock_;
  std::mutex mutex_;
  domain::IdSequence sequence_;
};

/// argon2id (RFC 9106) with libsodium's interactive limits: about 64 MiB and a tenth of a second each. At most two run at once, so that
/// a flood of sign-ins holds neither the memory nor all cores.
class Argon2Hashes final : public actions::PasswordHashes {
 public:
  [[nodiscard]] std::string hash(const std::string& password) override;
  [[nodiscard]] bool verify(const std::string& hash, const std::string& password) override;
};

/// The configuration in force; replaced as a whole.
class CurrentInstance final : public actions::Settings {
 public:
  explicit CurrentInstance(domain::Instance instance) : instance_(std::make_shared<const domain::Instance>(std::move(instance))) {}
  [[nodiscard]] std::shared_ptr<const domain::Instance> current() override;
  void replace(domain::Instance instance);

 private:
  std::mutex mutex_;
  std::shared_ptr<const domain::Instance> instance_;
};

}  // namespace seva::machine
