#pragma once

#include "actions/store.hpp"
#include "storage/repository_session.hpp"

namespace seva::storage {

class SociTicketRecords final : public actions::TicketRecords {
 public:
  explicit SociTicketRecords(RepositorySession& session) : session_(session) {}

  std::optional<domain::Ticket> by_docket(const std::string& docket) override;
  /// In the order of `ids`; unknown ones are absent.
  std::optional<actions::ArchivedTicket> archived(const std::string& docket) override;
  std::vector<domain::Ticket> by_ids(std::span<const domain::TicketId> ids) override;
  std::vector<actions::TicketRow> list(const actions::TicketQuery& query) override;
  std::vector<actions::TicketRow> rows(std::span<const domain::TicketId> ids) override;
  actions::ClockCounts count(const actions::TicketQuery& query) override;
  std::vector<domain::Event> events(domain::TicketId ticket) override;
  std::vector<domain::Event> events_of_message(domain::MessageId message) override;
  std::vector<domain::Message> messages(domain::TicketId ticket) override;
  std::optional<domain::Message> message(domain::MessageId id) override;
  std::int64_t opened_since(const std::string& department, domain::TicketId first) override;
  std::vector<actions::UnitCount> counts(const domain::Scope& scope) override;

 private:
  RepositorySession& session_;
};

}  // namespace seva::storage
