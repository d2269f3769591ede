#pragma once

#include "actions/store.hpp"
#include "storage/repository_session.hpp"

namespace seva::storage {

class SociSealedRecords final : public actions::SealedRecords {
 public:
  explicit SociSealedRecords(RepositorySession& session) : session_(session) {}

  std::vector<actions::SealedEntry> entries(domain::SealedKind kind, std::span<const std::int64_t> subjects) override;
  std::vector<domain::SealedRead> reads(domain::TicketId ticket) override;

 private:
  RepositorySession& session_;
};

}  // namespace seva::storage
