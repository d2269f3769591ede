#pragma once

#include <boost/json/object.hpp>
#include <map>
#include <set>

#include "simulators/x_api.hpp"

namespace seva::simulators {

/// What the simulator knows: users, posts, messages, and how X shows them. Not thread-safe.
class XWorld {
 public:
  std::function<Time()> clock = [] { return std::chrono::system_clock::now(); };
  std::string url;  ///< of the server, where pictures lie

  void add_user(XUser user) { users_[user.id] = std::move(user); }
  [[nodiscard]] const XUser* user(const std::string& id) const;
  [[nodiscard]] const XUser* user_with_token(const std::string& token) const;

  /// Gives the id and the time that are missing; answers with the id.
  std::string add_post(XPost post);
  void delete_post(const std::string& id);
  [[nodiscard]] bool is_deleted(const std::string& id) const { return deleted_.contains(id); }
  [[nodiscard]] bool has_said(const std::string& author_id, const std::string& text) const;
  [[nodiscard]] const XPost* post(const std::string& id) const;

  std::string add_message(XDirectMessage message);

  std::string add_picture(std::string bytes);
  void remove_picture(const std::string& key) { pictures_[key].reset(); }
  /// nullptr: there is none, or none any more.
  [[nodiscard]] const std::string* picture(const std::string& key) const;

  /// Newest first.
  [[nodiscard]] std::vector<const XPost*> posts_of(const std::string& author_id) const;
  [[nodiscard]] std::vector<const XPost*> mentions_of(const std::string& user_id) const;
  [[nodiscard]] std::vector<const XDirectMessage*> messages_between(const std::string& one, const std::string& other) const;

  [[nodiscard]] boost::json::object shown(const XPost& post) const;
  [[nodiscard]] boost::json::object shown(const XDirectMessage& message) const;
  [[nodiscard]] boost::json::object includes(const std::vector<const XPost*>& posts) const;
  [[nodiscard]] static std::string conversation(const std::string& one, const std::string& other);

 private:
  std::string next_id(Time time);
  [[nodiscard]] std::string conversation_of(const XPost& post) const;

  std::map<std::string, XUser> users_;
  std::vector<XPost> posts_;
  std::vector<XDirectMessage> messages_;
  std::set<std::string> deleted_;
  std::map<std::string, std::optional<std::string>> pictures_;  ///< bytes by key
  std::int64_t last_id_ = 0;
};

}  // namespace seva::simulators
