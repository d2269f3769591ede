#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "domain/result.hpp"

namespace seva::storage {

enum class Engine : std::uint8_t {
  sqlite = 1,  ///< a file beside the program
  mysql        ///< a MariaDB or MySQL server
};

/// Where the database is. Holds the password: it goes to the database and nowhere else.
struct DatabaseAddress {
  Engine engine = Engine::sqlite;
  std::string path;  ///< sqlite
  std::string host;  ///< mysql, as all below
  std::uint16_t port = 3306;
  std::string user;
  std::string password;
  std::string name;

  /// The address for people and logs: without the password.
  [[nodiscard]] std::string shown() const;
};

/// Reads `sqlite:PATH` or `mysql://user:password@host:port/name`. User, password and name may be percent-encoded (RFC 3986), the host may be an
/// IPv6 address in brackets, the port may be missing. A path is taken as it stands. No Problem repeats any part of the text.
[[nodiscard]] domain::Result<DatabaseAddress> parse_address(std::string_view text);

}  // namespace seva::storage
