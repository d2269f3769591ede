#pragma once

#include "actions/store.hpp"
#include "storage/repository_session.hpp"

namespace seva::storage {

class SociProofRecords final : public actions::ProofRecords {
 public:
  explicit SociProofRecords(RepositorySession& session) : session_(session) {}

  std::optional<domain::ProofCode> code(domain::TicketId ticket) override;
  void set(const domain::ProofCode& code) override;
  std::optional<domain::Proof> proof(const std::string& token_hash) override;
  void add(const domain::Proof& proof, domain::Instant now) override;

 private:
  RepositorySession& session_;
};

}  // namespace seva::storage
