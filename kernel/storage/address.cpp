#include "storage/address.hpp"

#include <charconv>
#include <optional>

namespace seva::storage {
namespace {

constexpr std::string_view kSqlite = "sqlite:";
constexpr std::string_view kMysql = "mysql://";

domain::Problem refused(std::string what) {
  return domain::invalid("database_address_invalid", std::move(what), "database",
                         "Write sqlite:PATH or mysql://user:password@host:port/name, with %40 for @ and so on.");
}

int hex_value(char digit) {
  if (digit >= '0' && digit <= '9') return digit - '0';
  if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
  if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
  return -1;
}

std::optional<std::string> percent_decoded(std::string_view text) {
  std::string plain;
  for (std::size_t place = 0; place < text.size(); ++place) {
    if (text[place] != '%') {
      plain += text[place];
      continue;
    }
    if (place + 2 >= text.size()) return std::nullopt;
    const int high = hex_value(text[place + 1]);
    const int low = hex_value(text[place + 2]);
    if (high < 0 || low < 0 || high + low == 0) return std::nullopt;
    plain += static_cast<char>(high * 16 + low);
    place += 2;
  }
  return plain;
}

bool take_decoded(std::string_view text, std::string& target) {
  auto plain = percent_decoded(text);
  if (!plain) return false;
  target = std::move(*plain);
  return true;
}

/// The rest after the first `separator`, which `text` loses together with it; nullopt where there is none.
std::optional<std::string_view> cut_after(std::string_view& text, char separator) {
  const auto place = text.find(separator);
  if (place == std::string_view::npos) return std::nullopt;
  const std::string_view rest = text.substr(place + 1);
  text = text.substr(0, place);
  return rest;
}

bool take_port(std::string_view text, std::uint16_t& port) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  return error == std::errc{} && end == text.data() + text.size() && port != 0;
}

bool take_host(std::string_view text, DatabaseAddress& address) {
  if (text.starts_with('[')) {
    const auto rest = cut_after(text, ']');
    if (!rest || (!rest->empty() && !rest->starts_with(':'))) return false;
    address.host = text.substr(1);
    return !address.host.empty() && (rest->empty() || take_port(rest->substr(1), address.port));
  }
  const auto port = cut_after(text, ':');
  address.host = text;
  return !address.host.empty() && (!port || take_port(*port, address.port));
}

domain::Result<DatabaseAddress> parse_sqlite(std::string_view path) {
  if (path.empty() || path == ":memory:" || path.starts_with("//")) return refused("The address of an SQLite database needs the path of a file.");
  if (path.find('"') != std::string_view::npos || path.find('\0') != std::string_view::npos)
    return refused("The path of the database holds a symbol that it must not hold.");
  DatabaseAddress address;
  address.path = path;
  return address;
}

domain::Result<DatabaseAddress> parse_mysql(std::string_view text) {
  DatabaseAddress address;
  address.engine = Engine::mysql;
  const auto at = text.rfind('@');
  if (at == std::string_view::npos) return refused("The address of the database names no user.");
  std::string_view user = text.substr(0, at);
  std::string_view host = text.substr(at + 1);
  const auto password = cut_after(user, ':');
  const auto name = cut_after(host, '/');
  if (!take_decoded(user, address.user) || address.user.empty()) return refused("The user in the address of the database cannot be read.");
  if (password && !take_decoded(*password, address.password)) return refused("The password in the address of the database cannot be read.");
  if (!take_host(host, address)) return refused("The host or port in the address of the database cannot be read.");
  if (!name || !take_decoded(*name, address.name) || address.name.empty()) return refused("The address names no database on the server.");
  return address;
}

}  // namespace

std::string DatabaseAddress::shown() const {
  if (engine == Engine::sqlite) return std::string(kSqlite) + path;
  const std::string bracketed = host.find(':') == std::string::npos ? host : "[" + host + "]";
  return std::string(kMysql) + user + "@" + bracketed + ":" + std::to_string(port) + "/" + name;
}

domain::Result<DatabaseAddress> parse_address(std::string_view text) {
  if (text.starts_with(kSqlite)) return parse_sqlite(text.substr(kSqlite.size()));
  if (text.starts_with(kMysql)) return parse_mysql(text.substr(kMysql.size()));
  return refused("The address of the database begins with neither sqlite: nor mysql://.");
}

}  // namespace seva::storage
