#pragma once

#include "actions/store.hpp"
#include "storage/repository_session.hpp"

namespace seva::storage {

class SociDeliveryRecords final : public actions::DeliveryRecords {
 public:
  explicit SociDeliveryRecords(RepositorySession& session) : session_(session) {}

  std::vector<domain::Delivery> due(domain::Instant now, std::size_t limit) override;
  std::optional<domain::Delivery> find(domain::DeliveryId id) override;
  /// The empty id finds nothing.
  std::optional<domain::Delivery> by_sent_id(const std::string& channel, const std::string& sent_id) override;
  bool carries(const std::string& channel, domain::FileId file) override;
  std::vector<domain::Delivery> of_ticket(domain::TicketId ticket) override;

 private:
  RepositorySession& session_;
};

}  // namespace seva::storage
