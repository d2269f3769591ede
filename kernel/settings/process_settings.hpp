#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "domain/result.hpp"
#include "settings/load_instance.hpp"

namespace seva::settings {

/// How this process runs, as against what the instance is. Each comes from the command line, else from the environment (SEVA_HOME, …), else from its
/// default.
struct ProcessSettings {
  std::string instance_folder;      ///< --instance, SEVA_INSTANCE: a folder, or the name of an instance that was installed with the program
  std::string home = "build/home";  ///< --home, SEVA_HOME: where the embedded database and private copies lie
  std::string database;             ///< --database, SEVA_DATABASE: sqlite:PATH or mysql://user:password@host:port/name; default sqlite under home
  std::string listen = "127.0.0.1:8080";  ///< --listen, SEVA_LISTEN: address:port; port 0 takes a free one
  std::string public_url;                 ///< --public-url, SEVA_PUBLIC_URL: how citizens reach us; default http://LISTEN
  std::vector<std::string>
      trusted_proxies;  ///< --trusted-proxies, SEVA_TRUSTED_PROXIES: addresses (comma-separated) whose X-Forwarded-For is believed
  std::vector<std::string> metrics_readers;  ///< --metrics-readers, SEVA_METRICS_READERS: addresses that may read /metrics besides this machine
  std::uint16_t node = 0;                    ///< --node, SEVA_NODE: 0 to 1023, unique in a cluster
  std::vector<std::string>
      plugin_folders;          ///< --plugins, SEVA_PLUGINS (colon-separated); default: plugins beside the program, ../lib/seva/plugins if installed
  std::string console_folder;  ///< --console, SEVA_CONSOLE: the officers' console as deploy/console.sh builds it; default below
  std::string vault_key;       ///< --vault-key, SEVA_VAULT_KEY: the file of keys for what is sealed; default vault.key under home
  std::string log_level = "info";  ///< --log-level, SEVA_LOG_LEVEL: debug, info, warning, error, off

  [[nodiscard]] std::string host() const;
  [[nodiscard]] std::uint16_t port() const;
};

/// The default of the console's folder is console beside the program's folder (build/console), else ../share/seva/console (installed).
/// Fills what the command line (`given`: name without dashes → value) left open. `program` is the path of the running executable.
[[nodiscard]] domain::Result<ProcessSettings> resolve_process_settings(const std::map<std::string, std::string>& given,
                                                                       const EnvironmentLookup& environment, const std::string& program);

}  // namespace seva::settings
