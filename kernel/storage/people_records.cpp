#include "storage/people_records.hpp"

#include <map>

#include "storage/stored_numbers.hpp"

namespace seva::storage {
namespace {

constexpr std::string_view kUserColumns = "id, login, name, password_hash, language, is_disabled, created_at, extension";
constexpr std::string_view kSessionColumns = "token_hash, csrf_token, user_id, created_at, expires_at";

/// A user comes in as many rows as they have roles, in no order: a server would sort them in a table of its own. In one row where they have none.
constexpr std::string_view kOneUserColumns =
    "u.id, u.login, u.name, u.password_hash, u.language, u.is_disabled, u.created_at, u.extension, r.place, r.role, r.unit";
constexpr std::string_view kOneSessionColumns =
    "s.token_hash, s.csrf_token, s.user_id, s.created_at, s.expires_at, "
    "u.id, u.login, u.name, u.password_hash, u.language, u.is_disabled, u.created_at, u.extension, r.place, r.role, r.unit";

const Select kByLogin =
    select("find a user by login", kOneUserColumns, "FROM users u LEFT JOIN user_roles r ON r.user_id = u.id WHERE u.login = :login");
const Select kById = select("find a user", kOneUserColumns, "FROM users u LEFT JOIN user_roles r ON r.user_id = u.id WHERE u.id = :id");
const Select kByExtension = select("find a user by extension", kOneUserColumns,
                                   "FROM users u LEFT JOIN user_roles r ON r.user_id = u.id WHERE u.extension = :extension ORDER BY u.id");
const Select kUsers = select("read all users", kUserColumns, "FROM users ORDER BY login");
const Select kAllRoles = select("read all roles", "user_id, role, unit", "FROM user_roles ORDER BY user_id, place");
const Select kSession = select("find a session", kSessionColumns, "FROM sessions WHERE token_hash = :token_hash");
const Select kUserSession = select("find a session and whose it is", kOneSessionColumns,
                                   "FROM sessions s JOIN users u ON u.id = s.user_id LEFT JOIN user_roles r ON r.user_id = u.id "
                                   "WHERE s.token_hash = :token_hash");

const Statement kAddUser = insert("add a user", "users", kUserColumns);
const Statement kAddRole = insert("add a role", "user_roles", "user_id, place, role, unit");
const Statement kAddSession = insert("add a session", "sessions", kSessionColumns);
const Statement kChangeUser{"change a user",
                            "UPDATE users SET name = :name, password_hash = :password_hash, language = :language, is_disabled = :is_disabled, "
                            "extension = :extension WHERE id = :id"};
const Statement kDropRoles{"drop a user's roles", "DELETE FROM user_roles WHERE user_id = :user"};
const Statement kEndSession{"end a session", "DELETE FROM sessions WHERE token_hash = :token_hash"};
const Statement kEndSessions{"end a user's sessions", "DELETE FROM sessions WHERE user_id = :user"};

domain::User read_user(Row& row) {
  domain::User user;
  user.id = row.id<domain::UserId>();
  user.login = row.text();
  user.name = row.text();
  user.password_hash = row.text();
  user.language = row.text();
  user.is_disabled = row.flag();
  user.created_at = row.instant();
  user.extension = row.text();
  return user;
}

void read_role(Row& row, domain::User& user) {
  auto& role = user.roles.emplace_back();
  role.role = row.one_of(kLastRole);
  role.unit = row.text();
}

/// Gathers the first user that comes.
class OneUser {
 public:
  void take(Row& row) {
    domain::User read = read_user(row);
    if (user_ && user_->id != read.id) return;
    if (!user_) user_ = std::move(read);
    const std::optional<std::int64_t> place = row.maybe_number();
    if (!place) return;
    domain::RoleAt& role = roles_[*place];
    role.role = row.one_of(kLastRole);
    role.unit = row.text();
  }

  std::optional<domain::User> gathered() && {
    for (auto& [place, role] : roles_) user_->roles.push_back(std::move(role));
    return std::move(user_);
  }

 private:
  std::optional<domain::User> user_;
  std::map<std::int64_t, domain::RoleAt> roles_;  ///< by place
};

std::optional<domain::User> read_one(RepositorySession& session, const Select& select, const Value& key) {
  OneUser user;
  session.select(select, {key}, [&](Row& row) { user.take(row); });
  return std::move(user).gathered();
}

domain::Session read_session(Row& row) {
  domain::Session session;
  session.token_hash = row.text();
  session.csrf_token = row.text();
  session.user = row.id<domain::UserId>();
  session.created_at = row.instant();
  session.expires_at = row.instant();
  return session;
}

}  // namespace

std::optional<domain::User> SociPeopleRecords::user_by_login(const std::string& login) { return read_one(session_, kByLogin, to_value(login)); }

std::optional<domain::User> SociPeopleRecords::user(domain::UserId id) { return read_one(session_, kById, to_value(id)); }

std::optional<domain::User> SociPeopleRecords::user_by_extension(const std::string& extension) {
  return extension.empty() ? std::nullopt : read_one(session_, kByExtension, to_value(extension));
}

std::vector<domain::User> SociPeopleRecords::users() {
  std::vector<domain::User> users;
  std::unordered_map<std::int64_t, std::size_t> places;
  session_.select(kUsers, {}, [&](Row& row) {
    users.push_back(read_user(row));
    places.emplace(users.back().id.value, users.size() - 1);
  });
  session_.select(kAllRoles, {}, [&](Row& row) {
    const auto place = places.find(row.number());
    if (place != places.end()) read_role(row, users[place->second]);
  });
  return users;
}

void SociPeopleRecords::add(const domain::User& user) {
  session_.execute(kAddUser, {to_value(user.id), user.login, user.name, user.password_hash, user.language, to_value(user.is_disabled),
                              to_value(user.created_at), user.extension});
  write_roles(user);
}

void SociPeopleRecords::change(const domain::User& user) {
  session_.execute(kChangeUser, {user.name, user.password_hash, user.language, to_value(user.is_disabled), user.extension, to_value(user.id)});
  session_.execute(kDropRoles, {to_value(user.id)});
  write_roles(user);
}

void SociPeopleRecords::write_roles(const domain::User& user) {
  RowBatch roles(kAddRole, user.roles.size());
  std::int64_t place = 0;
  for (const auto& role : user.roles) roles.add(user.id, place++, role.role, role.unit);
  session_.run(roles);
}

std::optional<domain::Session> SociPeopleRecords::session(const std::string& token_hash) {
  std::optional<domain::Session> found;
  session_.select(kSession, {token_hash}, [&](Row& row) { found = read_session(row); });
  return found;
}

std::optional<actions::UserSession> SociPeopleRecords::user_session(const std::string& token_hash) {
  domain::Session session;
  OneUser gathering;
  session_.select(kUserSession, {token_hash}, [&](Row& row) {
    session = read_session(row);
    gathering.take(row);
  });
  std::optional<domain::User> user = std::move(gathering).gathered();
  if (!user) return std::nullopt;
  return actions::UserSession{std::move(session), std::move(*user)};
}

void SociPeopleRecords::add(const domain::Session& session) {
  session_.execute(kAddSession,
                   {session.token_hash, session.csrf_token, to_value(session.user), to_value(session.created_at), to_value(session.expires_at)});
}

void SociPeopleRecords::end_session(const std::string& token_hash) { session_.execute(kEndSession, {token_hash}); }

void SociPeopleRecords::end_sessions_of(domain::UserId user) { session_.execute(kEndSessions, {to_value(user)}); }

}  // namespace seva::storage
