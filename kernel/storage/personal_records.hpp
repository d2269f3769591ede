#pragma once

#include "actions/store.hpp"
#include "storage/repository_session.hpp"

namespace seva::storage {

/// What asks for the tickets that the person has seen. `found` outlives the looks.
void add_seen_looks(std::vector<Look>& looks, domain::UserId user, std::span<const domain::TicketId> tickets,
                    std::vector<actions::SeenTicket>& found);

class SociPersonalRecords final : public actions::PersonalRecords {
 public:
  explicit SociPersonalRecords(RepositorySession& session) : session_(session) {}

  domain::Preferences preferences(domain::UserId user) override;
  void set_preferences(domain::UserId user, const domain::Preferences& preferences) override;
  std::vector<actions::SeenTicket> seen(domain::UserId user, std::span<const domain::TicketId> tickets) override;
  void mark_seen(domain::UserId user, domain::TicketId ticket, std::uint32_t version) override;

 private:
  RepositorySession& session_;
};

}  // namespace seva::storage
