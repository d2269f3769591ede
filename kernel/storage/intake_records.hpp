#pragma once

#include "actions/store.hpp"
#include "storage/repository_session.hpp"

namespace seva::storage {

class SociIntakeRecords final : public actions::IntakeRecords {
 public:
  explicit SociIntakeRecords(RepositorySession& session) : session_(session) {}

  std::vector<actions::KnownMessage> known_messages(const std::string& channel, std::span<const std::string> source_ids) override;
  /// The empty thread has none.
  std::vector<actions::ThreadTicket> tickets_of_threads(const std::string& channel, std::span<const std::string> threads) override;
  std::unordered_map<std::string, domain::CitizenId> citizens(const std::string& channel, std::span<const std::string> author_ids) override;
  std::optional<domain::Author> author(domain::CitizenId citizen, const std::string& channel) override;

 private:
  RepositorySession& session_;
};

}  // namespace seva::storage
