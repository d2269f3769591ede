#include "storage/people_records.hpp"

#include "storage/stored_numbers.hpp"

namespace seva::storage {
namespace {

constexpr std::string_view kUserColumns = "id, login, name, password_hash, language, is_disabled, created_at, extension";
constexpr std::string_view kSessionColumns = "token_hash, csrf_token, user_id, created_at, expires_at";

const Select kByLogin = select("find a user by login", kUserColumns, "FROM users WHERE login = :login");
const Select kById = select("find a user", kUserColumns, "FROM users WHERE id = :id");
const Select kByExtension = select("find a user by extension", kUserColumns, "FROM users WHERE extension = :extension ORDER BY id LIMIT 1");
const Select kUsers = select("read all users", kUserColumns, "FROM users ORDER BY login");
const Select kRoles = select("read a user's roles", "user_id, role, unit", "FROM user_roles WHERE user_id = :user ORDER BY place");
const Select kAllRoles = select("read all roles", "user_id, role, unit", "FROM user_roles ORDER BY user_id, place");
const Select kSession = select("find a session", kSessionColumns, "FROM sessions WHERE token_hash = :token_hash");

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

std::optional<domain::User> read_one(RepositorySession& session, const Select& select, const Value& key) {
  std::optional<domain::User> user;
  session.select(select, {key}, [&](Row& row) { user = read_user(row); });
  if (!user) return std::nullopt;
  session.select(kRoles, {to_value(user->id)}, [&](Row& row) {
    if (row.number() == user->id.value) read_role(row, *user);
  });
  return user;
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
  session_.select(kSession, {token_hash}, [&](Row& row) {
    found.emplace();
    found->token_hash = row.text();
    found->csrf_token = row.text();
    found->user = row.id<domain::UserId>();
    found->created_at = row.instant();
    found->expires_at = row.instant();
  });
  return found;
}

void SociPeopleRecords::add(const domain::Session& session) {
  session_.execute(kAddSession,
                   {session.token_hash, session.csrf_token, to_value(session.user), to_value(session.created_at), to_value(session.expires_at)});
}

void SociPeopleRecords::end_session(const std::string& token_hash) { session_.execute(kEndSession, {token_hash}); }

void SociPeopleRecords::end_sessions_of(domain::UserId user) { session_.execute(kEndSessions, {to_value(user)}); }

}  // namespace seva::storage
