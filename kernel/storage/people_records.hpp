#pragma once

#include "actions/store.hpp"
#include "storage/repository_session.hpp"

namespace seva::storage {

class SociPeopleRecords final : public actions::PeopleRecords {
 public:
  explicit SociPeopleRecords(RepositorySession& session) : session_(session) {}

  std::optional<domain::User> user_by_login(const std::string& login) override;
  std::optional<domain::User> user(domain::UserId id) override;
  std::optional<domain::User> user_by_extension(const std::string& extension) override;
  /// By login.
  std::vector<domain::User> users() override;
  void add(const domain::User& user) override;
  void change(const domain::User& user) override;
  std::optional<domain::Session> session(const std::string& token_hash) override;
  std::optional<actions::UserSession> user_session(const std::string& token_hash) override;
  void add(const domain::Session& session) override;
  void end_session(const std::string& token_hash) override;
  void end_sessions_of(domain::UserId user) override;

 private:
  void write_roles(const domain::User& user);

  RepositorySession& session_;
};

}  // namespace seva::storage
