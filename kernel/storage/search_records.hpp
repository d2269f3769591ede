#pragma once

#include "actions/store.hpp"
#include "storage/repository_session.hpp"

namespace seva::storage {

class SociSearchRecords final : public actions::SearchRecords {
 public:
  explicit SociSearchRecords(RepositorySession& session) : session_(session) {}

  std::vector<actions::LoggedEvent> events_after(domain::EventId after, std::size_t limit) override;
  std::vector<domain::TicketId> tickets_before(domain::TicketId before, std::size_t limit) override;
  domain::TicketId oldest_ticket() override;
  std::vector<actions::SaidWords> messages_of(std::span<const domain::TicketId> tickets) override;
  std::vector<domain::Event> remarks_of(std::span<const domain::TicketId> tickets) override;

 private:
  RepositorySession& session_;
};

}  // namespace seva::storage
