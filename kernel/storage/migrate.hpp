#pragma once

#include "domain/result.hpp"
#include "storage/address.hpp"

namespace seva::storage {

/// Brings the database to the schema of this program and returns how many migrations that took; none on the second call. Safe when several programs
/// start at once. Makes the file of an SQLite database; a server's database must exist. On a server the user needs the right to create tables.
///
/// Problems: database_newer (a later program was here: this one would not understand it), database_unreachable, database_denied, migration_failed.
[[nodiscard]] domain::Result<int> migrate(const DatabaseAddress& address);

/// No further than to the migration `last`: for what was made under it.
[[nodiscard]] domain::Result<int> migrate(const DatabaseAddress& address, int last);

}  // namespace seva::storage
