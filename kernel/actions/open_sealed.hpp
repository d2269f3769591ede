#pragma once

#include <span>

#include "actions/store.hpp"

namespace seva::actions {

/// Opening what is sealed, in place. Nobody is asked for permission here: the caller has asked the policy and has written down the look.
/// What is not sealed, and what no key opens, stays as it is.

/// Text and what belongs to it; who wrote it stays hidden.
void open_texts(Transaction& transaction, std::span<domain::Message> messages);
/// The author and the channel's own ids as well: for whoever carries an answer, and nobody else.
void open_whole(Transaction& transaction, domain::Message& message);

void open(Transaction& transaction, std::span<domain::Event> events);
void open(Transaction& transaction, std::span<domain::Delivery> deliveries);
void open(Transaction& transaction, domain::TriageItem& item);
void open(Transaction& transaction, std::span<domain::CallSession> calls);
/// Their names.
void open(Transaction& transaction, std::span<domain::File> files);

/// Who the citizen is; nullopt where nothing is sealed of them, or no key opens it.
[[nodiscard]] std::optional<domain::Author> open_identity(Transaction& transaction, domain::CitizenId citizen);

}  // namespace seva::actions
