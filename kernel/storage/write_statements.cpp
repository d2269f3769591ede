#include "storage/write_statements.hpp"

#include "storage/call_codec.hpp"
#include "storage/row_codec.hpp"

namespace seva::storage {
namespace {

/// `UPDATE table SET column = :column, … WHERE where` for all columns but the first.
Statement update(std::string_view name, std::string_view table, std::string_view columns, std::string_view where) {
  std::string text = "UPDATE " + std::string(table) + " SET ";
  std::string_view separator;
  for (std::string_view rest = columns.substr(columns.find(' ') + 1); !rest.empty();) {
    const auto comma = rest.find(',');
    const std::string column(rest.substr(0, comma));
    text += std::string(separator) + column + " = :" + column;
    separator = ", ";
    rest.remove_prefix(comma == std::string_view::npos ? rest.size() : comma + 2);
  }
  return {name, text + " WHERE " + std::string(where)};
}

Statement add_dead_letters(Dialect dialect) {
  return {"add dead letters",
          "INSERT INTO dead_letters (id, plugin, digest, origin, reason, bytes, size, at) VALUES (:id, :plugin, :digest, :origin, :reason, " +
              bytes_parameter(dialect, "bytes") + ", :size, :at)" + or_keep(dialect, "plugin, digest", "digest")};
}

WriteStatements made_for(Dialect dialect) {
  WriteStatements statements;
  statements.add_citizens = insert("add citizens", "citizens", "id, created_at");
  statements.add_identities = insert("add identities", "citizen_identities", "channel, author_id, citizen, handle, name, created_at");
  statements.add_messages = insert("add messages", "messages", kMessageColumns);
  statements.change_messages = update("change messages", "messages", "id, disposition, ticket", "id = :id");
  statements.add_tickets = insert("add tickets", "tickets", kTicketColumns);
  statements.change_tickets = update("change tickets", "tickets", kTicketColumns, "id = :id AND version = :version_before");
  statements.add_events = insert("add events", "events", kEventColumns);
  statements.add_triage = insert("add triage items", "triage_items", kTriageColumns);
  statements.change_triage =
      update("decide triage items", "triage_items", "id, decided_at, decision, ticket, is_open", "id = :id AND is_open = :was_open");
  statements.add_deliveries = insert("add deliveries", "deliveries", kDeliveryColumns);
  statements.change_deliveries =
      update("change deliveries", "deliveries", "id, state, attempts, next_attempt_at, sent_id, reason, is_waiting", "id = :id");
  statements.add_delivery_files = insert("add files of deliveries", "delivery_files", kDeliveryFileColumns);
  statements.keep_texts = update("change texts of deliveries", "deliveries", "id, body", "id = :id");
  statements.add_calls = insert("add calls", "calls", kCallColumns);
  statements.change_calls = update("change calls", "calls", kCallColumns, "id = :id AND version = :version_before");
  statements.dismiss_calls = insert("dismiss calls", "call_dismissals", "call_number, kind, words, user_id, at",
                                    or_update(dialect, "call_number", {"kind", "words", "user_id", "at"}));
  statements.add_dead_letters = add_dead_letters(dialect);
  statements.add_dead_letter_work = {
      "add what becomes of dead letters",
      "INSERT INTO dead_letter_work (letter, plugin, is_event, event, tag, head, state, is_waiting, attempts, settled_at) "
      "SELECT id, plugin, :is_event, :event, :tag, :head, :state, 1, :attempts, NULL FROM dead_letters WHERE id = :letter"};
  statements.change_dead_letters =
      update("change dead letters", "dead_letter_work", "letter, state, is_waiting, attempts, settled_at", "letter = :letter");
  statements.save_plugin_states =
      insert("save plugin states", "plugin_states", "plugin, name, value, is_secret", or_update(dialect, "plugin, name", {"value", "is_secret"}));
  statements.add_sealed = insert("add sealed entries", "vault", kSealedColumns, or_update(dialect, "kind, subject", {"key_id", "sealed"}));
  statements.add_sealed_reads = insert("add looks at what is sealed", "sealed_reads", kSealedReadColumns);
  statements.save_views =
      insert("save views", "saved_views", kViewColumns, or_update(dialect, "id", {"name", "filter", "newest_first", "is_pinned"}));
  statements.remove_views = {"remove views", "DELETE FROM saved_views WHERE id = :id"};
  statements.save_ready_replies =
      insert("save ready replies", "ready_replies", kReadyReplyColumns,
             or_update(dialect, "id", {"unit", "category", "title_en", "title_hi", "text_en", "text_hi", "is_private", "next_status"}));
  statements.remove_ready_replies = {"remove ready replies", "DELETE FROM ready_replies WHERE id = :id"};
  statements.add_claims = insert("claim keys", "idempotency_claims", kClaimColumns);
  statements.add_files = insert("add files", "files", kFileColumns);
  statements.attach_files = update("attach files", "files", "id, event", "id = :id AND event = :event_before");
  statements.remove_files = {"remove files", "DELETE FROM files WHERE id = :id AND event = 0"};
  statements.save_message_files = insert("save files of messages", "message_files", kMessageFileColumns,
                                         or_update(dialect, "message, part", {"file", "refusal", "attempts", "next_attempt_at", "is_waiting"}));
  statements.add_counts = insert("add up counts", "unit_counts", "unit, status, tickets", or_add(dialect, "unit, status", "tickets"));
  statements.add_counts.text = std::string(beside_snapshot(dialect)) + statements.add_counts.text;
  return statements;
}

}  // namespace

const WriteStatements& write_statements(Dialect dialect) {
  static const WriteStatements kSqlite = made_for(Dialect::sqlite);
  static const WriteStatements kMariadb = made_for(Dialect::mariadb);
  static const WriteStatements kMysql = made_for(Dialect::mysql);
  return dialect == Dialect::sqlite ? kSqlite : dialect == Dialect::mariadb ? kMariadb : kMysql;
}

}  // namespace seva::storage
