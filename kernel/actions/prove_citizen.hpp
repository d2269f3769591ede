#pragma once

#include <optional>
#include <string>
#include <vector>

#include "actions/ports.hpp"
#include "domain/proof.hpp"

namespace seva::actions {

/// What a citizen may do on the page of a docket beyond what the docket alone shows. For anybody, without an account: each of these takes the docket
/// as typed, and answers not_found for what track_docket() does not show either. A confidential ticket is on no public page.

inline constexpr std::chrono::minutes kCodeHolds{10};
inline constexpr std::chrono::minutes kProofHolds{30};
inline constexpr std::uint32_t kMostTries = 5;  ///< with one code
inline constexpr std::uint32_t kMostCodes = 5;  ///< in an hour, for one ticket

/// How the citizen of a ticket can show that it is theirs.
struct ProofWays {
  std::string docket;
  std::string channel;       ///< id of its plugin
  bool by_handle = false;    ///< they wrote in public, by a handle
  bool by_code = false;      ///< the channel carries private messages to them
  bool is_code_out = false;  ///< one was sent and still holds
};

[[nodiscard]] domain::Result<ProofWays> proof_ways(Ports& ports, const std::string& typed);

/// The token that opens the conversation for kProofHolds. What is shown with it is what was public anyway. invalid: handle_wrong.
[[nodiscard]] domain::Result<std::string> prove_by_handle(Ports& ports, const std::string& typed, const std::string& handle);

/// Queues a private message with a code of six digits; only its hash is kept with the ticket. too_many: one was sent less than a minute ago, or
/// kMostCodes in an hour. conflict: channel_cannot.
[[nodiscard]] domain::Result<void> send_proof_code(Ports& ports, const std::string& typed);

/// invalid: code_wrong. After kMostTries wrong ones, or kCodeHolds, no code is right any more (conflict: code_spent).
[[nodiscard]] domain::Result<std::string> prove_by_code(Ports& ports, const std::string& typed, const std::string& code);

/// One part of what was said between the citizen and the office.
struct Said {
  bool is_ours = false;  ///< the office's; never with anybody's name
  std::string text;
  domain::Instant at;
  bool is_private = false;
};

struct CitizenFile {
  domain::Ticket ticket;
  domain::ProofLevel level = domain::ProofLevel::handle;
  std::vector<Said> said;  ///< oldest first; the citizen's own words and answers to them, never notes and never other people's words
  bool can_rate = false;
  std::string fixed;  ///< what they said of the closure; empty: nothing yet
  bool can_ask_reopening = false;
  bool has_asked_reopening = false;
};

/// not_found: the token does not hold for this docket.
[[nodiscard]] domain::Result<CitizenFile> show_to_citizen(Ports& ports, const std::string& typed, const std::string& token);

/// Says of a closed ticket whether the problem is solved: yes, no or unknown. Once a closure. not_found: the token does not hold; conflict: not_now;
/// invalid: the word.
[[nodiscard]] domain::Result<void> rate_outcome(Ports& ports, const std::string& typed, const std::string& token, const std::string& fixed);

/// Asks for a closed ticket to be opened again, with words. Once a closure. As above; invalid: the words.
[[nodiscard]] domain::Result<void> ask_reopening(Ports& ports, const std::string& typed, const std::string& token, const std::string& words);

}  // namespace seva::actions
