#pragma once

#include "actions/store.hpp"
#include "storage/repository_session.hpp"

namespace seva::storage {

class SociFileRecords final : public actions::FileRecords {
 public:
  explicit SociFileRecords(RepositorySession& session) : session_(session) {}

  std::optional<domain::File> find(domain::FileId id) override;
  std::vector<domain::File> of_ticket(domain::TicketId ticket) override;
  std::vector<domain::File> unattached(domain::Instant before, std::size_t limit) override;
  std::unordered_set<std::string> known_places(std::span<const std::string> places) override;
  std::vector<actions::MessageFile> of_messages(std::span<const domain::MessageId> messages) override;
  std::vector<actions::MessageFile> wanted(domain::Instant now, std::size_t limit) override;

 private:
  RepositorySession& session_;
};

}  // namespace seva::storage
