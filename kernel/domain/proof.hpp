#pragma once

#include <cstdint>
#include <string>

#include "domain/ids.hpp"
#include "domain/instant.hpp"

namespace seva::domain {

/// How somebody showed that a complaint is theirs, and so what they are shown.
enum class ProofLevel : std::uint8_t {
  handle = 1,  ///< they know the account that it was written from: what everybody could read
  code         ///< they hold the phone or account that a code was sent to: the whole conversation
};

/// A code on its way to the citizen of a ticket. A new one takes the place of the one before.
struct ProofCode {
  TicketId ticket;
  std::string code_hash;  ///< hex SHA-256 of ticket and code
  Instant sent_at;
  Instant expires_at;
  std::uint32_t tries = 0;  ///< wrong ones
  std::uint32_t codes = 1;  ///< sent since `first_sent_at`
  Instant first_sent_at;
};

/// A proof that holds for a while. The token itself is nowhere stored.
struct Proof {
  std::string token_hash;  ///< hex SHA-256
  TicketId ticket;
  ProofLevel level = ProofLevel::handle;
  Instant expires_at;
};

}  // namespace seva::domain
