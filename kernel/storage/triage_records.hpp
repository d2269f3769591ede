#pragma once

#include "actions/store.hpp"
#include "storage/repository_session.hpp"

namespace seva::storage {

class SociTriageRecords final : public actions::TriageRecords {
 public:
  explicit SociTriageRecords(RepositorySession& session) : session_(session) {}

  actions::TriageCounts counts(const domain::Scope& scope, domain::Instant since) override;
  std::int64_t waiting_count(domain::Question question) override;
  std::vector<domain::TriageItem> open_items(const domain::Scope& scope, std::optional<actions::TicketQuery::After> after,
                                             std::size_t limit) override;
  std::vector<domain::TriageItem> waiting(domain::Question question, domain::TriageId after, std::size_t limit) override;
  std::optional<domain::TriageItem> find(domain::TriageId id) override;
  std::optional<domain::TriageItem> open_of_ticket(domain::TicketId ticket) override;
  std::optional<domain::TriageItem> open_of_message(domain::MessageId message) override;

 private:
  RepositorySession& session_;
};

}  // namespace seva::storage
