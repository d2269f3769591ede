#pragma once

#include <mutex>
#include <unordered_map>

#include "actions/announcements.hpp"
#include "actions/store.hpp"

namespace seva::actions {

/// A store before a store: it tells what each committed transaction changed, whoever wrote it, so that no verb can forget to. Nothing is told of what
/// was rolled back, and of work that was run again only what its last run did. Reading goes through untouched.
class AnnouncingStore final : public Store {
 public:
  /// Both are held by reference and outlive this.
  AnnouncingStore(Store& inner, Announcements& announcements) : inner_(inner), announcements_(announcements) {}

  void write(const std::function<void(Transaction&)>& work) override;
  void read(const std::function<void(Transaction&)>& work) override { inner_.read(work); }
  std::int64_t highest_id() override { return inner_.highest_id(); }

 private:
  using Logins = std::unordered_map<std::string, std::string>;  ///< by user id, as events name them
  [[nodiscard]] Logins logins_of(const std::vector<std::string>& actors, Transaction& transaction);

  Store& inner_;
  Announcements& announcements_;
  std::mutex mutex_;
  Logins logins_;  ///< under mutex_; a login never changes
};

}  // namespace seva::actions
