#pragma once

#include "actions/store.hpp"
#include "storage/repository_session.hpp"

namespace seva::storage {

class SociPluginRecords final : public actions::PluginRecords {
 public:
  explicit SociPluginRecords(RepositorySession& session) : session_(session) {}

  /// By key.
  std::vector<actions::PluginState> states(const std::string& plugin) override;
  std::vector<actions::DeadLetter> dead_letters(const actions::DeadLetterQuery& query) override;
  std::optional<actions::DeadLetter> dead_letter(domain::DeadLetterId id) override;
  std::int64_t waiting_dead_letters(const std::string& plugin) override;

 private:
  RepositorySession& session_;
};

}  // namespace seva::storage
