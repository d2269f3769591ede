#pragma once

#include <string>
#include <string_view>

#include "actions/changes.hpp"

namespace seva::actions {

/// What of a fact goes into the vault, as JSON whose form is fixed: members are only ever appended. For each kind of fact:
///   parts_of   what is to be sealed
///   hide       takes the same out of the fact; ids become pseudonyms elsewhere
///   restore    puts it back; bytes that were not written by parts_of change nothing
/// A ticket has no parts of its own: the fields of its outcome stand in its events.

[[nodiscard]] std::string parts_of(const domain::Author& author);
[[nodiscard]] std::optional<domain::Author> author_from(std::string_view parts);

[[nodiscard]] std::string parts_of(const domain::Message& message);
void hide(domain::Message& message);
/// Text and what belongs to it; who wrote it stays hidden.
void restore_text(domain::Message& message, std::string_view parts);
/// The author and the channel's own ids as well: for whoever carries an answer.
void restore_whole(domain::Message& message, std::string_view parts);

[[nodiscard]] std::string parts_of(const domain::Event& event);
void hide(domain::Event& event);
void restore(domain::Event& event, std::string_view parts);

[[nodiscard]] std::string parts_of(const domain::TriageItem& item);
void hide(domain::TriageItem& item);
void restore(domain::TriageItem& item, std::string_view parts);

[[nodiscard]] std::string parts_of(const domain::Delivery& delivery);
void hide(domain::Delivery& delivery);
void restore(domain::Delivery& delivery, std::string_view parts);

/// The caller's number becomes a pseudonym elsewhere; our own side of the call stays.
[[nodiscard]] std::string parts_of(const domain::CallSession& call);
void hide(domain::CallSession& call);
void restore(domain::CallSession& call, std::string_view parts);

}  // namespace seva::actions
