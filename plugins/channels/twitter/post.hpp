#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "accounts.hpp"
#include "seva/effects.hpp"
#include "seva/json.hpp"
#include "seva/message.hpp"

namespace seva::twitter {

/// Read well, and no complaint by its nature.
struct Ignored {
  std::string source_id;
  std::string_view reason;  ///< a code of the manifest's texts
};

struct Unreadable {
  std::string_view reason;  ///< a code of the manifest's texts
};

using Reading = std::variant<Message, Ignored, Unreadable>;

/// What is known about a post from the envelope that it came in.
struct Envelope {
  const Account* addressee = nullptr;  ///< of ours: X delivered the post because it concerns this account; null if unknown
  bool quotes_us = false;
};

/// Reads a post of API v2, in either of X's two vocabularies (tweet and post), with the objects that it refers to.
[[nodiscard]] Reading read_post(json::View post, json::View includes, const Accounts& ours, const Envelope& envelope = {});

/// Reads a status of API v1.1, as the Account Activity API still delivers it.
[[nodiscard]] Reading read_status(json::View status, const Accounts& ours, const Envelope& envelope = {});

/// Reads a direct message of API v1.1; `users` has the profiles by id.
[[nodiscard]] Reading read_direct_message(json::View event, json::View users, const Accounts& ours);

/// Adds a reading to the effects. `offset` and `size` say where it came from in the payload.
void add(const Reading& reading, std::size_t offset, std::size_t size, Effects& effects);

/// The code of the manifest's texts for JSON that could not be parsed.
[[nodiscard]] std::string_view reason_of(json::ParseResult result);

}  // namespace seva::twitter
