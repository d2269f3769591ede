#pragma once

#include "actions/store.hpp"
#include "storage/repository_session.hpp"

namespace seva::storage {

class SociDeskRecords final : public actions::DeskRecords {
 public:
  explicit SociDeskRecords(RepositorySession& session) : session_(session) {}

  std::unordered_map<domain::UserId, actions::KnownPerson> people(std::span<const domain::UserId> users) override;
  actions::CardParts card_parts(const actions::CardQuery& query) override;
  std::vector<domain::Event> turning_points(std::span<const domain::TicketId> tickets) override;
  std::vector<domain::TicketId> dockets_beginning(const std::string& start, std::size_t limit) override;
  std::unordered_map<domain::UserId, std::int64_t> workloads(std::span<const domain::UserId> users) override;

  std::vector<actions::SavedView> views(domain::UserId owner, std::span<const std::string> units) override;
  std::optional<actions::SavedView> view(actions::ViewId id) override;
  std::vector<actions::ReadyReply> ready_replies(std::span<const std::string> units) override;
  std::optional<actions::ReadyReply> ready_reply(actions::ReadyReplyId id) override;

  std::optional<actions::Claim> claim(domain::UserId user, const std::string& key) override;
  void answer(const actions::Claim& claim) override;
  void forget_claims(domain::Instant before) override;

 private:
  RepositorySession& session_;
};

}  // namespace seva::storage
