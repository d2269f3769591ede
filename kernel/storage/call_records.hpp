#pragma once

#include "actions/store.hpp"
#include "storage/repository_session.hpp"

namespace seva::storage {

class SociCallRecords final : public actions::CallRecords {
 public:
  explicit SociCallRecords(RepositorySession& session) : session_(session) {}

  std::optional<domain::CallSession> find(domain::CallId id) override;
  std::vector<domain::CallSession> by_call_ids(const std::string& channel, std::span<const std::string> call_ids) override;
  std::vector<std::string> archived(const std::string& channel, std::span<const std::string> call_ids) override;
  std::vector<domain::CallSession> owed_to(const std::string& channel, std::span<const std::string> numbers) override;
  std::vector<domain::CallSession> live(const std::string& channel, std::size_t limit) override;
  std::vector<actions::CallRow> list(const actions::CallQuery& query) override;
  std::vector<domain::CallSession> of_caller(const std::string& channel, const std::string& number, domain::Instant since,
                                             std::size_t limit) override;
  std::optional<domain::CallDismissal> dismissal(domain::CallId call) override;

 private:
  RepositorySession& session_;
};

}  // namespace seva::storage
