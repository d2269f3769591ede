#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "actions/ports.hpp"
#include "domain/instance.hpp"
#include "domain/result.hpp"

namespace seva::hosting {

enum class PluginKind : std::uint8_t { channel = 1, department };

[[nodiscard]] std::string_view name_of(PluginKind kind);

/// What a plugin says of itself (sdk/PROTOCOL.md, "The manifest").
struct Manifest {
  std::string id;
  PluginKind kind = PluginKind::channel;
  std::string version;
  domain::Text name;
  std::string icon;
  domain::Text way_in;  ///< channels: how messages come; empty: it does not say
  std::string config_schema_json = "{}";
  std::set<std::string> capabilities;  ///< those that are true, as can_reply
  std::string reply_limit_json;        ///< empty: no limit
  actions::AttachmentRule attachments;
  std::vector<std::string> hosts;
  std::vector<actions::NamedLabel> secrets;  ///< that the plugin may be given
  std::string privacy_class;                 ///< public, personal or sealed
  std::string line_end = "\n";               ///< what ends a part of the channel's stream, and so of a replayed file
  std::map<std::string, domain::Text> texts;
  std::vector<domain::Category> categories;
  std::vector<actions::OutcomeForm> outcomes;
};

/// Reads a manifest strictly: a field that the kernel does not know is refused, and so is one that is missing. The Problem's code is
/// manifest_refused or api_too_new; `where` names `file` and the field.
[[nodiscard]] domain::Result<Manifest> read_manifest(std::string_view text, const std::string& file);

}  // namespace seva::hosting
