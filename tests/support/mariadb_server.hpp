#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

#include "storage/address.hpp"

namespace seva::testing {

/// How much the server does so that what it committed outlives a crash.
enum class Durability { fast = 1, full };

/// A MariaDB server of Debian's mariadb-server-core, private to one program: in a temporary directory, on a free port of 127.0.0.1.
/// Works as root and as anybody else. Stopped and removed by the destructor; the server also ends when the program dies.
class MariadbServer {
 public:
  /// Throws std::runtime_error where the server is missing or does not start; the text holds the end of its log.
  explicit MariadbServer(Durability durability = Durability::fast);
  ~MariadbServer();
  MariadbServer(const MariadbServer&) = delete;
  MariadbServer& operator=(const MariadbServer&) = delete;

  /// The server that all tests of a program share; started when first asked for.
  [[nodiscard]] static MariadbServer& shared();

  /// Makes an empty database and says where it is. The user may do everything there.
  [[nodiscard]] storage::DatabaseAddress new_database();

  /// Runs one statement as the administrator. Throws std::runtime_error.
  void command(const std::string& statement);
  /// The first column of the first row of the answer; empty if there is none.
  [[nodiscard]] std::string answer(const std::string& statement);

  /// Writes the log and every page of the database's tables to the files. The log alone would not show them: it holds only how a row differs from
  /// the one before it.
  void write_out(const std::string& database);

  /// Where its files lie; what was committed is in them after write_out().
  [[nodiscard]] std::filesystem::path data_folder() const { return folder_ / "data"; }

  /// kill -9, and starting again on the same files and port.
  void kill();
  void start();

  /// What start() adds to the server's environment.
  std::map<std::string, std::string> environment;

  /// A server that answers nothing and keeps what it has, until it goes on.
  void pause() const;
  void go_on() const;

 private:
  /// A folder of this server's own: one that starts removes the temporary tables of every other in the folder that they share.
  [[nodiscard]] std::filesystem::path temporary_files() const;
  void install();
  [[nodiscard]] std::string end_of_log() const;

  Durability durability_;
  std::filesystem::path folder_;
  std::uint16_t port_ = 0;
  pid_t process_ = 0;
  int databases_ = 0;
};

/// As SEVA_DATABASE names it.
[[nodiscard]] std::string text_of(const storage::DatabaseAddress& address);

}  // namespace seva::testing
