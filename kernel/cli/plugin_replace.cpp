#include <boost/json.hpp>
#include <ostream>

#include "cli/commands.hpp"
#include "cli/with_system.hpp"

namespace seva::cli {

int replace_plugin(Context& context, const PluginReplacement& replacement) {
  return with_system(context, Depth::plugins, [&](Assembly& assembly) -> domain::Result<void> {
    const auto replaced = assembly.replace_plugin(replacement.plugin, replacement.file);
    if (!replaced && replaced.error().kind == domain::ProblemKind::not_found)
      return domain::invalid("plugin_unknown", "No plugin of this id is installed.", replacement.plugin,
                             "Look at seva plugin list; a plugin that is new is put into a plugin folder.");
    if (!replaced) return replaced.error();
    if (context.is_json)
      context.terminal.out << boost::json::serialize(boost::json::object{{"id", replaced->id},
                                                                         {"version_before", replaced->version_before},
                                                                         {"version", replaced->version},
                                                                         {"file", replaced->file},
                                                                         {"sha256", replaced->sha256}})
                           << "\n";
    else
      context.terminal.out << replaced->id << " " << replaced->version << " is in the place of " << replaced->version_before << " (" << replaced->file
                           << ").\n";
    return {};
  });
}

}  // namespace seva::cli
