#pragma once

#include <sys/types.h>

#include <boost/json.hpp>
#include <chrono>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "actions/store.hpp"
#include "storage/address.hpp"
#include "support/temporary_folder.hpp"

namespace seva::whole {

using Folder = testing::TemporaryFolder;

/// What a finished program left behind.
struct Ended {
  int status = -1;  ///< exit code, or minus the signal that ended it
  std::string out;
  std::string err;
  [[nodiscard]] boost::json::object json() const;
};

/// A program under way. Ended by its process id when this object goes.
class Process {
 public:
  Process(std::vector<std::string> words, const std::map<std::string, std::string>& environment);
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  [[nodiscard]] pid_t id() const { return id_; }
  void send(int signal) const;
  [[nodiscard]] bool is_running();
  Ended wait();
  /// All that it has printed so far, on both ways.
  [[nodiscard]] std::string printed() const;
  /// Waits until the standard output holds a line that begins so, and answers with the rest of it. Throws where the program ends before.
  std::string wait_for_line(const std::string& begin);

 private:
  Folder folder_;
  pid_t id_ = -1;
  std::optional<int> status_;
};

/// The program on a database of its own: `seva` with an instance and a home.
class Seva {
 public:
  /// `database` empty: an SQLite file in a home of its own.
  explicit Seva(std::string instance_folder, std::string database = {});

  Ended run(std::vector<std::string> arguments) const;
  [[nodiscard]] std::unique_ptr<Process> start(std::vector<std::string> arguments) const;
  [[nodiscard]] actions::StoredCounts stored() const;
  /// All dockets with unit and category, sorted: the shape of what is stored, without ids and dockets.
  [[nodiscard]] std::vector<std::string> shape() const;
  [[nodiscard]] std::vector<std::string> dockets() const;
  /// The states of a ticket's deliveries, oldest first.
  [[nodiscard]] std::vector<std::string> delivery_states(const std::string& docket) const;
  std::string program;                             ///< the product, unless told
  std::map<std::string, std::string> environment;  ///< added to what the program gets
  [[nodiscard]] const Folder& home() const { return *home_; }

 private:
  [[nodiscard]] std::unique_ptr<actions::Store> open() const;
  std::string instance_folder_;
  std::shared_ptr<Folder> home_;
  std::string database_;
};

/// A database on a server as the settings write it, whatever its password holds.
std::string written(const storage::DatabaseAddress& address);

/// A folder of this source tree.
std::string source(const std::string& path);

/// Posts in X's wire format, one a line, from the demo traffic of the shipped instance.
std::vector<std::string> demo_lines();
std::string joined(const std::vector<std::string>& lines, std::size_t begin, std::size_t end);

/// The real samples' file, where SEVA_SAMPLES names a folder that has it.
std::optional<std::string> sample(const std::string& name);

}  // namespace seva::whole
