#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "actions/ports.hpp"
#include "hosting/start_material.hpp"
#include "seva/plugin.h"

/// The plugin that is linked in, under the name that it exports.
extern "C" const seva_plugin seva_plugin_v1;

namespace seva::fuzz {

/// How a channel is configured, and how its peer proves itself.
struct PlayedChannel {
  hosting::StartMaterial material;
  std::string line_end = "\n";  ///< the manifest's
  std::function<void(actions::WebhookRequest&)> sign = [](actions::WebhookRequest&) {};
};

/// Plays a script to a new instance as the kernel would, and reads its answers as the kernel does: it must never fail, and no answer may be refused.
///
/// A script is steps parted by lines `%%`. The first line of a step says what happens, the rest is its bytes:
/// `stream` (to the first open stream), `replay`, `webhook METHOD TARGET`, `answer STATUS` and `lose` (the first pending request), `timer`,
/// `deliver KIND [retry]`, `opened`, `closed`, `again` (a new instance with what was saved). What cannot happen now is passed over.
void play(const PlayedChannel& channel, std::string_view script);

}  // namespace seva::fuzz
