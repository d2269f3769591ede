#include "settings/process_settings.hpp"

#include <arpa/inet.h>

#include <array>
#include <charconv>
#include <filesystem>

namespace seva::settings {
namespace {

using domain::Result;

std::optional<std::uint16_t> number_in(const std::string& text, unsigned most) {
  unsigned value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || read.ec != std::errc{} || read.ptr != text.data() + text.size() || value > most) return std::nullopt;
  return static_cast<std::uint16_t>(value);
}

std::vector<std::string> split(const std::string& joined, char separator) {
  std::vector<std::string> parts;
  std::size_t begin = 0;
  while (begin <= joined.size()) {
    const std::size_t end = std::min(joined.find(separator, begin), joined.size());
    if (end > begin) parts.push_back(joined.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

/// IP addresses, separated by commas; a name would have to be looked up, and a blank would make it match nobody.
std::optional<std::vector<std::string>> addresses_in(const std::string& joined) {
  std::vector<std::string> addresses = split(joined, ',');
  for (const std::string& address : addresses) {
    std::array<unsigned char, 16> bytes{};
    if (inet_pton(AF_INET, address.c_str(), bytes.data()) != 1 && inet_pton(AF_INET6, address.c_str(), bytes.data()) != 1) return std::nullopt;
  }
  return addresses;
}

std::string variable_of(const std::string& name) {
  std::string variable = "SEVA_";
  for (const char letter : name) variable += letter == '-' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(letter)));
  return variable;
}

/// build/release/seva finds build/console, an installed bin/seva finds share/seva/console.
std::string default_console(const std::filesystem::path& beside) {
  const std::filesystem::path built = beside.parent_path() / "console";
  const std::filesystem::path installed = beside.parent_path() / "share" / "seva" / "console";
  std::error_code unknown;
  return (std::filesystem::exists(installed, unknown) ? installed : built).string();
}

/// build/release/seva finds build/release/plugins, an installed bin/seva finds lib/seva/plugins.
std::string default_plugins(const std::filesystem::path& beside) {
  const std::filesystem::path installed = beside.parent_path() / "lib" / "seva" / "plugins";
  std::error_code unknown;
  return (std::filesystem::exists(installed, unknown) ? installed : beside / "plugins").string();
}

/// What was named is a folder, or an instance that came with the program.
std::string instance_folder_of(const std::string& named, const std::filesystem::path& beside) {
  std::error_code unknown;
  if (named.find('/') != std::string::npos || std::filesystem::exists(named, unknown)) return named;
  const std::filesystem::path shipped = beside.parent_path() / "share" / "seva" / "config" / named;
  return std::filesystem::exists(shipped, unknown) ? shipped.string() : named;
}

}  // namespace

std::string ProcessSettings::host() const { return listen.substr(0, listen.rfind(':')); }

std::uint16_t ProcessSettings::port() const { return number_in(listen.substr(listen.rfind(':') + 1), 65'535).value_or(0); }

Result<ProcessSettings> resolve_process_settings(const std::map<std::string, std::string>& given, const EnvironmentLookup& environment,
                                                 const std::string& program) {
  ProcessSettings settings;
  const auto resolve = [&](const std::string& name, const std::string& otherwise) {
    if (const auto found = given.find(name); found != given.end() && !found->second.empty()) return found->second;
    const char* value = environment(variable_of(name).c_str());
    return value != nullptr && *value != '\0' ? std::string(value) : otherwise;
  };
  settings.instance_folder = resolve("instance", "");
  if (settings.instance_folder.empty())
    return domain::invalid("instance_missing", "No instance was named.", "instance",
                           "Give --instance FOLDER, or set SEVA_INSTANCE; the folders under config/ are instances.");
  settings.instance_folder = instance_folder_of(settings.instance_folder, std::filesystem::weakly_canonical(program).parent_path());
  settings.home = resolve("home", settings.home);
  settings.database = resolve("database", "sqlite:" + (std::filesystem::path(settings.home) / "seva.db").string());
  settings.listen = resolve("listen", settings.listen);
  const auto colon = settings.listen.rfind(':');
  if (colon == std::string::npos || colon == 0 || !number_in(settings.listen.substr(colon + 1), 65'535))
    return domain::invalid("listen_invalid", "The address to listen on must be ADDRESS:PORT.", "listen", "Write 127.0.0.1:8080, say.");
  settings.public_url = resolve("public-url", "");
  for (const auto& [name, addresses] :
       {std::pair{"trusted-proxies", &settings.trusted_proxies}, std::pair{"metrics-readers", &settings.metrics_readers}}) {
    auto read = addresses_in(resolve(name, ""));
    if (!read) return domain::invalid("address_invalid", "These must be IP addresses, separated by commas.", name, "Write 10.0.0.5,10.0.0.6, say.");
    *addresses = std::move(*read);
  }
  const auto node = number_in(resolve("node", "0"), 1'023);
  if (!node) return domain::invalid("node_invalid", "The node must be a number from 0 to 1023.", "node");
  settings.node = *node;
  settings.plugin_folders = split(resolve("plugins", default_plugins(std::filesystem::weakly_canonical(program).parent_path())), ':');
  settings.console_folder = resolve("console", default_console(std::filesystem::weakly_canonical(program).parent_path()));
  settings.vault_key = resolve("vault-key", (std::filesystem::path(settings.home) / "vault.key").string());
  settings.log_level = resolve("log-level", settings.log_level);
  if (settings.log_level != "debug" && settings.log_level != "info" && settings.log_level != "warning" && settings.log_level != "error" &&
      settings.log_level != "off")
    return domain::invalid("log_level_invalid", "The log level must be debug, info, warning, error or off.", "log-level");
  return settings;
}

}  // namespace seva::settings
