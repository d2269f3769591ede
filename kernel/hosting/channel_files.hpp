#pragma once

#include <functional>
#include <optional>
#include <string>

#include "actions/fetch_files.hpp"
#include "hosting/network/broker.hpp"

namespace seva::hosting {

/// Brings what citizens sent by a channel from where that channel may go, by the rules that hold for the channel's own requests: its hosts,
/// addresses, verified TLS, no redirects, 8 MB. Nothing is sent but the request itself.
class ChannelFiles final : public actions::FileFetcher {
 public:
  /// Where the channel may go; nullopt: it does not run now.
  using HostsOf = std::function<std::optional<AllowedHosts>(const std::string& channel)>;

  ChannelFiles(Broker& broker, HostsOf hosts_of) : broker_(broker), hosts_of_(std::move(hosts_of)) {}

  [[nodiscard]] std::vector<actions::FetchedBytes> fetch(std::span<const actions::FileSource> sources) override;

 private:
  Broker& broker_;
  HostsOf hosts_of_;
};

}  // namespace seva::hosting
