#include "actions/announcing_store.hpp"

#include <charconv>

#include "actions/news_of_changes.hpp"
#include "actions/transaction_layer.hpp"

namespace seva::actions {
namespace {

class ListeningPeople final : public PeopleRecords {
 public:
  ListeningPeople(PeopleRecords& inner, PeopleNews& news) : inner_(inner), news_(news) {}

  std::optional<domain::User> user_by_login(const std::string& login) override { return inner_.user_by_login(login); }
  std::optional<domain::User> user(domain::UserId id) override { return inner_.user(id); }
  std::vector<domain::User> users() override { return inner_.users(); }
  void add(const domain::User& user) override { inner_.add(user); }
  void change(const domain::User& user) override {
    inner_.change(user);
    news_.users.push_back(user.id);
  }
  std::optional<domain::User> user_by_extension(const std::string& extension) override { return inner_.user_by_extension(extension); }
  std::optional<domain::Session> session(const std::string& token_hash) override { return inner_.session(token_hash); }
  std::optional<UserSession> user_session(const std::string& token_hash) override { return inner_.user_session(token_hash); }
  void add(const domain::Session& session) override { inner_.add(session); }
  void end_session(const std::string& token_hash) override {
    inner_.end_session(token_hash);
    news_.token_hashes.push_back(token_hash);
  }
  void end_sessions_of(domain::UserId user) override {
    inner_.end_sessions_of(user);
    news_.users.push_back(user);
  }

 private:
  PeopleRecords& inner_;
  PeopleNews& news_;
};

/// Whoever has the extension; else who is called so.
std::string login_of_agent(PeopleRecords& people, const std::string& agent) {
  if (const auto user = people.user_by_extension(agent)) return user->login;
  const auto user = people.user_by_login(agent);
  return user ? user->login : std::string{};
}

class ListeningTransaction final : public TransactionLayer {
 public:
  ListeningTransaction(Transaction& inner, NewsGatherer& news) : TransactionLayer(inner), news_(news), people_(inner.people(), news.people) {}

  PeopleRecords& people() override { return people_; }
  void write(const Changes& changes) override {
    inner_.write(changes);
    news_.add(changes);
  }

 private:
  NewsGatherer& news_;
  ListeningPeople people_;
};

}  // namespace

void AnnouncingStore::write(const std::function<void(Transaction&)>& work) {
  NewsGatherer gathered;
  Logins logins;
  inner_.write([&](Transaction& transaction) {
    gathered = {};
    ListeningTransaction listening(transaction, gathered);
    work(listening);
    logins = logins_of(gathered.actors(), transaction);
    gathered.name_agents([&](const std::string& agent) { return login_of_agent(transaction.people(), agent); });
  });
  const News news = std::move(gathered).take(logins);
  if (news.is_empty()) return;
  {
    const std::lock_guard lock(mutex_);
    logins_.insert(logins.begin(), logins.end());
  }
  announcements_.announce(news);
}

AnnouncingStore::Logins AnnouncingStore::logins_of(const std::vector<std::string>& actors, Transaction& transaction) {
  Logins logins;
  for (const std::string& actor : actors) {
    {
      const std::lock_guard lock(mutex_);
      if (const auto known = logins_.find(actor); known != logins_.end()) {
        logins.insert(*known);
        continue;
      }
    }
    std::int64_t id = 0;
    if (std::from_chars(actor.data(), actor.data() + actor.size(), id).ec != std::errc{}) continue;
    if (const auto user = transaction.people().user({id})) logins.emplace(actor, user->login);
  }
  return logins;
}

}  // namespace seva::actions
