#pragma once

#include <memory>
#include <string>

#include "actions/receive_messages.hpp"
#include "hosting/plugin_host.hpp"
#include "machine/current_instance.hpp"
#include "machine/random_identities.hpp"
#include "machine/system_clock.hpp"
#include "support/temporary_folder.hpp"

namespace seva::bench {

/// The kernel's way in, put together as `seva replay` does, with the shipped instance of a police and its plugins in processes of their own.
class IntakeSide {
 public:
  /// On a database that was migrated. Throws std::runtime_error.
  explicit IntakeSide(actions::Store& store);
  ~IntakeSide();

  /// Wire messages, one a line. Returns when all of them are durable. Throws std::runtime_error where it fails or the books do not balance.
  hosting::ReplayReport take_in(const std::string& posts);

  [[nodiscard]] actions::Ports& ports() { return ports_; }

 private:
  machine::SystemClock clock_;
  machine::CurrentInstance current_;
  machine::RandomIdentities identities_;
  hosting::PluginHost plugins_;
  testing::TemporaryFolder search_folder_;
  std::unique_ptr<actions::SearchIndex> search_;
  actions::Ports ports_;
  actions::ReceiveMessages receive_;
};

}  // namespace seva::bench
