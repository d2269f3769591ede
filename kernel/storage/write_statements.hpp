#pragma once

#include "storage/dialect.hpp"
#include "storage/statement.hpp"

namespace seva::storage {

inline constexpr std::string_view kSealedColumns = "kind, subject, key_id, sealed";
inline constexpr std::string_view kSealedReadColumns = "id, ticket, message, user_id, user_name, look, at";

inline constexpr std::string_view kViewColumns = "id, owner, unit, name, filter, newest_first, is_pinned, created_at";
inline constexpr std::string_view kReadyReplyColumns =
    "id, unit, category, title_en, title_hi, text_en, text_hi, is_private, next_status, created_at";
inline constexpr std::string_view kFileColumns = "id, ticket, event, uploader, name, type, size, place, key_id, is_sealed, created_at";
inline constexpr std::string_view kMessageFileColumns = "message, part, file, refusal, attempts, next_attempt_at, is_waiting";
inline constexpr std::string_view kDeliveryFileColumns = "delivery, place, file, type, size";
inline constexpr std::string_view kClaimColumns = "user_id, claim_key, request, at, status, answer";

/// What write_changes() runs, in the words of one dialect.
struct WriteStatements {
  Statement add_citizens;
  Statement add_identities;
  Statement add_messages;
  Statement change_messages;
  Statement add_tickets;
  Statement change_tickets;  ///< matches only where the version before is stored
  Statement add_events;
  Statement add_triage;
  Statement change_triage;  ///< matches only what is still open
  Statement add_deliveries;
  Statement change_deliveries;
  Statement add_delivery_files;
  Statement keep_texts;
  Statement add_calls;
  Statement change_calls;   ///< matches only where the version before is stored
  Statement dismiss_calls;  ///< replaces a known one
  Statement add_dead_letters;
  Statement add_dead_letter_work;
  Statement change_dead_letters;  ///< a known one stays as it is
  Statement save_plugin_states;   ///< replaces the value
  Statement add_sealed;           ///< replaces a known one
  Statement add_sealed_reads;
  Statement save_views;  ///< replaces a known one; so with replies
  Statement remove_views;
  Statement save_ready_replies;
  Statement remove_ready_replies;
  Statement add_claims;
  Statement add_files;
  Statement attach_files;  ///< matches only what is attached to nothing; so with removing
  Statement remove_files;
  Statement save_message_files;  ///< replaces a known one
  Statement add_counts;          ///< adds to what is stored
};

[[nodiscard]] const WriteStatements& write_statements(Dialect dialect);

}  // namespace seva::storage
