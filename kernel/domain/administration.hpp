#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "domain/ids.hpp"
#include "domain/instant.hpp"

namespace seva::domain {

/// What an administrator set over what the instance's folder says of a plugin. The plugin must stand in the folder: nothing new comes in this way.
struct PluginOverride {
  std::string plugin;
  std::optional<bool> is_enabled;          ///< none: as the folder says
  std::optional<std::string> config_json;  ///< whole; none: as the folder says
  std::uint32_t version = 0;               ///< rises with each change

  friend bool operator==(const PluginOverride&, const PluginOverride&) = default;
};

/// A secret that an administrator gave a plugin. It is kept as the vault sealed it.
struct PluginSecret {
  std::string plugin;
  std::string name;
  std::string key_id;
  std::string sealed;  ///< base64
  Instant set_at;
};

using AdministrationActId = Id<struct AdministrationActTag>;

/// Something that an administrator did to the instance. Written in the transaction of the deed; never changed. Never holds a secret or a complaint.
struct AdministrationAct {
  AdministrationActId id;
  Instant at;
  UserId user;
  std::string user_name;  ///< as shown at the time
  std::string act;        ///< plugin_switched, plugin_configured, plugin_replaced, dead_letter_retried, dead_letter_dismissed,
                          ///< tickets_archived, archive_restored, …
  std::string subject;    ///< the id of what it was done to
  std::map<std::string, std::string> details;
};

}  // namespace seva::domain
